package dev.vitals.cli;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.Changes;
import dev.vitals.job.compare.ChangeReadout;
import dev.vitals.job.compare.ChangeReadout.SeriesEffect;
import dev.vitals.job.compare.ChangeReadouts;
import dev.vitals.job.compare.ChangeReadouts.Series;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.warehouse.GoldReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code experiment change}: what a change for everyone did, by the days before and after it. */
@Command(
        name = "change",
        description =
                "Says what a change that came for everyone on one day did to its KPIs: interrupted time series over the days that are final, with the trend before it, autoregressive noise, and how often the same method calls days on which nothing happened.",
        mixinStandardHelpOptions = true)
final class ExperimentChangeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Parameters(
            arity = "1",
            paramLabel = "ID",
            description = "The change, as its file in schemas/experiments is called")
    private String id;

    @Override
    public Integer call() {
        KpiCatalogue kpis = KpiCatalogue.load();
        List<String> known = kpis.kpis().stream().map(KpiDefinition::id).toList();
        Changes changes = Changes.load(kpi ->
                known.contains(kpi) ? Optional.empty() : Optional.of(kpi + " is none." + Nearest.hint(kpi, known)));
        ChangeSpec spec = changes.find(id)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "There is no change %s.%s"
                                .formatted(
                                        id,
                                        Nearest.hint(
                                                id,
                                                changes.specs().stream()
                                                        .map(ChangeSpec::id)
                                                        .toList()))));
        ChangeReadout readout = warehouse.withWritten(opened -> {
            GoldReader gold = new GoldReader(opened);
            return ChangeReadouts.of(spec, kpi -> series(gold, spec, kpi));
        });
        output.print(readout, ExperimentChangeCommand::text);
        return ExitCode.FINE;
    }

    /** The first estimate of a KPI over all rows. */
    private static Series series(GoldReader gold, ChangeSpec spec, String kpi) {
        TreeMap<LocalDate, Double> mature = new TreeMap<>();
        int toCome = 0;
        for (Cell cell : gold.dailyOf(kpi)) {
            boolean isFirst = cell.slice().isEmpty() && cell.estimate().name().equals("value");
            if (isFirst && cell.estimate().value() != null) {
                if (cell.isMature()) {
                    mature.put(cell.date(), cell.estimate().value());
                } else if (!cell.date().isBefore(spec.changeOn())) {
                    toCome++;
                }
            }
        }
        return new Series(mature, toCome);
    }

    private static String text(ChangeReadout readout) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, from %s on; alpha %s, p-values adjusted by holm"
                .formatted(readout.experiment(), readout.changeOn(), readout.alpha()));
        lines.add("%-28s %-10s %-16s %10s %-34s %-34s %9s %9s %7s  %s"
                .formatted(
                        "kpi",
                        "role",
                        "final days",
                        "before",
                        "mean effect",
                        "of it at once",
                        "p",
                        "adjusted",
                        "false",
                        "verdict"));
        for (SeriesEffect effect : readout.effects()) {
            lines.add("%-28s %-10s %-16s %10s %-34s %-34s %9s %9s %7s  %s"
                    .formatted(
                            effect.kpi(),
                            effect.role(),
                            effect.daysBefore() + " and " + effect.daysAfter(),
                            number(effect.levelBefore()),
                            interval(effect.mean()),
                            interval(effect.level()),
                            number(effect.pValue()),
                            number(effect.adjustedPValue()),
                            effect.falseAlarms() == null ? "-" : "%.0f%%".formatted(100 * effect.falseAlarms()),
                            effect.verdictInWords()));
        }
        lines.add(
                "before: what the line through the days before says of the day of the change; false: share of made-up days before it that the same method calls");
        return String.join(System.lineSeparator(), lines);
    }

    private static String number(Double value) {
        return value == null ? "-" : "%.4g".formatted(value);
    }

    private static String interval(Interval interval) {
        return interval == null || interval.lower() == null
                ? "-"
                : "%.4g (%.4g to %.4g)".formatted(interval.value(), interval.lower(), interval.upper());
    }
}
