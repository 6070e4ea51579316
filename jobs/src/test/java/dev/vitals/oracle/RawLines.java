package dev.vitals.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a landing folder that are events: a line is dropped when it is no JSON object, lacks what its type needs, or
 * has an impossible time; a file of which more than a fifth is dropped is refused as a whole.
 */
final class RawLines {
    private static final double REFUSED_ABOVE = 0.2;
    private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /** What an event must have, by its type; the field of its time comes first. */
    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            Map.entry("chat.message", List.of("sent_at", "message_id", "channel_id", "user_id")),
            Map.entry("report.created", List.of("created_at", "report_id", "subject_type")),
            Map.entry("report.activity", List.of("at", "report_id", "activity")),
            Map.entry("enforcement.action", List.of("at", "action_id", "action")),
            Map.entry("appeal.event", List.of("at", "appeal_id", "kind")),
            Map.entry("audit.label", List.of("at", "audit_id", "item_id", "frame", "inclusion_probability", "label")),
            Map.entry("automod.hold", List.of("held_at", "message_id")),
            Map.entry("automod.update", List.of("at", "message_id", "status")),
            Map.entry("viewership.interval", List.of("from", "to", "channel_id")),
            Map.entry("experiment.exposure", List.of("first_exposed_at", "experiment", "variant", "unit_id")),
            Map.entry("stream.context", List.of("at", "channel_id", "kind")),
            Map.entry("dimension.channel", List.of("valid_from", "id")),
            Map.entry("dimension.user", List.of("valid_from", "id")),
            Map.entry("dimension.moderator", List.of("valid_from", "id")));

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RawLines() {}

    /** Every event of every file below the folder; events that are told twice come twice. */
    static List<JsonNode> read(Path landing) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(landing)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<JsonNode> events = new ArrayList<>();
        for (Path file : files) {
            events.addAll(eventsOf(file));
        }
        return events;
    }

    /** When an event happened. */
    static Instant at(JsonNode event) {
        return Instant.parse(
                event.get(NEEDED.get(event.get("type").asText()).get(0)).asText());
    }

    private static List<JsonNode> eventsOf(Path file) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        int lines = 0;
        for (byte[] line : split(content(file))) {
            if (line.length > 0) {
                lines++;
                JsonNode event = parsed(line);
                if (event != null) {
                    events.add(event);
                }
            }
        }
        return lines - events.size() > REFUSED_ABOVE * lines ? List.of() : events;
    }

    private static byte[] content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".gz")) {
            return bytes;
        }
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return unpacked.readAllBytes();
        }
    }

    /** Lines without their ends and without byte order marks. */
    private static List<byte[]> split(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i == content.length || content[i] == '\n') {
                int from = start;
                int to = i;
                if (to - from >= 3 && content[from] == (byte) 0xEF && content[from + 1] == (byte) 0xBB) {
                    from += 3;
                }
                if (to > from && content[to - 1] == '\r') {
                    to--;
                }
                lines.add(java.util.Arrays.copyOfRange(content, from, to));
                start = i + 1;
            }
        }
        return lines;
    }

    /** The event in a line, or null when it is none. */
    private static JsonNode parsed(byte[] line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            JsonNode event = JSON.readTree(text);
            boolean isKnown = event.isObject()
                    && event.hasNonNull("type")
                    && NEEDED.containsKey(event.get("type").asText());
            return isKnown && hasWhatItNeeds(event) ? event : null;
        } catch (CharacterCodingException | JsonProcessingException e) {
            return null;
        }
    }

    private static boolean hasWhatItNeeds(JsonNode event) {
        for (String field : NEEDED.get(event.get("type").asText())) {
            if (!event.hasNonNull(field) || event.get(field).asText().isEmpty()) {
                return false;
            }
        }
        try {
            Instant at = at(event);
            return !at.isBefore(EARLIEST) && at.isBefore(LATEST);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
