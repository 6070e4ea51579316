package dev.vitals.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.cli.meter.MeteredPart;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ratios are those of nights that differ in one thing alone, of medians. */
class NightRatiosTest {
    private static final NightWorld.Size SHORT = new NightWorld.Size(30, 100, 1_000_000, 10, false);
    private static final NightWorld.Size LONG = new NightWorld.Size(400, 100, 1_000_000, 10, false);
    private static final NightWorld.Size SKEWED = new NightWorld.Size(30, 100, 1_000_000, 10, true);

    private static NightRun run(NightWorld.Size size, String who, double wall, double cpu, long read) {
        MeteredPart part = new MeteredPart("land", 0, wall, cpu, read, 0L, 0L, 1L, 0, 0, 0, null);
        return new NightRun(size, who, 0, null, null, List.of(part), null);
    }

    @Test
    void aNightIsHeldAgainstEverybodyElses() {
        List<NightRatios.Ratio> ratios = NightRatios.of(List.of(
                run(SHORT, "ours", 20, 30, 1),
                run(SHORT, "ours, same work", 12, 16, 1),
                run(SHORT, "duckdb", 10, 16, 1),
                run(SHORT, "spark", 60, 80, 1)));

        assertThat(ratios)
                .containsExactly(
                        new NightRatios.Ratio("1 M messages after 30 days: ours / duckdb, wall", 2.0),
                        new NightRatios.Ratio("1 M messages after 30 days: ours / duckdb, CPU", 1.875),
                        new NightRatios.Ratio("1 M messages after 30 days: spark / ours, wall", 3.0),
                        new NightRatios.Ratio("1 M messages after 30 days: spark / ours, CPU", 80 / 30.0),
                        new NightRatios.Ratio("1 M messages after 30 days: ours, same work / duckdb, wall", 1.2),
                        new NightRatios.Ratio("1 M messages after 30 days: ours, same work / duckdb, CPU", 1.0),
                        new NightRatios.Ratio("1 M messages after 30 days: spark / ours, same work, wall", 5.0),
                        new NightRatios.Ratio("1 M messages after 30 days: spark / ours, same work, CPU", 5.0));
    }

    @Test
    void aLongPastIsHeldAgainstTheShortestByTheMedianOfTheRounds() {
        List<NightRatios.Ratio> ratios = NightRatios.of(List.of(
                run(SHORT, "ours", 10, 20, 100),
                run(SHORT, "ours", 90, 20, 100),
                run(SHORT, "ours", 20, 20, 100),
                run(LONG, "ours", 30, 22, 150)));

        assertThat(ratios)
                .containsExactly(
                        new NightRatios.Ratio("1 M messages after 400 days / after 30 days, wall", 1.5),
                        new NightRatios.Ratio("1 M messages after 400 days / after 30 days, CPU", 1.1),
                        new NightRatios.Ratio("1 M messages after 400 days / after 30 days, bytes read", 1.5));
    }

    @Test
    void aLoudChannelIsHeldAgainstTheEvenNight() {
        assertThat(NightRatios.of(List.of(run(SHORT, "ours", 10, 20, 100), run(SKEWED, "ours", 11, 20, 100))))
                .contains(new NightRatios.Ratio("1 M messages after 30 days, 30% in one channel / even, wall", 1.1));
    }
}
