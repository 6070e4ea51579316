package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Labels;
import dev.vitals.contract.experiment.Metric.Values;
import dev.vitals.kpi.TimeToEvent;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.effect.ArmNowcast;
import dev.vitals.stats.effect.ClusteredLogRank;
import dev.vitals.stats.effect.ClusteredQuantile;
import dev.vitals.stats.effect.ClusteredValue;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.RestrictedMeanTest;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/** Arms compared by their cases: quantiles, times to an event, and shares whose labels come late. */
final class CaseComparison {
    private static final double SECONDS_PER_HOUR = 3600;

    private CaseComparison() {}

    /** The comparison of a metric; empty where an arm does not tell. */
    static Optional<Comparison> of(Metric metric, ArmCases control, ArmCases treatment) {
        if (Math.min(control.independent(), treatment.independent()) < 2) {
            return Optional.empty();
        }
        if (control instanceof ArmCases.Times before && treatment instanceof ArmCases.Times after) {
            return times(before, after);
        }
        if (control instanceof ArmCases.Labels before && treatment instanceof ArmCases.Labels after) {
            return labels((Labels) metric.cases().orElseThrow(), before, after);
        }
        return both(
                quantile(metric, (ArmCases.Values) control),
                quantile(metric, (ArmCases.Values) treatment),
                "quantile_clustered");
    }

    /** Cases that count: where labels are compared by their age those that are so old, else all. */
    static long counted(Metric metric, ArmCases arm) {
        if (arm instanceof ArmCases.Labels labels && metric.cases().orElseThrow() instanceof Labels late) {
            if (late.age().isPresent()) {
                LocalDate last = late.asOf().minusDays(late.age().getAsInt());
                return labels.groups().stream()
                        .mapToLong(group -> group.casesUpTo(last))
                        .sum();
            }
        }
        return arm.cases();
    }

    private static Optional<Comparison> both(
            Optional<ClusteredValue> control, Optional<ClusteredValue> treatment, String method) {
        if (control.isEmpty() || treatment.isEmpty()) {
            return Optional.empty();
        }
        ClusteredValue before = control.get();
        ClusteredValue after = treatment.get();
        return Optional.of(new Comparison(
                before.value(),
                after.value(),
                hypothesis -> after.less(before, hypothesis, method),
                hypothesis -> after.relativeTo(before, hypothesis, method + "_log"),
                hypothesis -> after.liftOver(before, hypothesis, method + "_delta"),
                false,
                OptionalDouble.empty(),
                Beside.NOTHING));
    }

    static Optional<ClusteredValue> quantile(Metric metric, ArmCases.Values arm) {
        double share = ((Values) metric.cases().orElseThrow()).quantile();
        return ClusteredQuantile.of(share).arm(arm.lower(), arm.value(), arm.upper(), arm.notAbove());
    }

    private static Optional<Comparison> times(ArmCases.Times before, ArmCases.Times after) {
        return both(mean(before), mean(after), "restricted_mean_clustered")
                .map(comparison -> comparison.beside(comparison.beside().withTimes(speed(before, after))));
    }

    /** How long cases of an arm are open within the horizon, in seconds; empty where that is not known so far. */
    static Optional<ClusteredValue> mean(ArmCases.Times arm) {
        return RestrictedMeanTest.withDefaults().mean(arm.groups(), arm.horizonSeconds());
    }

    private static Readout.Times speed(ArmCases.Times before, ArmCases.Times after) {
        Effect logRank =
                ClusteredLogRank.withDefaults().ofCauses(TimeToEvent.EVENT).test(before.groups(), after.groups());
        return new Readout.Times(
                before.horizonSeconds() / SECONDS_PER_HOUR,
                open(before),
                open(after),
                logRank.value().isPresent() ? Math.exp(logRank.value().getAsDouble()) : null,
                logRank.pValue().isPresent() ? logRank.pValue().getAsDouble() : null);
    }

    private static long open(ArmCases.Times arm) {
        return arm.groups().stream().mapToLong(TimeHistogram::censored).sum();
    }

    private static Optional<Comparison> labels(Labels metric, ArmCases.Labels before, ArmCases.Labels after) {
        ArmNowcast nowcast = ArmNowcast.within(metric.withinDays());
        Optional<Comparison> comparison = metric.age().isPresent()
                ? both(
                        nowcast.shareAtAge(before.groups(), metric.age().getAsInt(), metric.asOf()),
                        nowcast.shareAtAge(after.groups(), metric.age().getAsInt(), metric.asOf()),
                        "equal_age_clustered")
                : both(
                        nowcast.share(before.groups(), metric.asOf()),
                        nowcast.share(after.groups(), metric.asOf()),
                        "nowcast_clustered");
        return comparison.map(arms -> arms.beside(arms.beside()
                .withLabels(new Readout.Labels(
                        metric.age().isPresent() ? metric.age().getAsInt() : null,
                        matured(nowcast, before, metric),
                        matured(nowcast, after, metric)))));
    }

    private static Double matured(ArmNowcast nowcast, ArmCases.Labels arm, Labels metric) {
        OptionalDouble share = nowcast.maturedShare(arm.groups(), metric.asOf());
        return share.isPresent() ? (Double) share.getAsDouble() : null;
    }
}
