package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Correction;
import dev.vitals.contract.experiment.ExperimentSpec.GoodWhen;
import dev.vitals.contract.experiment.ExperimentSpec.Metric;
import dev.vitals.contract.experiment.ExperimentSpec.Role;
import dev.vitals.contract.experiment.ExperimentSpec.Statistic;
import dev.vitals.contract.experiment.ExperimentSpec.Summary;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.job.compare.Readout.Belief;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readout.Verdict;
import dev.vitals.stats.FalseDiscovery;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.FamilyWise;
import dev.vitals.stats.effect.NormalPosterior;
import dev.vitals.stats.effect.RareShares;
import dev.vitals.stats.effect.RatioOfMeans;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.SampleRatio;
import dev.vitals.stats.effect.WelchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Judges a test by the summaries of its metrics.
 *
 * <p>Primary and secondary metrics are tested in both directions, all of them in all treatments as one family. A guardrail
 * is held by itself against its margin, one-sided: it is within where the limit on the bad side of its lift is. No verdict is
 * given where the units are split over the variants as chance would hardly part them.
 */
public final class Readouts {
    /** Below this, uneven arms are not taken for chance; a test has it looked at every day. */
    static final double LEAST_SPLIT = 0.001;

    private Readouts() {}

    /** What the test showed. */
    public static Readout of(ExperimentSpec spec) {
        double split = SampleRatio.pValue(
                spec.variants().stream().mapToLong(Variant::units).toArray(),
                spec.variants().stream().mapToDouble(Variant::weight).toArray());
        boolean isSplit = split >= LEAST_SPLIT;
        List<Tested> all = new ArrayList<>();
        for (Metric metric : spec.metrics()) {
            for (Variant variant : spec.variants()) {
                if (!variant.isControl()) {
                    all.add(test(spec, metric, variant));
                }
            }
        }
        double[] family = all.stream()
                .filter(tested -> tested.metric.role() != Role.GUARDRAIL)
                .mapToDouble(tested -> tested.pValue.orElse(Double.NaN))
                .toArray();
        double[] adjusted = adjust(spec.correction(), family);
        List<MetricEffect> effects = new ArrayList<>();
        int next = 0;
        for (Tested tested : all) {
            boolean isGuardrail = tested.metric.role() == Role.GUARDRAIL;
            OptionalDouble p = isGuardrail ? OptionalDouble.empty() : known(adjusted[next++]);
            Verdict verdict = isSplit ? verdict(spec, tested, p) : Verdict.WITHHELD;
            effects.add(tested.effect(p, verdict, belief(spec, tested)));
        }
        return new Readout(
                spec.id(),
                spec.unit().name().toLowerCase(Locale.ROOT),
                spec.alpha(),
                spec.correction().name().toLowerCase(Locale.ROOT),
                split,
                isSplit,
                effects);
    }

    private static Tested test(ExperimentSpec spec, Metric metric, Variant variant) {
        SampleMean control = mean(spec.summary(metric, spec.control()));
        SampleMean treatment = mean(spec.summary(metric, variant));
        WelchTest welch = WelchTest.withDefaults().withConfidence(1 - spec.alpha());
        Effect difference = welch.difference(control, treatment);
        Effect lift = lift(spec, control, treatment);
        if (metric.role() != Role.GUARDRAIL) {
            boolean isRare = metric.statistic() == Statistic.SHARE
                    && RareShares.areRare(positives(control), control.n(), positives(treatment), treatment.n());
            OptionalDouble p = isRare
                    ? OptionalDouble.of(
                            RareShares.pValue(positives(control), control.n(), positives(treatment), treatment.n()))
                    : difference.pValue();
            return new Tested(metric, variant, control, treatment, difference, lift, p);
        }
        boolean isHigherGood = metric.goodWhen() == GoodWhen.HIGHER;
        Effect bound = welch.with(isHigherGood ? Alternative.GREATER : Alternative.LESS)
                .withHypothesis(
                        isHigherGood
                                ? -metric.margin().orElseThrow()
                                : metric.margin().orElseThrow())
                .lift(control, treatment);
        return new Tested(metric, variant, control, treatment, difference, lift, bound.pValue());
    }

    private static Effect lift(ExperimentSpec spec, SampleMean control, SampleMean treatment) {
        double confidence = 1 - spec.alpha();
        RatioOfMeans ratio = RatioOfMeans.withDefaults().withConfidence(confidence);
        return switch (spec.lift()) {
            case DELTA -> WelchTest.withDefaults().withConfidence(confidence).lift(control, treatment);
            case LOG_RATIO -> ratio.ofLogs(control, treatment);
            case FIELLER -> ratio.fieller(control, treatment);
        };
    }

