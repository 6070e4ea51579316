package dev.vitals.cli;

import dev.vitals.warehouse.landing.LandingReport;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code land}: files into bronze tables, nothing computed. */
@Command(
        name = "land",
        description = "Lands every file that has not landed yet, each exactly once; computes nothing.",
        mixinStandardHelpOptions = true)
final class LandCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private LandingOptions landing;

    @Mixin
    private OutputOptions output;

    @Mixin
    private NightOption date;

    @Override
    public Integer call() {
        LocalDate night = date.night();
        LandingOptions.Opener opener = landing.opener();
        LandingReport report =
                warehouse.with(w -> RunCommand.runs(w, output.progress()).land(opener.open(w), landing.uri(), night));
        output.print(report, RunText::of);
        if (!report.failures().isEmpty()) {
            return ExitCode.FAILED;
        }
        if (!report.refused().isEmpty()) {
            return ExitCode.DATA_CHECK_FAILED;
        }
        return report.sources().isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.FINE;
    }
}
