package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.report.Cell;
import dev.vitals.report.Gate;
import dev.vitals.report.KpiView;
import dev.vitals.report.LaunchedChange;
import dev.vitals.report.Period;
import dev.vitals.report.SiteInput;
import dev.vitals.report.SiteWriter;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.PastGold;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code site}: a dashboard of static pages. */
@Command(
        name = "site",
        description =
                "Writes a dashboard of static pages that open from disk or from any web server: overview, KPI explorer, tests of changes and changes after launch, restatement log, corrections, data quality, KPI catalogue and data dictionary. Numbers over too few people, and those from which they could be told, are left out.",
        mixinStandardHelpOptions = true)
final class SiteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--out",
            defaultValue = ".vitals/site",
            paramLabel = "FOLDER",
            description = "Empty, absent, or an earlier site, which is replaced. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (!SiteWriter.isFree(out)) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s holds something other than an earlier site; nothing was touched. Name another folder with --out, or empty this one first."
                            .formatted(out.toAbsolutePath()));
        }
        Folders.prepare(out);
        SiteWriter.Written written = warehouse.withWritten(this::write);
        output.print(written, SiteCommand::text);
        return ExitCode.FINE;
    }

    private SiteWriter.Written write(Warehouse from) {
        Optional<PastGold> past = asOf.past(from);
        GoldReader gold = past.map(GoldReader::new).orElseGet(() -> new GoldReader(from));
        LocalDate night = gold.asOf()
                .orElseThrow(
                        () -> new NothingToDoException(
                                "There is nothing to show yet: no night has been measured. Run ./vitals run --date DAY first."));
        List<KpiView> kpis =
                KpiCatalogue.load().kpis().stream().map(KpiView::of).toList();
        Progress progress = output.progress();
        try {
            List<Cell> moderators = ReportCells.all(gold, "active_moderators");
            SiteWriter site = new SiteWriter(out, week(moderators, night), new Gate(moderators));
            AtomicInteger done = new AtomicInteger();
            new KpiBatches(gold, kpis).forEach((kpi, cells) -> {
                progress.at("site " + kpi.id(), done.getAndIncrement(), kpis.size());
                site.add(kpi, cells);
            });
            progress.at("site pages", kpis.size(), kpis.size());
            List<LaunchedChange> changes = ReportChanges.read(from, past, ChangeCatalogue.load(), night);
            return site.write(input(ReportData.of(from, past), changes, week(moderators, night), night));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the site to " + out, e);
        }
    }

    private static SiteInput input(ReportData data, List<LaunchedChange> changes, Period week, LocalDate asOf) {
        LocalDate first = LocalDate.EPOCH;
        return new SiteInput(
                asOf,
                data.quality(first, asOf),
                data.nights(first, asOf),
                data.checks(),
                Contracts.load(),
                data.context(week.compared().start(), week.end()),
                data.alarms(week.start(), week.end()),
                data.maturing(),
                data.experiments(),
                changes);
    }

    /** The last whole week; where the first week is not over, that. */
    private static Period week(List<Cell> cells, LocalDate asOf) {
        Period whole = ReportCommand.lastWhole(Period.Kind.WEEK, asOf);
        boolean isMeasured = cells.stream().anyMatch(cell -> !cell.start().isAfter(whole.end()));
        return isMeasured ? whole : Period.weekOf(asOf);
    }

    private static String text(SiteWriter.Written written) {
        return "Wrote %s: %d KPIs, %,d numbers, %,d of them hidden; %d files, %,d kB%nOpen it from disk, or put the folder on any web server."
                .formatted(
                        written.index(),
                        written.kpis(),
                        written.numbers(),
                        written.hidden(),
                        written.files(),
                        written.bytes() / 1000);
    }
}
