package dev.vitals.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitals.cli.meter.CostText;
import dev.vitals.cli.meter.MeteredPart;
import dev.vitals.cli.meter.NightMeter;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.report.Period;
import dev.vitals.report.ReportInput;
import dev.vitals.report.ReportWriter;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.LandingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
    private WritingOptions warehouse;

    @Mixin
    private LandingOptions landing;

    @Mixin
    private OutputOptions output;

    @Mixin
    private NightOption date;

    @Option(
            names = "--reports",
            paramLabel = "FOLDER",
            description =
                    "Where to write the report of the last whole week after the night, as the verb report does. Default: none is written")
    private Path reports;

    /** What the night did, what it cost, and the report of the week that came of it. */
    record Outcome(
            @JsonUnwrapped WarehouseRuns.Summary summary,
            List<MeteredPart> parts,
            @JsonInclude(JsonInclude.Include.NON_NULL) String report) {}

    /** What is known while the warehouse is open. */
    private record Night(WarehouseRuns.Summary summary, Optional<ReportInput> week) {}

    @Override
    public Integer call() throws IOException {
        LocalDate day = date.night();
        LandingOptions.Opener opener = landing.opener();
        NightMeter meter = new NightMeter();
        Night night = warehouse.with(w -> new Night(
                meter.done(runs(w, meter.progress(output.progress())).run(opener.open(w), landing.uri(), day)),
                reports == null ? Optional.empty() : lastWeek(w)));
        List<MeteredPart> parts = meter.end();
        Path report = night.week().isPresent() ? ReportWriter.write(night.week().get(), reports) : null;
        output.print(
                new Outcome(night.summary(), parts, report == null ? null : report.toString()),
                o -> RunText.of(o.summary())
                        + "\n" + CostText.of(o.parts())
                        + (report == null ? "" : "\nWrote " + report));
        return exitCode(night.summary());
    }

    /** In its first days a warehouse has no whole week; that is no fault of the night. */
    private static Optional<ReportInput> lastWeek(Warehouse warehouse) {
        try {
            return Optional.of(ReportCommand.lastWhole(Period.Kind.WEEK, warehouse));
        } catch (NothingToDoException e) {
            System.err.println("vitals: no report was written. " + e.getMessage());
            return Optional.empty();
        }
    }

    static WarehouseRuns runs(Warehouse warehouse, Progress progress) {
        return new WarehouseRuns(
                warehouse, RefineJobs.all(), KpiCatalogue.load().kpis(), Clock.systemUTC(), progress);
    }

    static int exitCode(WarehouseRuns.Summary summary) {
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
