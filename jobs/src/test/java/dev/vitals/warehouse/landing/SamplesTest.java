package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitals.testing.SmallWorld;
import dev.vitals.warehouse.WarehouseRuns;
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
    @Test
    void noLineOfTheRealLogsIsLostAndEachKindIsInItsTable(@TempDir Path folder) throws IOException {
        String samples = System.getenv("VITALS_SAMPLES");
        assumeTrue(samples != null, "VITALS_SAMPLES names no folder with real logs");
        SmallWorld world = SmallWorld.of(
                folder,
                "silver.automod_decision",
                "silver.enforcement_action",
                "silver.chatter_day",
                "silver.channel_day");
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

        WarehouseRuns.Summary night = world.run(LocalDate.of(2026, 6, 1));

        LandingReport landing = night.landing().orElseThrow();
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
        assertThat(world.table("gold.kpi_daily")
                        .filter("kpi = 'chatters' AND value > 0")
                        .count())
                .isPositive();
    }
}
