package dev.vitals.cli.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitals.job.land.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether a row shows somebody whom the line names in a field for people.
 *
 * <p>A changed line may hold an id where a code word belongs, and then the row holds it too: nothing tells it from one. So
 * the line is read once more by readers that know nothing of the adapters, and only what stands in no other field than those
 * for people counts.
 */
final class Traces {
    static final String ID = "73663000";
    static final String NAME = "quokka";
    static final String PROSE = "wombat";

    private static final List<String> ALL = List.of(ID, NAME, PROSE);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Set<String> PERSONAL = Set.of(
            "user_id",
            "channel_id",
            "reporter_id",
            "moderator_id",
            "actor_id",
            "reviewer_id",
            "rater_id",
            "source_channel_id",
            "unit_id",
            "cluster_id",
            "from_channel_id",
            "owner_id",
            "fromuserid",
            "login",
            "name",
            "title",
            "reason",
            "message_body",
            "note",
            "text");
    /** Tags of IRC whose values are kept as they are. */
    private static final Set<String> KEPT_TAGS = Set.of(
            "id",
            "source-id",
            "msg-id",
            "source-msg-id",
            "target-msg-id",
            "reply-parent-msg-id",
            "badges",
            "source-badges",
            "emotes",
            "msg-param-viewerCount",
            "msg-param-sub-plan",
            "msg-param-months",
            "msg-param-cumulative-months");

    private Traces() {}

    static boolean isIn(String text) {
        return first(text) != null;
    }

    private static String first(String text) {
        for (String trace : ALL) {
            if (text.contains(trace)) {
                return trace;
            }
        }
        return null;
    }

    /** What is said of a line that can't be read repeats nothing of it. */
    static void checkSaid(String said) {
        Promises.holds(!isIn(said.toLowerCase(Locale.ROOT)), "what is said of a line repeats nothing of it: " + said);
    }

    /** A column other than the text of messages shows a trace; throws where the line has it for people alone. */
    static void check(
            String source,
            Seed seed,
            Outcome.Event event,
            String column,
            String text,
            byte[] buffer,
            int offset,
            int length) {
        String trace = first(text);
        String line = new String(buffer, offset, length, StandardCharsets.UTF_8);
        boolean isExcused = switch (source) {
            case "twitch-irc" -> inKeptTag(line, trace) || column.equals("emotes");
            case "csv" -> inOtherCell(seed, line, trace) || isOtherSubject(event, column);
            // Names of emotes stand in the text too.
            default -> column.equals("emotes") || inOtherField(line, trace, source) || isOtherSubject(event, column);
        };
        Promises.holds(isExcused, column + " shows what the line has in a field for people alone: " + trace);
    }

    /** Of subjects that are no people, the id is kept. */
    private static boolean isOtherSubject(Outcome.Event event, String column) {
        if (!column.equals("subject_id")) {
            return false;
        }
        Object type = event.values()[event.table().columns().indexOf("subject_type")];
        return !"user".equals(type) && !"channel".equals(type);
    }

    private static boolean isPersonal(String key, String source) {
        String name = key.toLowerCase(Locale.ROOT).replace("attributes.", "");
        boolean isOfPeople = name.endsWith("user_id") || name.endsWith("_login") || name.endsWith("_name");
        boolean isOfSubject = name.equals("subject_id") || (name.equals("id") && !source.equals("twitch-eventsub"));
        return isOfPeople || isOfSubject || PERSONAL.contains(name);
    }

    private static boolean inOtherField(String line, String trace, String source) {
        try {
            JsonNode root = JSON.readTree(line);
            JsonNode body = root.get("body");
            boolean inBody = body != null
                    && body.isTextual()
                    && inOtherField(JSON.readTree(body.textValue()), "body", trace, source);
            if (body != null && body.isTextual()) {
                ((ObjectNode) root).remove("body");
            }
            return inBody || inOtherField(root, "", trace, source);
        } catch (JsonProcessingException e) {
            // What Jackson refuses and the adapter reads is found by the tests that compare the two.
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean inOtherField(JsonNode node, String key, String trace, String source) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                boolean isInName = member.getKey().contains(trace);
                // A list belongs to its name; an object has names of its own.
                if (isInName || inOtherField(member.getValue(), member.getKey(), trace, source)) {
                    return true;
                }
            }
            return false;
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (inOtherField(element, key, trace, source)) {
                    return true;
                }
            }
            return false;
        }
        return !isPersonal(key, source)
                && node.asText().toLowerCase(Locale.ROOT).contains(trace);
    }

    private static boolean inOtherCell(Seed seed, String record, String trace) {
        List<String> names = cells(new String(seed.header(), StandardCharsets.UTF_8));
        List<String> cells = cells(record);
        for (int i = 0; i < cells.size(); i++) {
            boolean isPersonal = i < names.size() && isPersonal(names.get(i).trim(), "csv");
            if (!isPersonal && cells.get(i).toLowerCase(Locale.ROOT).contains(trace)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> cells(String record) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (c == '"' && (isQuoted || cell.isEmpty())) {
                boolean isDoubled = isQuoted && i + 1 < record.length() && record.charAt(i + 1) == '"';
                isQuoted = !isQuoted || isDoubled;
                if (isDoubled) {
                    cell.append('"');
                    i++;
                }
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static boolean inKeptTag(String line, String trace) {
        int start = line.indexOf('@');
        int end = line.indexOf(' ', start);
        if (start < 0 || end < 0) {
            return false;
        }
        for (String tag : line.substring(start + 1, end).split(";")) {
            int equals = tag.indexOf('=');
            boolean isKept = equals > 0 && KEPT_TAGS.contains(tag.substring(0, equals));
            if (isKept && tag.contains(trace)) {
                return true;
            }
        }
        return false;
    }
}
