package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitals.testing.SmallWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real captured EventSub and IRC logs, from the folder that VITALS_SAMPLES names. */
class SamplesTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 6, 1);

    @Test
    void noLineOfTheRealLogsIsLostAndEachKindIsInItsTable(@TempDir Path folder) throws IOException {
        String samples = System.getenv("VITALS_SAMPLES");
        assumeTrue(samples != null, "VITALS_SAMPLES names no folder with real logs");
        SmallWorld world = new SmallWorld(folder);
        long lines = 0;
        for (String source : List.of("twitch-eventsub", "twitch-irc")) {
            try (Stream<Path> files = Files.list(Path.of(samples, source))) {
                for (Path file : files.toList()) {
                    byte[] content = Files.readAllBytes(file);
                    lines += new String(content, StandardCharsets.UTF_8)
                            .lines()
                            .filter(l -> !l.isBlank())
                            .count();
                    world.deliver(source, file.getFileName().toString(), content);
                }
            }
        }

        LandingReport landing = world.land(NIGHT);
        // The facts of 26 days in nine years; numbers of all the days since are what NightsTest is for.
        world.refine(NIGHT, "refine.automod_decision", "refine.enforcement_action", "refine.chatter_day");

        assertThat(landing.sources())
                .extracting(LandingReport.Source::source)
                .containsExactly("twitch-eventsub", "twitch-irc");
        assertThat(landing.sources().stream()
                        .mapToLong(LandingReport.Source::lines)
                        .sum())
                .isEqualTo(lines);
        assertThat(landing.sources())
                .allSatisfy(s ->
                        assertThat(s.lines()).isEqualTo(s.landed() + s.quarantined() + s.duplicates() + s.ignored()));
        assertThat(landing.sources().get(0).landedByTable())
                .containsOnlyKeys(
                        "bronze.appeal_event",
                        "bronze.automod_event",
                        "bronze.enforcement_event",
                        "bronze.stream_context");
        assertThat(landing.sources().get(1).landedByTable())
                .containsOnlyKeys("bronze.chat_message", "bronze.enforcement_event", "bronze.stream_context");
        assertThat(world.table("silver.automod_decision").count()).isPositive();
        assertThat(world.table("silver.enforcement_action").count()).isPositive();
        assertThat(world.table("silver.chatter_day").filter("messages > 0").count())
                .isPositive();
    }
}
