package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Cuped;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.PostStratification;
import dev.vitals.stats.effect.PostStratification.Arms;
import dev.vitals.stats.effect.RareShares;
import dev.vitals.stats.effect.RatioOfMeans;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Chooses how two arms are compared: by clusters where these were assigned, within strata where there are some, after what
 * units were like before where that is known, and else as they are.
 */
final class Comparisons {
    private Comparisons() {}

    /**
     * The comparison of a metric; empty of a ratio over nothing.
     *
     * @param control parts of the control, one at least, each of units that have a value
     * @param treatment the same of the treatment
     */
    static Optional<Comparison> of(
            Analysis analysis, Metric metric, List<UnitGroup> control, List<UnitGroup> treatment) {
        boolean isRatio = metric.statistic().isRatio();
        if (isRatio && (isOverNothing(control, 1) || isOverNothing(treatment, 1))) {
            return Optional.empty();
        }
        Comparison arms = compared(analysis, metric, control, treatment);
        return Optional.of(
                metric.statistic() == Statistic.RATE
                        ? arms.beside(arms.beside().withDispersion(EventRates.dispersion(control, treatment)))
                        : arms);
    }

    private static Comparison compared(
            Analysis analysis, Metric metric, List<UnitGroup> control, List<UnitGroup> treatment) {
        boolean isRatio = metric.statistic().isRatio();
        UnitGroup any = control.get(0);
        if (any.cluster().isPresent()) {
            return ClusterComparison.of(isRatio, control, treatment);
        }
        boolean hasPast = hasPast(isRatio, control) && hasPast(isRatio, treatment);
        if (any.stratum().isPresent()) {
            int values = any.moments().values();
            boolean isEnough = units(control) > values && units(treatment) > values;
            return strata(isRatio, hasPast && isEnough, control, treatment);
        }
        CoMoments one = any.moments();
        CoMoments other = treatment.get(0).moments();
        return hasPast ? past(isRatio, one, other) : plain(analysis, metric, one, other);
    }

    /** Whether there are covariates, and of a ratio something to divide each of them by. */
    private static boolean hasPast(boolean isRatio, List<UnitGroup> groups) {
        int own = isRatio ? 2 : 1;
        int values = groups.get(0).moments().values();
        for (int denominator = 3; isRatio && denominator < values; denominator += 2) {
            if (isOverNothing(groups, denominator)) {
                return false;
            }
        }
        return values > own;
    }

    private static long units(List<UnitGroup> groups) {
        return groups.stream().mapToLong(group -> group.moments().n()).sum();
    }

    private static boolean isOverNothing(List<UnitGroup> groups, int denominator) {
        return groups.stream().allMatch(group -> group.moments().mean(denominator) == 0);
    }

    private static Comparison plain(Analysis analysis, Metric metric, CoMoments one, CoMoments other) {
        if (metric.statistic() == Statistic.RATE && EventRates.areRates(one, other)) {
            return EventRates.compared(one, other);
        }
        SampleMean control = sample(metric, one);
        SampleMean treatment = sample(metric, other);
        Comparison delta = Comparison.of(
                control.mean(),
                treatment.mean(),
                hypothesis -> WelchTest.of(hypothesis).difference(control, treatment),
                hypothesis -> WelchTest.of(hypothesis).lift(control, treatment));
        Comparison comparison = switch (analysis.lift()) {
            case DELTA -> delta;
            case LOG_RATIO -> delta.withLift(hypothesis -> ratio(hypothesis).ofLogs(control, treatment));
            case FIELLER -> delta.withLift(hypothesis -> ratio(hypothesis).fieller(control, treatment));
        };
        return metric.statistic() == Statistic.SHARE
                ? comparison.withExact(exact(analysis, metric, control, treatment))
                : comparison;
    }

    private static RatioOfMeans ratio(Hypothesis hypothesis) {
        return RatioOfMeans.withDefaults().withConfidence(hypothesis.confidence());
    }