    private static long positives(SampleMean share) {
        return Math.round(share.mean() * share.n());
    }

    private static SampleMean mean(Summary summary) {
        return new SampleMean(summary.n(), summary.mean(), summary.variance());
    }

    private static double[] adjust(Correction correction, double... pValues) {
        return switch (correction) {
            case NONE -> pValues;
            case BONFERRONI -> FamilyWise.BONFERRONI.adjust(pValues);
            case HOLM -> FamilyWise.HOLM.adjust(pValues);
            case HOCHBERG -> FamilyWise.HOCHBERG.adjust(pValues);
            case HOMMEL -> FamilyWise.HOMMEL.adjust(pValues);
            case SIDAK -> FamilyWise.SIDAK.adjust(pValues);
            case HOLM_SIDAK -> FamilyWise.HOLM_SIDAK.adjust(pValues);
            case BENJAMINI_HOCHBERG -> FalseDiscovery.withDefaults().adjust(pValues);
            case BENJAMINI_YEKUTIELI ->
                FalseDiscovery.withDefaults().underAnyDependence().adjust(pValues);
        };
    }

    private static Verdict verdict(ExperimentSpec spec, Tested tested, OptionalDouble adjusted) {
        if (tested.pValue.isEmpty()) {
            return Verdict.NO_SPREAD;
        }
        if (tested.metric.role() == Role.GUARDRAIL) {
            if (tested.pValue.getAsDouble() <= spec.alpha()) {
                return Verdict.WITHIN_MARGIN;
            }
            return 1 - tested.pValue.getAsDouble() <= spec.alpha() ? Verdict.BEYOND_MARGIN : Verdict.MARGIN_NOT_SHOWN;
        }
        if (adjusted.orElse(1) > spec.alpha()) {
            return Verdict.NOT_SHOWN;
        }
        boolean isHigher = tested.difference.value().orElseThrow() > 0;
        return isHigher == (tested.metric.goodWhen() == GoodWhen.HIGHER) ? Verdict.BETTER : Verdict.WORSE;
    }

    /** By the delta method whatever the limits are made by: a belief is normal. */
    private static Belief belief(ExperimentSpec spec, Tested tested) {
        Effect lift = WelchTest.withDefaults().lift(tested.control, tested.treatment);
        if (lift.standardError().isEmpty()) {
            return null;
        }
        double value = lift.value().orElseThrow();
        double error = lift.standardError().orElseThrow();
        NormalPosterior higher = spec.prior()
                .map(prior -> new NormalPosterior(prior.mean(), prior.deviation()).after(value, error))
                .orElseGet(() -> new NormalPosterior(value, error));
        boolean isHigherGood = tested.metric.goodWhen() == GoodWhen.HIGHER;
        NormalPosterior better = isHigherGood ? higher : new NormalPosterior(-higher.mean(), higher.deviation());
        return new Belief(
                higher.mean(),
                higher.deviation(),
                better.chanceToBeHigher(),
                better.riskOfTreatment(),
                better.riskOfControl());
    }

    private static OptionalDouble known(double p) {
        return Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
    }

    /** @param pValue of a difference; of a guardrail, of being worse by its margin */
    private record Tested(
            Metric metric,
            Variant variant,
            SampleMean control,
            SampleMean treatment,
            Effect difference,
            Effect lift,
            OptionalDouble pValue) {
        MetricEffect effect(OptionalDouble adjusted, Verdict verdict, Belief belief) {
            return new MetricEffect(
                    metric.id(),
                    metric.role().name().toLowerCase(Locale.ROOT),
                    variant.name(),
                    control.n(),
                    treatment.n(),
                    control.mean(),
                    treatment.mean(),
                    interval(difference),
                    lift.value().isPresent() ? interval(lift) : null,
                    belief,
                    orNull(pValue),
                    orNull(adjusted),
                    orNull(metric.margin()),
                    verdict.code(),
                    verdict.words());
        }

        private static Interval interval(Effect effect) {
            return new Interval(
                    orNull(effect.value()),
                    orNull(effect.lower()),
                    orNull(effect.upper()),
                    orNull(effect.standardError()),
                    effect.confidence());
        }

        private static Double orNull(OptionalDouble value) {
            return value.isPresent() ? (Double) value.getAsDouble() : null;
        }
    }
}
