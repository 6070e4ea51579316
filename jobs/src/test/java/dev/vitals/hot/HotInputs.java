package dev.vitals.hot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.simulate.ChatBulk;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Progress;
import dev.vitals.simulate.SanctionBulk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What hot loops are measured on, the same in every run: lines of a made-up community, written once a process. */
public final class HotInputs {
    /** How many lines, texts or rows a loop walks through; a power of two. */
    public static final int LINES = 4096;

    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    private static final CommunitySpec COMMUNITY = CommunitySpec.sized(DAY, 1, 20, 2_000, 3_000);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HotInputs() {}

    /** Lines of 60,000 {@code chat.message} events in order of time; a fifth of them is not ASCII. */
    public static List<String> chat() {
        return Chat.LINES;
    }

    /** What the lines of {@link #chat} say. */
    public static List<ChatMessage> messages() {
        return Chat.MESSAGES;
    }

    /** Lines of {@code report.created} events, behind each of them three of {@code report.activity}. */
    public static List<String> reports() {
        return Reports.LINES;
    }

    /** Whole seconds from each report to its end, of those that came to one. */
    public static List<Long> reportSeconds() {
        return Reports.SECONDS;
    }

    /** Lines of {@code enforcement.action} events, by people and by the bots of channels. */
    public static List<String> sanctions() {
        return Sanctions.LINES;
    }

    /**
     * The first {@link #LINES} of a list, which begins again where it has fewer.
     *
     * @throws IllegalStateException for an empty list, on which everything would be quick
     */
    public static <T> List<T> cycled(List<T> all) {
        if (all.isEmpty()) {
            throw new IllegalStateException("No made-up line has the shape that is to be measured.");
        }
        List<T> cycled = new ArrayList<>(LINES);
        for (int i = 0; i < LINES; i++) {
            cycled.add(all.get(i % all.size()));
        }
        return cycled;
    }

    /** The same as bytes. */
    public static byte[][] bytes(List<String> lines) {
        return cycled(lines).stream()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("A made-up line is no JSON: " + line, e);
        }
    }

    private static final class Chat {
        private static final List<String> LINES =
                made(folder -> new ChatBulk(1, DAY, 200, 60_000, 1).write(folder, Progress.silent()), "chat.message");
        private static final List<ChatMessage> MESSAGES =
                LINES.stream().map(line -> ChatMessage.of(json(line))).toList();
    }

    private static final class Reports {
        private static final List<String> LINES = interleaved(made(HotInputs::community, "report."));
        private static final List<Long> SECONDS = seconds(LINES);
    }

    private static final class Sanctions {
        private static final List<String> LINES = made(
                folder -> {
                    community(folder);
                    new SanctionBulk(COMMUNITY, DAY, HotInputs.LINES).write(folder);
                },
                "enforcement.action");
    }

    private static void community(Path folder) {
        Community.of(COMMUNITY).write(folder, Progress.silent());
    }

    /** As in a stream of all events: behind each report three of what happens to reports, which are sorted by file. */
    private static List<String> interleaved(List<String> byFile) {
        List<String> created = byFile.stream().filter(HotInputs::isCreated).toList();
        List<String> activity = byFile.stream().filter(line -> !isCreated(line)).toList();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.min(created.size(), activity.size() / 3); i++) {
            lines.add(created.get(i));
            lines.addAll(activity.subList(3 * i, 3 * i + 3));
        }
        return lines;
    }

    private static boolean isCreated(String line) {
        return line.contains("\"report.created\"");
    }

    private static List<Long> seconds(List<String> lines) {
        Map<String, Instant> created = new HashMap<>();
        List<Long> seconds = new ArrayList<>();
        for (String line : lines) {
            JsonNode event = json(line);
            String report = event.get("report_id").asText();
            if (event.has("created_at")) {
                created.put(report, Instant.parse(event.get("created_at").asText()));
            } else if (event.get("activity").asText().equals("closed") && created.containsKey(report)) {
                Instant closed = Instant.parse(event.get("at").asText());
                seconds.add(Duration.between(created.get(report), closed).toSeconds());
            }
        }
        return seconds;
    }

    /** Lines of the files that somebody writes, of those whose names begin so. */
    private static List<String> made(Consumer<Path> writer, String name) {
        try {
            Path folder = Files.createTempDirectory("vitals-hot");
            try {
                writer.accept(folder);
                List<String> lines = new ArrayList<>();
                for (Path file : files(folder, name)) {
                    lines.addAll(Files.readAllLines(file));
                }
                return List.copyOf(lines);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not write lines to measure on; is there room for temporary files?", e);
        }
    }

    /** Plain files alone: what is packed came late, and the first night has enough without it. */
    private static List<Path> files(Path folder, String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith(name))
                    .filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
