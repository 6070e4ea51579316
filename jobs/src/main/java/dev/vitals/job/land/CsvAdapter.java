package dev.vitals.job.land;

import dev.vitals.sentiment.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads csv files of neutral events; the first folder below the source folder is the event type.
 *
 * <p>A file that lies in no such folder can't be read, which is said of each of its lines, so that the other files of the
 * source land all the same.
 *
 * <p>The header names the fields of the event, in any order. A header line that is repeated inside the file counts from
 * there on, also when it brings another order. A record is rewritten as the JSON of its event and read as such, so that
 * both formats mean the same. In stream contexts and dimensions, every other column is an attribute.
 */
final class CsvAdapter implements Adapter {
    private static final Set<String> FIELDS =
            Set.of(("message_id channel_id user_id sent_at text reply_to badges is_first"
                            + " source_channel_id source_message_id emotes report_id reporter_id subject_type subject_id"
                            + " subject_user_id category severity language surface source created_at legal_ground activity at"
                            + " moderator_id queue decision action_ids merged_into is_automated close_reason action_id action"
                            + " expires_at actor_id actor_type policy batch_id detected_at reason appeal_id kind outcome reviewer_id"
                            + " audit_id frame item_id decision_id stratum inclusion_probability rater_id label rubric_version"
                            + " held_at level status from to live_seconds viewer_seconds is_moderated experiment variant unit_id"
                            + " first_exposed_at cluster_id id valid_from")
                    .split(" "));
    private static final String ATTRIBUTE = "attributes.";

    private final Adapter events;
    private final String type;
    private final boolean hasAttributes;
    private final CsvCells cells = new CsvCells();
    private List<String> header;

    CsvAdapter(Pseudonyms pseudonyms, Scorer scorer, String relativePath) {
        events = new VitalsAdapter(pseudonyms, scorer);
        type = typeOf(relativePath);
        hasAttributes = type != null && (type.startsWith("dimension.") || type.equals("stream.context"));
    }

    /** Name of the first folder, or null when the file lies in none. */
    private static String typeOf(String relativePath) {
        String path = relativePath.startsWith("csv/") ? relativePath.substring("csv/".length()) : relativePath;
        int slash = path.indexOf('/');
        return slash <= 0 ? null : path.substring(0, slash);
    }

    @Override
    public Outcome parse(byte[] buffer, int offset, int length) {
        if (Adapters.isBlank(buffer, offset, length)) {
            return Outcome.BLANK;
        }
        if (type == null) {
            return inNoFolder();
        }
        try {
            cells.read(buffer, offset, length);
            return record();
        } catch (Rejection e) {
            return e.outcome();
        }
    }

    @Override
    public Map<String, Long> unreadFields() {
        return events.unreadFields();
    }

    private static Outcome inNoFolder() {
        return new Outcome.Rejected(
                Reasons.BAD_CSV,
                null,
                "the file lies in no folder that names its event type; deliver it to csv/<event type>/, which is one of "
                        + String.join(", ", VitalsAdapter.TYPES));
    }

    private Outcome record() {
        List<String> values = cells.values();
        if (isHeader(values)) {
            header = names(values);
            return new Outcome.Ignored("csv/header");
        }
        if (header == null) {
            throw new Rejection(Reasons.BAD_CSV, "header", "no line before this one names the columns of " + type);
        }
        if (values.size() != header.size()) {
            throw new Rejection(
                    Reasons.BAD_CSV, null, "found " + values.size() + " cells under " + header.size() + " names");
        }
        String repeated = repeatedName();
        if (repeated != null) {
            // A name that no event has could be anything that stood in the file.
            throw new Rejection(
                    Reasons.BAD_CSV,
                    FIELDS.contains(repeated) ? repeated : null,
                    "the header before this line has more than one column of one name");
        }
        byte[] json = json(values).getBytes(StandardCharsets.UTF_8);
        return events.parse(json, 0, json.length);
    }

    /**
     * Whether the cells are names of columns and not values: an id and another field of the event among them, whatever
     * the others are called, or all of them known, as the event's or from the last header.
     */
    private boolean isHeader(List<String> values) {
        List<String> names = names(values);
        boolean namesAnId = names.stream().anyMatch(name -> FIELDS.contains(name) && name.endsWith("id"));
        boolean namesAnEvent =
                namesAnId && names.stream().filter(FIELDS::contains).count() > 1;
        return namesAnEvent || (header != null && names.stream().allMatch(this::isKnown));
    }

    /** A name that stands twice, which nobody can tell apart; null when there is none. */
    private String repeatedName() {
        Set<String> seen = new HashSet<>();
        return header.stream()
                .filter(name -> !name.isEmpty() && !seen.add(name))
                .findFirst()
                .orElse(null);
    }

    private boolean isKnown(String name) {
        return !name.isEmpty() && (FIELDS.contains(name) || header.contains(name));
    }

    private static List<String> names(List<String> values) {
        List<String> names = new ArrayList<>(values.size());
        for (String value : values) {
            names.add(value.trim().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private String json(List<String> values) {
        StringBuilder json = new StringBuilder("{\"type\":").append(quoted(type));
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            String name = header.get(i);
            String value = name.equals("text") ? values.get(i) : values.get(i).trim();
            if (value.isEmpty() || name.isEmpty() || name.equals("type")) {
                continue;
            }
            boolean isAttribute = hasAttributes && (name.startsWith(ATTRIBUTE) || !isOwnField(name));
            if (isAttribute) {
                String key = name.startsWith(ATTRIBUTE) ? name.substring(ATTRIBUTE.length()) : name;
                attributes.append(attributes.isEmpty() ? "" : ",").append(quoted(key));
                attributes.append(':').append(quoted(value));
            } else {
                json.append(',').append(quoted(name)).append(':').append(quoted(value));
            }
        }
        if (!attributes.isEmpty()) {
            json.append(",\"attributes\":{").append(attributes).append('}');
        }
        return json.append('}').toString();
    }

    private boolean isOwnField(String name) {
        return type.equals("stream.context")
                ? name.equals("channel_id") || name.equals("kind") || name.equals("at")
                : name.equals("id") || name.equals("valid_from");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
