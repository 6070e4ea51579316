package dev.vitals.cli;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.compare.ExperimentPlan;
import dev.vitals.job.compare.ExperimentPlan.PlannedMetric;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.report.Units;
import dev.vitals.warehouse.ExperimentCheck;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code experiment check}: what a test can find, before it starts. */
@Command(
        name = "check",
        description =
                "Says what a test of schemas/experiments can find, by holding it in days before it starts: units, spread, correlation with the past, the smallest effects it will call 8 times in 10, and when a verdict can come. Its file is checked first.",
        mixinStandardHelpOptions = true)
final class ExperimentCheckCommand implements Callable<Integer> {
    /** Fewer clusters in an arm say little of how clusters vary. */
    private static final int FEW_CLUSTERS = 10;

    private static final String LINE = "%-28s %-10s %-35s %12s %12s %12s %9s %10s %10s  %s";

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private TableOrJson output;

    @Parameters(arity = "1", paramLabel = "ID", description = "The test, as its file is called")
    private String id;

    @Override
    public Integer call() {
        ExperimentCatalogue catalogue = ExperimentCatalogue.load();
        ChangeCatalogue changes = ChangeCatalogue.load();
        ExperimentSpec spec = ExperimentIds.test(catalogue, changes, id, "check");
        ExperimentCheck.Outcome outcome =
                warehouse.withWritten(opened -> new ExperimentCheck(opened, catalogue, changes).check(spec));
        output.print(outcome, found -> text(spec, found));
        return ExitCode.FINE;
    }

    private static String text(ExperimentSpec spec, ExperimentCheck.Outcome outcome) {
        ExperimentPlan plan = outcome.plan();
        List<String> lines = new ArrayList<>();
        String unit = spec.unit().name().toLowerCase(Locale.ROOT);
        lines.add("%s, by %s: %s to %s; a verdict can come on %s"
                .formatted(
                        spec.id(),
                        unit,
                        spec.schedule().orElseThrow().start(),
                        spec.schedule().orElseThrow().end(),
                        outcome.verdictDay()));
        long days = ChronoUnit.DAYS.between(outcome.from(), outcome.to());
        long planned = ChronoUnit.DAYS.between(
                spec.schedule().orElseThrow().start(),
                spec.schedule().orElseThrow().end());
        lines.add("held in %s to %s, as known on %s, it would have had %,d %ss%s"
                .formatted(
                        outcome.from(),
                        outcome.to(),
                        outcome.asOf(),
                        plan.units(),
                        unit,
                        days < planned
                                ? "; it lasts %d days and not %d, so that it will have more, and find smaller lifts than these"
                                        .formatted(planned + 1, days + 1)
                                : ""));
        lines.add("%.1f%% of them to %s; %s"
                .formatted(100 * spec.control().weight(), spec.control().name(), uneven(plan)));
        lines.add(LINE.formatted(
                "metric", "role", "unit", "units an arm", "mean", "deviation", "past", "fall", "rise", "margin"));
        spec.metrics()
                .forEach(metric -> lines.add(plan.metrics().stream()
                        .filter(known -> known.metric().equals(metric.id()))
                        .map(ExperimentCheckCommand::line)
                        .findFirst()
                        .orElseGet(() -> LINE.formatted(
                                metric.id(),
                                metric.role().name().toLowerCase(Locale.ROOT),
                                "-",
                                "-",
                                "-",
                                "-",
                                "-",
                                "-",
                                "-",
                                ""))));
        lines.add(
                "fall, rise: smallest lifts that are called %.0f%% of the time, at alpha %s of the family; past: correlation with the days before; unit: of mean and deviation, which is that from unit to unit"
                        .formatted(100 * ExperimentPlan.POWER, spec.analysis().alpha()));
        plan.unknown().forEach((metric, why) -> lines.add("- of %s, %s".formatted(metric, why)));
        outcome.changes()
                .forEach(change ->
                        lines.add("on its days comes %s: it moves all arms alike, and may change what the test finds"
                                .formatted(change)));
        boolean isFew = spec.schedule().orElseThrow().compareBy() == ExperimentSpec.CompareBy.CLUSTER
                && plan.metrics().stream().anyMatch(metric -> metric.treatmentUnits() < FEW_CLUSTERS);
        if (isFew) {
            lines.add(
                    "fewer than %d clusters an arm: the p-value is checked by dealing the labels anew; plan more clusters if you can"
                            .formatted(FEW_CLUSTERS));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(PlannedMetric metric) {
        return LINE.formatted(
                metric.metric(),
                metric.role(),
                metric.unit(),
                "%,.0f".formatted(metric.treatmentUnits()),
                Units.value(metric.mean(), metric.unit()),
                Units.spread(metric.deviation(), metric.unit()),
                metric.pastCorrelation() == null ? "-" : "%.2f".formatted(metric.pastCorrelation()),
                percent(metric.detectableFall()),
                percent(metric.detectableRise()),
                metric.powerOfMargin() == null
                        ? ""
                        : "shown %.0f%% of the time".formatted(100 * metric.powerOfMargin()));
    }

    private static String uneven(ExperimentPlan plan) {
        return plan.unevenSplit() == null
                ? "no split of so few will be called uneven"
                : "a share that is %.2f points off or more will be called uneven".formatted(100 * plan.unevenSplit());
    }

    private static String percent(Double lift) {
        return lift == null ? "-" : "%+.2f%%".formatted(100 * lift);
    }
}
