package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Analysis.Correction;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Cuped;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.PlannedArms;
import dev.vitals.stats.effect.Power;
import dev.vitals.stats.effect.SampleMean;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What a test can find, from what its units did in days that are past; the names of its parts are the fields of the JSON that
 * {@code experiment check} prints.
 *
 * @param units that the past days had, or clusters where these are assigned
 * @param unevenSplit how far the control's share may be from its weight, either way, before a single look calls
 *     the split uneven; null where no split of so few is
 * @param metrics in the order of the file; those of which nothing is known are left out
 * @param unknown why a number of a metric is not known, by the metric
 */
public record ExperimentPlan(long units, Double unevenSplit, List<PlannedMetric> metrics, Map<String, String> unknown) {
    /** How often an effect of the size told will be called. */
    public static final double POWER = 0.8;

    public ExperimentPlan {
        metrics = List.copyOf(metrics);
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /**
     * What can be found of a metric.
     *
     * @param unit of the mean and the deviation: share, seconds, or a plural noun phrase
     * @param controlUnits units that the control will have
     * @param treatmentUnits units that the smallest treatment will have
     * @param mean of the metric
     * @param deviation from unit to unit, as far as the mean is concerned
     * @param pastCorrelation with what units were like before; null where nothing is taken out, or nothing is known of it
     * @param alpha at which the metric is tested, its part of the family's
     * @param detectableFall largest lift below 0 that is called with {@link #POWER}; null where there is none
     * @param detectableRise smallest lift above 0
     * @param powerOfMargin how often a guardrail that does not move is shown to be within its margin; null of others
     */
    public record PlannedMetric(
            String metric,
            String role,
            String unit,
            double controlUnits,
            double treatmentUnits,
            double mean,
            double deviation,
            Double pastCorrelation,
            double alpha,
            Double detectableFall,
            Double detectableRise,
            Double powerOfMargin) {}

    /**
     * The plan of a test.
     *
     * @param past what is known of the units in the past days, all in one variant
     * @param rehearsed the test as it was held in them
     * @param asOf night whose knowledge of them this is
     * @param units the unit of a metric's numbers
     */
    public static ExperimentPlan of(
            ExperimentSpec spec,
            ExperimentSpec rehearsed,
            ExperimentData past,
            LocalDate asOf,
            Function<Metric, String> units) {
        Variant only = rehearsed.variants().get(0);
        List<PlannedMetric> metrics = new ArrayList<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        for (Metric metric : spec.metrics()) {
            int planned = metrics.size();
            past.casesOf(metric, only)
                    .flatMap(cases -> sample(rehearsed, (ArmCases.Times) cases))
                    .map(sample -> planned(spec, metric, units.apply(metric), sample, Optional.empty()))
                    .ifPresent(metrics::add);
            List<UnitGroup> groups = past.of(metric, only);
            boolean isKnown = !groups.isEmpty()
                    && groups.stream().anyMatch(group -> group.moments().mean(1) != 0);
            if (isKnown) {
                metrics.add(planned(spec, metric, units.apply(metric), groups));
            }
            Optional<PlannedMetric> plan =
                    metrics.size() > planned ? Optional.of(metrics.get(planned)) : Optional.empty();
            PlanWords.unknown(metric, rehearsed.schedule().orElseThrow(), asOf, plan)
                    .ifPresent(why -> unknown.put(metric.id(), why));
        }
        long assigned = past.assigned().getOrDefault(only.name(), 0L);
        return new ExperimentPlan(assigned, orNull(PlannedSplit.uneven(spec, assigned)), metrics, unknown);
    }

    /** The mean of cases, as if each of them, or each cluster, were one unit. */
    private static Optional<SampleMean> sample(ExperimentSpec rehearsed, ArmCases.Times cases) {
        boolean isClustered = rehearsed.isClustered();
        if (cases.independent() < 2) {
            return Optional.empty();
        }
        return CaseComparison.mean(cases).map(mean -> {
            long n = isClustered ? cases.groups().size() : cases.cases();
            return new SampleMean(n, mean.value(), mean.variance() * n);
        });
    }

    private static PlannedMetric planned(ExperimentSpec spec, Metric metric, String unit, List<UnitGroup> groups) {
        CoMoments units = groups.get(0).cluster().isPresent()
                ? clusters(groups)
                : groups.get(0).moments();
        SampleMean sample = units.ratio(0, 1);
        boolean hasPast = units.values() == 4 && units.mean(3) != 0 && isAnything(units);
        Optional<Cuped> past = hasPast ? Optional.of(Cuped.ofRatios(units, units)) : Optional.empty();
        return planned(spec, metric, unit, sample, past);
    }

    /** Where nothing is known of the days before, no unit did anything in them. */
    private static boolean isAnything(CoMoments units) {
        return units.mean(2) != 0 || units.covariance(2, 2) > 0 || units.covariance(3, 3) > 0;
    }

    private static PlannedMetric planned(
            ExperimentSpec spec, Metric metric, String unit, SampleMean sample, Optional<Cuped> past) {
        double variance = sample.variance() * past.map(Cuped::varianceRatio).orElse(1.0);
        double least = spec.variants().stream()
                .filter(variant -> !variant.isControl())
                .mapToDouble(Variant::weight)
                .min()
                .orElseThrow();
        double control = sample.n() * spec.control().weight();
        double treatment = sample.n() * least;
        double alpha = alpha(spec, metric);
        boolean isPlanned = variance > 0 && sample.mean() != 0 && control + treatment >= 4;
        OptionalDouble none = OptionalDouble.empty();
        PlannedArms arms = isPlanned ? new PlannedArms(control, treatment, sample.mean(), variance) : null;
        Power power = Power.of(Hypothesis.NO_DIFFERENCE
                        .withConfidence(1 - alpha)
                        .with(TestedMetric.alternative(spec.analysis(), metric)))
                .ofLifts()
                .withStudent();
        return new PlannedMetric(
                metric.id(),
                metric.role().name().toLowerCase(Locale.ROOT),
                unit,
                control,
                treatment,
                sample.mean(),
                Math.sqrt(sample.variance()),
                past.map(Cuped::correlation).orElse(null),
                alpha,
                orNull(isPlanned ? power.detectableFall(arms, POWER) : none),
                orNull(isPlanned ? power.detectableRise(arms, POWER) : none),
                isPlanned && metric.role() == Role.GUARDRAIL ? (Double) ofMargin(metric, arms, alpha) : null);
    }

    /** Each cluster one unit, with its totals and those of its past. */
    private static CoMoments clusters(List<UnitGroup> groups) {
        CoMoments.Accumulator clusters =
                new CoMoments.Accumulator(groups.get(0).moments().values());
        for (UnitGroup group : groups) {
            CoMoments moments = group.moments();
            clusters.add(Arrays.stream(moments.means())
                    .map(mean -> mean * moments.n())
                    .toArray());
        }
        return clusters.state();
    }

    /** The part of alpha that a metric of the family surely has; a guardrail is tested by itself. */
    private static double alpha(ExperimentSpec spec, Metric metric) {
        long family = spec.metrics().stream()
                        .filter(each -> each.role() != Role.GUARDRAIL)
                        .count()
                * (spec.variants().size() - 1);
        boolean isAlone = metric.role() == Role.GUARDRAIL || spec.analysis().correction() == Correction.NONE;
        return spec.analysis().alpha() / (isAlone ? 1 : family);
    }

    private static double ofMargin(Metric metric, PlannedArms arms, double alpha) {
        boolean isHigherGood = metric.goodWhen() == GoodWhen.HIGHER;
        double margin = metric.margin().orElseThrow();
        Hypothesis worse = Hypothesis.NO_DIFFERENCE
                .withConfidence(1 - alpha)
                .with(isHigherGood ? Alternative.GREATER : Alternative.LESS)
                .withValue(isHigherGood ? -margin : margin);
        return Power.of(worse).ofLifts().withStudent().power(arms, 0);
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
