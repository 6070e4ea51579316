package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.warehouse.landing.LandingReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The row equation that is printed adds up, also when a file was refused. */
class RunTextTest {
    @Test
    void linesOfRefusedFilesAreATermOfTheirOwn() {
        assertThat(printed(10))
                .contains("27 lines = 14 landed + 1 quarantined + 2 duplicates + 0 ignored + 10 in refused files\n");
        assertThat(printed(0)).contains("17 lines = 14 landed + 1 quarantined + 2 duplicates + 0 ignored\n");
    }

    private static String printed(long refusedLines) {
        LandingReport.Source source = new LandingReport.Source(
                "vitals", 2, 17 + refusedLines, 14, 1, 2, 0, refusedLines, Map.of(), List.of(), List.of(), List.of());
        return RunText.of(new LandingReport(List.of(source), List.of(), List.of())) + "\n";
    }
}