    private static SampleMean sample(Metric metric, CoMoments moments) {
        return switch (metric.statistic()) {
            case MEAN, DISTINCT -> moments.sample(0);
            case SHARE -> SampleMean.ofShare(Math.round(moments.mean(0) * moments.n()), moments.n());
            case RATIO, RATE, WEIGHTED_SHARE -> moments.ratio(0, 1);
            case QUANTILE, TIME_TO_EVENT, DELAYED_SHARE ->
                throw new IllegalArgumentException(metric.id() + " is not added up by unit");
        };
    }

    private static OptionalDouble exact(Analysis analysis, Metric metric, SampleMean control, SampleMean treatment) {
        long before = Math.round(control.mean() * control.n());
        long after = Math.round(treatment.mean() * treatment.n());
        return RareShares.areRare(before, control.n(), after, treatment.n())
                ? OptionalDouble.of(RareShares.pValue(
                        TestedMetric.alternative(analysis, metric), before, control.n(), after, treatment.n()))
                : OptionalDouble.empty();
    }

    private static Comparison past(boolean isRatio, CoMoments control, CoMoments treatment) {
        Cuped cuped = isRatio ? Cuped.ofRatios(control, treatment) : Cuped.ofMeans(control, treatment);
        return Comparison.of(value(isRatio, control), value(isRatio, treatment), cuped::difference, cuped::lift)
                .beside(Beside.NOTHING.withPast(
                        new Readout.Past(cuped.correlation(), cuped.varianceRatio(), cuped.imbalancePValue())));
    }

    private static double value(boolean isRatio, CoMoments moments) {
        return isRatio ? moments.mean(0) / moments.mean(1) : moments.mean(0);
    }

    private static Comparison strata(
            boolean isRatio, boolean hasPast, List<UnitGroup> control, List<UnitGroup> treatment) {
        List<Arms> arms = arms(control, treatment);
        PostStratification strata = isRatio
                ? PostStratification.ofRatios(arms)
                : hasPast ? PostStratification.ofAdjustedMeans(arms) : PostStratification.ofMeans(arms);
        Function<Hypothesis, Effect> lift = strata::lift;
        Beside beside = Beside.NOTHING.withStrata(strata.strata());
        return Comparison.of(strata.control(), strata.treatment(), strata::difference, lift)
                .beside(hasPast && !isRatio ? beside.withPast(pastOfStrata(strata, arms)) : beside);
    }

    private static Readout.Past pastOfStrata(PostStratification adjusted, List<Arms> arms) {
        double after = error(adjusted);
        double before = error(ofValue(arms, 0));
        double ratio = before == 0 ? 1 : after * after / (before * before);
        int covariates = arms.get(0).control().values() - 1;
        double imbalance = IntStream.rangeClosed(1, covariates)
                .mapToDouble(i -> ofValue(arms, i)
                        .difference(Hypothesis.NO_DIFFERENCE)
                        .pValue()
                        .orElse(1))
                .min()
                .orElse(1);
        // Bonferroni: the smallest of several.
        return new Readout.Past(Math.sqrt(Math.max(0, 1 - ratio)), ratio, Math.min(1, covariates * imbalance));
    }

    private static double error(PostStratification strata) {
        return strata.difference(Hypothesis.NO_DIFFERENCE).standardError().orElse(0);
    }

    private static PostStratification ofValue(List<Arms> arms, int value) {
        return PostStratification.ofMeans(arms.stream()
                .map(each ->
                        new Arms(each.control().only(value), each.treatment().only(value)))
                .toList());
    }

    private static List<Arms> arms(List<UnitGroup> control, List<UnitGroup> treatment) {
        Map<String, CoMoments> before = new HashMap<>();
        Map<String, CoMoments> after = new HashMap<>();
        control.forEach(group -> before.put(group.stratum().orElseThrow(), group.moments()));
        treatment.forEach(group -> after.put(group.stratum().orElseThrow(), group.moments()));
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        CoMoments none = CoMoments.none(control.get(0).moments().values());
        return names.stream()
                .map(name -> new Arms(before.getOrDefault(name, none), after.getOrDefault(name, none)))
                .toList();
    }
}
