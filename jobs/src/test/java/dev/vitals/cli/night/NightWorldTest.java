package dev.vitals.cli.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The large night is as large as it is said to be, and nothing else than the night of the community before it. */
class NightWorldTest {
    private static final int MESSAGES = 100_000;
    private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z.]+)\"");
    private static final Pattern CHANNEL = Pattern.compile("\"channel_id\":\"(\\d+)\"");

    private static NightWorld even;
    private static List<String> lines;

    @BeforeAll
    static void make(@TempDir Path folder) throws IOException {
        even = world(folder.resolve("even"), false);
        lines = lines(even.tonight());
    }

    private static NightWorld world(Path folder, boolean isSkewed) {
        return NightWorld.make(
                folder, new NightWorld.Size(3, 2_000, MESSAGES, 50, isSkewed), (done, total, written) -> {});
    }

    @Test
    void aHundredthOfTheNightAimedAtHasAHundredthOfItsEvents() {
        Map<String, Integer> counts = new TreeMap<>();
        new HashSet<>(lines).forEach(line -> counts.merge(first(TYPE, line), 1, Integer::sum));

        assertThat(counts.get("chat.message")).isCloseTo(MESSAGES, within(MESSAGES / 25));
        assertThat(counts.get("report.created") + counts.get("report.activity")).isBetween(800, 1_200);
        assertThat(counts.get("enforcement.action")).isBetween(1_800, 2_300);
        assertThat(counts.get("appeal.event")).isBetween(400, 440);
    }

    @Test
    void halfAPercentOfTheChatComesTwice() {
        List<String> chat = lines.stream()
                .filter(line -> line.startsWith("{\"type\":\"chat.message\""))
                .toList();
        double twice = chat.size() - new HashSet<>(chat).size();

        assertThat(twice / chat.size()).isBetween(0.003, 0.006);
    }

    @Test
    void mostWhoChatAreNotNew() {
        long first = lines.stream()
                .filter(line -> line.contains("\"is_first\":true"))
                .count();

        assertThat(first).isPositive().isLessThan(MESSAGES / 20);
    }

    @Test
    void theDaysBeforeLieApartUntilTheNightIsDelivered() throws IOException {
        assertThat(days(even.history())).containsExactly("2026-01-18", "2026-01-19", "2026-01-20");
        assertThat(days(even.tonight())).containsExactly("2026-01-21");
        assertThat(even.delivered().bytes()).isGreaterThan(10_000_000);
    }

    @Test
    void theNightIsDeliveredBesideTheDaysBeforeAndStaysWhereItIs(@TempDir Path folder) throws IOException {
        NightWorld world = world(folder, true);

        world.deliverTonight();

        assertThat(days(world.history())).hasSize(4).contains("2026-01-21");
        assertThat(lines(world.tonight().resolve("vitals/2026-01-21")))
                .isEqualTo(lines(world.history().resolve("vitals/2026-01-21")));
        assertThat(loudest(lines(world.tonight()))).isBetween(0.29, 0.32);
        assertThat(loudest(lines)).isLessThan(0.2);
    }

    @Test
    void theSkewLeavesTheTotalAsItIs(@TempDir Path folder) throws IOException {
        long skewed = lines(world(folder, true).tonight()).stream()
                .filter(line -> line.contains("chat.message"))
                .count();
        long usual =
                lines.stream().filter(line -> line.contains("chat.message")).count();

        assertThat((double) skewed / usual).isCloseTo(1, within(0.03));
    }

    @Test
    void theChannelsOfTheNightAreThoseOfTheDaysBefore() throws IOException {
        assertThat(channels(lines)).hasSizeGreaterThan(40).isSubsetOf(channels(lines(even.history())));
    }

    private static Set<String> channels(List<String> from) {
        Set<String> found = new TreeSet<>();
        from.stream()
                .filter(line -> line.contains("chat.message") || line.contains("dimension.channel"))
                .map(line -> line.replace("{\"type\":\"dimension.channel\",\"id\":", "{\"channel_id\":"))
                .forEach(line -> found.add(first(CHANNEL, line)));
        return found;
    }

    /** Share of the chat that is in the channel with most. */
    private static double loudest(List<String> from) {
        Map<String, Integer> counts = new TreeMap<>();
        from.stream()
                .filter(line -> line.contains("chat.message"))
                .forEach(line -> counts.merge(first(CHANNEL, line), 1, Integer::sum));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        return (double) counts.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElseThrow()
                / all;
    }

    private static String first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }

    private static List<String> days(Path landing) throws IOException {
        try (Stream<Path> days = Files.list(landing.resolve("vitals"))) {
            return days.map(day -> day.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> lines(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .flatMap(file -> read(file).stream())
                    .toList();
        }
    }

    private static List<String> read(Path file) {
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                        StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
