package dev.vitals.cli.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.cli.meter.MeteredPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures are drawn where there are two points at least to a line. */
class NightChartTest {
    @TempDir
    private Path folder;

    private static NightRun run(int days, int messages, String who, double wall) {
        MeteredPart part = new MeteredPart("land", 0, wall, 2 * wall, 0L, 0L, 0L, 1L, 0, 0, 0, null);
        return new NightRun(
                new NightWorld.Size(days, 100, messages, 10, false), who, 0, null, null, List.of(part), null);
    }

    @Test
    void costIsDrawnAgainstVolumeAndAgainstHistory() throws IOException {
        NightFigures figures = new NightFigures(
                2,
                4_000,
                List.of(
                        run(30, 1_000_000, "ours", 10),
                        run(30, 3_000_000, "ours", 25),
                        run(30, 3_000_000, "ours", 23),
                        run(30, 1_000_000, "duckdb", 5),
                        run(30, 3_000_000, "duckdb", 15),
                        run(400, 1_000_000, "ours", 11)),
                List.of());

        List<Path> files = NightChart.write(figures, folder);

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("night-by-volume-30-days.svg", "night-by-history-1000000-messages.svg");
        assertThat(Files.readString(files.get(0)))
                .contains("ours, wall: 3, 23.0 s", "ours, CPU: 3, 46.0 s", "duckdb, wall: 1, 5.0 s");
        assertThat(Files.readString(files.get(1))).contains("ours, wall: 400, 11.0 s");
    }

    @Test
    void aSingleNightIsNoLine() {
        NightFigures figures = new NightFigures(2, 4_000, List.of(run(30, 1_000_000, "ours", 10)), List.of());

        assertThat(NightChart.write(figures, folder)).isEmpty();
    }
}
