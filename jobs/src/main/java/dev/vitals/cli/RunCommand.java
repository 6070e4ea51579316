package dev.vitals.cli;

import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.LandingReport;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: one night. */
@Command(
        name = "run",
        description =
                "Lands every file that has not landed yet, then recomputes the night and every earlier day that the new events touch.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private LandingOptions landing;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description =
                    "The night, a UTC day like 2026-01-05; later events land but are not measured yet. Default: yesterday")
    private LocalDate date;

    @Override
    public Integer call() {
        LocalDate night = date == null ? LocalDate.now(Clock.systemUTC()).minusDays(1) : date;
        WarehouseRuns.Summary summary = warehouse.with(w -> runs(w, output).run(landing.open(w), landing.uri(), night));
        return finish(summary, output);
    }

    static WarehouseRuns runs(Warehouse warehouse, OutputOptions output) {
        return new WarehouseRuns(
                warehouse, RefineJobs.all(), KpiCatalogue.load().kpis(), Clock.systemUTC(), output.progress());
    }

    static int finish(WarehouseRuns.Summary summary, OutputOptions output) {
        output.print(summary, RunText::of);
        boolean refused = summary.landing()
                .map(LandingReport::refused)
                .map(r -> !r.isEmpty())
                .orElse(false);
        boolean failed = summary.landing().map(l -> !l.failures().isEmpty()).orElse(false);
        if (failed) {
            return ExitCode.FAILED;
        }
        if (refused) {
            return ExitCode.DATA_CHECK_FAILED;
        }
        return summary.isNothingToDo() ? ExitCode.NOTHING_TO_DO : ExitCode.FINE;
    }
}
