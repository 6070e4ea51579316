package dev.vitals.cli;

import dev.vitals.warehouse.landing.LandingReport;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code land}: files into bronze tables, nothing computed. */
@Command(
        name = "land",
        description = "Lands every file that has not landed yet, each exactly once; computes nothing.",
        mixinStandardHelpOptions = true)
final class LandCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private LandingOptions landing;

    @Mixin
    private OutputOptions output;

    @Option(names = "--date", paramLabel = "DAY", description = "The night that lands the files. Default: yesterday")
    private LocalDate date;

    @Override
    public Integer call() {
        LocalDate night = date == null ? Today.utc().yesterday() : Today.utc().begun(command, "--date", date);
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
