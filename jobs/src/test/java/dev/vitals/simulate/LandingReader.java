package dev.vitals.simulate;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads a landing folder back the slow and obvious way, with another JSON library than the one that wrote it. */
final class LandingReader {
    /** One line; {@code event} is null when nobody could accept it. */
    record Line(String path, String night, long number, JsonNode event) {

        String type() {
            return event.get("type").asText();
        }

        String text(String field) {
            JsonNode value = event.get(field);
            return value == null || value.isNull() ? null : value.asText();
        }

        Instant at() {
            return Instant.parse(text(timeField(type())));
        }

        /** What makes an event the same event. */
        String key() {
            return type() + " "
                    + switch (type()) {
                        case "chat.message" ->
                            text(text("source_message_id") == null ? "message_id" : "source_message_id");
                        case "automod.hold", "automod.update" -> text("message_id");
                        case "report.created" -> text("report_id");
                        case "enforcement.action" -> text("action_id");
                        case "appeal.event" -> text("appeal_id") + text("kind");
                        case "audit.label" -> text("audit_id") + " " + text("rater_id");
                        case "experiment.exposure" -> text("experiment") + " " + text("unit_id");
                        default -> event.toString();
                    };
        }
    }

    interface Visitor {
        void line(Line line);
    }

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LandingReader() {}

    static void read(Path outDir, Visitor visitor) throws IOException {
        Path root = outDir.resolve("landing/vitals");
        for (Path file : files(root)) {
            String path = root.relativize(file).toString();
            try (InputStream in = open(file)) {
                long number = 0;
                for (byte[] line = next(in); line != null; line = next(in)) {
                    number++;
                    String night = file.getParent().getFileName().toString();
                    visitor.line(new Line(path, night, number, parse(line, number == 1)));
                }
            }
        }
    }

    static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Rows of a truth CSV by column name; the quotes of the last column stay. */
    static List<Map<String, String>> csv(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.get(0).split(",", -1);
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split(",", names.length);
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < names.length; i++) {
                        row.put(names[i], cells[i]);
                    }
                    return row;
                })
                .toList();
    }

    static JsonNode json(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    private static String timeField(String type) {
        return switch (type) {
            case "chat.message" -> "sent_at";
            case "report.created" -> "created_at";
            case "automod.hold" -> "held_at";
            case "viewership.interval" -> "from";
            case "experiment.exposure" -> "first_exposed_at";
            case "dimension.channel", "dimension.user", "dimension.moderator" -> "valid_from";
            default -> "at";
        };
    }

    private static JsonNode parse(byte[] line, boolean first) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            JsonNode event = MAPPER.readTree(first && text.startsWith("\uFEFF") ? text.substring(1) : text);
            Line read = new Line("", "", 0, event);
            if (read.at().isAfter(Instant.parse("2100-01-01T00:00:00Z"))
                    || read.key().contains("null")) {
                return null;
            }
            return event;
        } catch (CharacterCodingException e) {
            return null;
        } catch (IOException | DateTimeParseException | NullPointerException e) {
            return null;
        }
    }

    private static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toByteArray();
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16)) : raw;
    }
}
