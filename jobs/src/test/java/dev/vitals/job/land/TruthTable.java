package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of a truth table: a sentence, the lines of a file, and what the last line becomes. */
final class TruthTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TruthTable() {}

    /** One row; its name is its sentence. */
    record Row(String sentence, String path, List<String> lines, String expected) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    static List<Row> read(String source) {
        List<Row> rows = new ArrayList<>();
        for (String block : resource(source + ".truth").split("\n\n")) {
            List<String> lines = new ArrayList<>(block.lines().toList());
            lines.removeIf(line -> line.startsWith("# "));
            if (lines.isEmpty()) {
                continue;
            }
            String sentence = lines.remove(0);
            String expected = lines.remove(lines.size() - 1).substring("> ".length());
            String path = lines.get(0).startsWith("path ") ? lines.remove(0).substring("path ".length()) : "a/file";
            rows.add(new Row(
                    sentence,
                    path,
                    lines.stream().map(line -> line(line, source)).toList(),
                    expected));
        }
        return rows;
    }

    private static String line(String written, String source) {
        if (source.equals("csv")) {
            return written.replace('|', '\n');
        }
        if (!written.startsWith("event ")) {
            return written.replace("\\x01", "\u0001");
        }
        int space = written.indexOf(' ', "event ".length());
        return eventSubFrame("n1", written.substring("event ".length(), space), written.substring(space + 1));
    }

    static String eventSubFrame(String id, String type, String event) {
        return "{\"metadata\":{\"message_id\":\"" + id + "\",\"message_type\":\"notification\","
                + "\"message_timestamp\":\"2026-01-05T12:00:00.123456789Z\",\"subscription_type\":\"" + type
                + "\",\"subscription_version\":\"1\"},\"payload\":{\"subscription\":{\"type\":\"" + type
                + "\",\"created_at\":\"2025-11-16T10:11:12Z\"},\"event\":" + event + "}}";
    }

    static void check(String source, Row row) throws IOException {
        Adapter adapter = LandFixture.adapter(source, row.path);
        Outcome outcome = null;
        byte[] file = (String.join("\n", row.lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (Lines lines = Lines.of(source, new ByteArrayInputStream(file), row.path)) {
            while (lines.next()) {
                outcome = adapter.parse(lines.buffer(), lines.offset(), lines.length());
            }
        }
        String[] expected = row.expected.split(" ", 2);
        switch (expected[0]) {
            case "rejected" -> {
                assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
                Outcome.Rejected rejected = (Outcome.Rejected) outcome;
                String field = rejected.field() == null ? "-" : rejected.field();
                assertThat(rejected.reason() + ' ' + field).isEqualTo(expected[1]);
                assertThat(rejected.detail()).isNotBlank();
            }
            case "ignored" -> assertThat(outcome).isEqualTo(new Outcome.Ignored(expected[1]));
            case "blank" -> assertThat(outcome).isEqualTo(Outcome.BLANK);
            default -> checkEvent(outcome, expected[0], JSON.readTree(expected[1]));
        }
    }

    private static void checkEvent(Outcome outcome, String table, JsonNode expected) {
        Map<String, Object> values = LandFixture.values(outcome);
        assertThat(((Outcome.Event) outcome).table().contract()).isEqualTo(table);
        expected.properties().forEach(entry -> {
            String column = entry.getKey();
            assertThat(values).containsKey(column);
            assertThat(shown(values.get(column))).as(column).isEqualTo(value(column, entry.getValue()));
        });
    }

    private static Object value(String column, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            List<Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(value("", element)));
            return elements;
        }
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(entry -> members.put(entry.getKey(), value("", entry.getValue())));
            return members;
        }
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (column.endsWith("_at")) {
            return (double) LandFixture.micros(node.textValue());
        }
        return node.textValue().startsWith("~")
                ? LandFixture.pseudonym(node.textValue().substring(1))
                : node.textValue();
    }

    private static Object shown(Object value) {
        if (value instanceof String[] array) {
            return Arrays.asList(array);
        }
        return value instanceof Number number ? (Object) number.doubleValue() : value;
    }

    private static String resource(String name) {
        try (InputStream in = TruthTable.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
