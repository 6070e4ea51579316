package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readout.Verdict;
import dev.vitals.stats.effect.SampleRatio;
import dev.vitals.stats.sequential.SequentialSampleRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Judges a test by what is known of its units.
 *
 * <p>Primary and secondary metrics are tested in both directions, all of them in all treatments as one family, those that
 * could not be tested included. A guardrail is held by itself against its margin, one-sided: it is within where the limit on
 * the bad side of its lift is. No verdict is given where the units are split over the variants as chance would hardly part
 * them.
 */
public final class Readouts {
    private Readouts() {}

    /** What the test showed, by the summaries in its file. */
    public static Readout of(ExperimentSpec spec) {
        return of(spec, ExperimentData.ofSummaries(spec));
    }

    /** How far a metric of a test has come. */
    public enum Standing {
        /** Units are still exposed, or counted. */
        RUNNING,
        /** All days are there, and what the metric counts of them can still change. */
        NOT_MATURE,
        FINAL
    }

    /** What the test showed. */
    public static Readout of(ExperimentSpec spec, ExperimentData data) {
        return of(spec, data, metric -> Standing.FINAL);
    }

    /**
     * What the test has shown so far; without a verdict on a metric before it is final, since looking often would find
     * something.
     *
     * @param standing how far a metric of the test has come
     */
    public static Readout of(ExperimentSpec spec, ExperimentData data, Function<Metric, Standing> standing) {
        Map<String, Long> assigned = new LinkedHashMap<>();
        spec.variants()
                .forEach(variant -> assigned.put(variant.name(), data.assigned().getOrDefault(variant.name(), 0L)));
        double split = split(spec, data, assigned);
        boolean isSplit = split >= PlannedSplit.LEAST;
        return new Readout(
                spec.id(),
                spec.unit().name().toLowerCase(Locale.ROOT),
                null,
                spec.analysis().alpha(),
                spec.analysis().design().words(),
                spec.analysis().correction().name().toLowerCase(Locale.ROOT),
                split,
                isSplit,
                assigned,
                data.crossovers().units(),
                data.crossovers().clusters(),
                effects(
                        spec,
                        data,
                        standing,
                        isSplit
                                ? metric -> standing(standing.apply(metric))
                                : metric -> Optional.of(Verdict.WITHHELD)));
    }

    /** How often chance splits the units as unevenly as they are; where days are known, on any of them. */
    private static double split(ExperimentSpec spec, ExperimentData data, Map<String, Long> assigned) {
        double[] weights = spec.variants().stream().mapToDouble(Variant::weight).toArray();
        if (data.batches().isEmpty()) {
            return SampleRatio.pValue(
                    assigned.values().stream().mapToLong(units -> units).toArray(), weights);
        }
        SequentialSampleRatio ratio = PlannedSplit.of(spec, weights);
        for (Map<String, Long> batch : data.batches()) {
            ratio = ratio.with(assigned.keySet().stream()
                    .mapToLong(variant -> batch.getOrDefault(variant, 0L))
                    .toArray());
        }
        return ratio.pValue();
    }

    private static List<MetricEffect> effects(
            ExperimentSpec spec,
            ExperimentData data,
            Function<Metric, Standing> standing,
            Function<Metric, Optional<Verdict>> withheld) {
        List<TestedMetric> all = new ArrayList<>();
        for (Metric metric : spec.metrics()) {
            for (Variant variant : spec.variants()) {
                if (!variant.isControl()) {
                    all.add(TestedMetric.of(spec, metric, variant, data));
                }
            }
        }
        List<TestedMetric> together = all.stream()
                .filter(tested -> tested.metric().role() != Role.GUARDRAIL)
                .toList();
        Family family = new Family(
                spec.analysis(), together, i -> standing.apply(together.get(i).metric()) == Standing.FINAL);
        double[] adjusted = family.adjusted();
        double[] least = family.least();
        double alpha = spec.analysis().alpha();
        List<MetricEffect> effects = new ArrayList<>();
        int next = 0;
        for (TestedMetric tested : all) {
            boolean isGuardrail = tested.metric().role() == Role.GUARDRAIL;
            OptionalDouble p = isGuardrail ? OptionalDouble.empty() : known(adjusted[next]);
            boolean isOpen = !isGuardrail && least[next] <= alpha;
            next += isGuardrail ? 0 : 1;
            effects.add(tested.effect(
                    p, withheld.apply(tested.metric()).orElseGet(() -> verdict(alpha, tested, p, isOpen))));
        }
        return effects;
    }

    private static Optional<Verdict> standing(Standing standing) {
        return switch (standing) {
            case RUNNING -> Optional.of(Verdict.RUNNING);
            case NOT_MATURE -> Optional.of(Verdict.NOT_MATURE);
            case FINAL -> Optional.empty();
        };
    }

    /** @param isOpen whether the adjusted p-value may still fall to alpha */
    private static Verdict verdict(double alpha, TestedMetric tested, OptionalDouble adjusted, boolean isOpen) {
        if (tested.isEmpty()) {
            return Verdict.NO_UNITS;
        }
        if (tested.pValue().isEmpty()) {
            return Verdict.NO_SPREAD;
        }
        double p = tested.pValue().getAsDouble();
        if (tested.metric().role() == Role.GUARDRAIL) {
            if (p <= alpha) {
                return Verdict.WITHIN_MARGIN;
            }
            return tested.beyondPValue().orElse(1) <= alpha ? Verdict.BEYOND_MARGIN : Verdict.MARGIN_NOT_SHOWN;
        }
        if (adjusted.orElse(1) > alpha) {
            return isOpen ? Verdict.OTHERS_NOT_MATURE : Verdict.NOT_SHOWN;
        }
        boolean isHigher = tested.isHigher();
        return isHigher == (tested.metric().goodWhen() == GoodWhen.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
    }

    private static OptionalDouble known(double p) {
        return Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
    }
}
