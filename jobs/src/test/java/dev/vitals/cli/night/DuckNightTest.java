package dev.vitals.cli.night;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Plants;
import dev.vitals.simulate.Progress;
import dev.vitals.testing.SmallWorld;
import dev.vitals.warehouse.GoldReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckNightTest {
    private static final int NIGHTS = 2;

    @TempDir
    Path folder;

    /** Late lines, lines sent twice, a raid, a brigade and a file with lines that can't be read come with the second night. */
    @Test
    void nightByNightDuckDbComesToTheNumbersOfVitals() {
        Plants plants = new Plants(1, 1, 1, Plants.NEVER, 0.02, 0.05);
        Community.of(CommunitySpec.sized(SmallWorld.FIRST, NIGHTS, 8, 1_500, 150)
                        .withPlants(plants))
                .write(folder.resolve("community"), Progress.silent());
        Path waiting = folder.resolve("community/landing");
        SmallWorld world = SmallWorld.of(
                folder.resolve("vitals"),
                "silver.channel_day",
                "silver.chatter_day",
                "silver.report_case",
                "silver.enforcement_action",
                "silver.appeal");
        NightComparison comparison = new NightComparison();
        List<NightCell> published = new ArrayList<>();
        try (DuckNight duck = new DuckNight(folder.resolve("duckdb"), 2, 1_024)) {
            for (int i = 0; i < NIGHTS; i++) {
                LocalDate night = SmallWorld.FIRST.plusDays(i);
                world.deliver(waiting, night);
                if (i == 1) {
                    OddLines.deliver(world);
                }
                world.run(night);
                duck.land(world.landing(), night);
                duck.refine(night);
                publish(duck.measure(night), published);

                List<NightCell> gold =
                        comparison.shared(new GoldReader(world.warehouse()).dailyOf(List.copyOf(comparison.kpis())));
                List<String> differences = comparison.differences(gold, published);
                assertEquals(List.of(), differences.stream().limit(40).toList(), differences.size() + " on " + night);
                assertFalse(gold.isEmpty());
            }
        }
        assertEquals(
                comparison.kpis(),
                published.stream().map(NightCell::kpi).collect(Collectors.toSet()),
                "every KPI has cells");
        assertTrue(
                published.stream().anyMatch(c -> c.kpi().equals("overturn_rate") && c.value() != null),
                "appeals were decided, so that their numbers were compared");
    }

    /** The cells of the days that a night measured take the place of those that were there. */
    private static void publish(List<NightCell> measured, List<NightCell> published) {
        Set<LocalDate> days =
                new HashSet<>(measured.stream().map(NightCell::date).toList());
        published.removeIf(cell -> days.contains(cell.date()));
        published.addAll(measured);
    }

    @Test
    void aFileLandsOnce() {
        Path waiting = SmallWorld.generate(folder.resolve("community"), 1);
        try (DuckNight duck = new DuckNight(folder.resolve("duckdb"), 2, 512)) {
            assertTrue(duck.land(waiting, SmallWorld.FIRST) > 0);
            assertEquals(0, duck.land(waiting, SmallWorld.FIRST));
        }
    }

    @Test
    void aDifferentNumberIsFound() {
        NightComparison comparison = new NightComparison();
        NightCell cell = new NightCell("reports_received", SmallWorld.FIRST, "all", "value", 5.0, null, 5.0);
        NightCell more = new NightCell("reports_received", SmallWorld.FIRST, "all", "value", 6.0, null, 6.0);
        assertEquals(1, comparison.differences(List.of(cell), List.of(more)).size());
        assertEquals(1, comparison.differences(List.of(cell), List.of()).size());
        assertEquals(1, comparison.differences(List.of(), List.of(cell)).size());
        assertEquals(List.of(), comparison.differences(List.of(cell), List.of(cell)));
    }
}
