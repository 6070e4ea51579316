package dev.vitals.job.compare;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Analysis.Sides;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.job.compare.Comparison.Clustering;
import dev.vitals.job.compare.Readout.Belief;
import dev.vitals.job.compare.Readout.Clusters;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readout.Verdict;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.NormalPosterior;
import dev.vitals.stats.effect.RareShares;
import dev.vitals.stats.effect.SharesTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A metric of a treatment, compared with the control.
 *
 * @param controlUnits units of the control that have a value
 * @param treatmentUnits units of the treatment that have a value
 * @param controlCounted those of them that have any of the denominator; empty where the metric has none, or that is not known
 * @param treatmentCounted the same of the treatment
 * @param comparison of the arms; empty where one has too few units
 * @param pValue of a difference; of a guardrail, of being worse by its margin; empty where nothing varies
 */
record TestedMetric(
        ExperimentSpec spec,
        Metric metric,
        Variant variant,
        long controlUnits,
        long treatmentUnits,
        OptionalLong controlCounted,
        OptionalLong treatmentCounted,
        Optional<Comparison> comparison,
        OptionalDouble pValue) {
    static TestedMetric of(ExperimentSpec spec, Metric metric, Variant variant, ExperimentData data) {
        long before = counted(data, metric, spec.control());
        long after = counted(data, metric, variant);
        Optional<Comparison> comparison = before < 2 || after < 2
                ? Optional.empty()
                : compared(spec, metric, variant, data)
                        .map(arms -> Looking.at(
                                arms, spec.analysis().design(), spec.analysis().alpha(), before + after));
        OptionalDouble p = comparison
                .map(arms -> metric.role() == Role.GUARDRAIL
                        ? ofMargin(metric, arms, true)
                        : different(spec.analysis(), metric, arms))
                .orElse(OptionalDouble.empty());
        return new TestedMetric(
                spec,
                metric,
                variant,
                before,
                after,
                based(data, metric, spec.control()),
                based(data, metric, variant),
                comparison,
                p);
    }

    private static Optional<Comparison> compared(
            ExperimentSpec spec, Metric metric, Variant variant, ExperimentData data) {
        return metric.statistic().isOfCases()
                ? cases(
                        spec,
                        metric,
                        data.casesOf(metric, spec.control()).orElseThrow(),
                        data.casesOf(metric, variant).orElseThrow())
                : Comparisons.of(spec.analysis(), metric, data.of(metric, spec.control()), data.of(metric, variant));
    }

    private static Optional<Comparison> cases(
            ExperimentSpec spec, Metric metric, ArmCases control, ArmCases treatment) {
        Optional<Comparison> comparison = CaseComparison.of(metric, control, treatment);
        return spec.isClustered()
                ? comparison.map(
                        arms -> arms.beside(arms.beside().withClusters(CaseClusters.of(metric, control, treatment))))
                : comparison;
    }

    /** Units that have a value, or cases. */
    private static long counted(ExperimentData data, Metric metric, Variant variant) {
        return metric.statistic().isOfCases()
                ? data.casesOf(metric, variant)
                        .map(cases -> CaseComparison.counted(metric, cases))
                        .orElse(0L)
                : data.of(metric, variant).stream()
                        .mapToLong(group -> group.moments().n())
                        .sum();
    }

    /** Units that a ratio rests on. */
    private static OptionalLong based(ExperimentData data, Metric metric, Variant variant) {
        List<UnitGroup> groups = data.of(metric, variant);
        return groups.isEmpty()
                        || groups.stream().anyMatch(group -> group.counted().isEmpty())
                ? OptionalLong.empty()
                : OptionalLong.of(groups.stream()
                        .mapToLong(group -> group.counted().getAsLong())
                        .sum());
    }

    /** Of units that are independent: of clusters they are not. */
    private OptionalDouble countedPValue() {
        if (spec.isClustered()
                || controlCounted.isEmpty()
                || treatmentCounted.isEmpty()
                || controlUnits == 0
                || treatmentUnits == 0) {
            return OptionalDouble.empty();
        }
        long before = controlCounted.getAsLong();
        long after = treatmentCounted.getAsLong();
        return OptionalDouble.of(
                RareShares.areRare(before, controlUnits, after, treatmentUnits)
                        ? RareShares.pValue(Alternative.TWO_SIDED, before, controlUnits, after, treatmentUnits)
                        : SharesTest.Z.pValue(before, controlUnits, after, treatmentUnits));
    }

    private static OptionalDouble different(Analysis analysis, Metric metric, Comparison arms) {
        return arms.exact().isPresent()
                ? arms.exact()
                : arms.different(Hypothesis.NO_DIFFERENCE.with(alternative(analysis, metric)))
                        .pValue();
    }

    /** In which direction a metric is tested. */
    static Alternative alternative(Analysis analysis, Metric metric) {
        if (analysis.sides() == Sides.TWO) {
            return Alternative.TWO_SIDED;
        }
        return metric.goodWhen() == GoodWhen.HIGHER ? Alternative.GREATER : Alternative.LESS;
    }

    /** P-value of a guardrail being worse by its margin, small where it is within; or of being better than that. */
    private static OptionalDouble ofMargin(Metric metric, Comparison arms, boolean isWorse) {
        double margin = metric.margin().orElseThrow();
        boolean isHigherGood = metric.goodWhen() == GoodWhen.HIGHER;
        Hypothesis hypothesis = Hypothesis.NO_DIFFERENCE
                .with(isHigherGood == isWorse ? Alternative.GREATER : Alternative.LESS)
                .withValue(isHigherGood ? -margin : margin);
        return arms.lifted(hypothesis).pValue();
    }

    /** Of a guardrail, the p-value of being better than worse by its margin: small where it is beyond. */
    OptionalDouble beyondPValue() {
        return comparison.map(arms -> ofMargin(metric, arms, false)).orElse(OptionalDouble.empty());
    }

    boolean isEmpty() {
        return comparison.isEmpty();
    }

    /** Whether the treatment is higher, after what was taken out of the arms, which may be other than as they are. */
    boolean isHigher() {
        return comparison
                        .orElseThrow()
                        .difference()
                        .apply(Hypothesis.NO_DIFFERENCE)
                        .value()
                        .orElseThrow()
                > 0;
    }

    MetricEffect effect(OptionalDouble adjusted, Verdict verdict) {
        Hypothesis hypothesis =
                Hypothesis.NO_DIFFERENCE.withConfidence(1 - spec.analysis().alpha());
        Beside beside = comparison.map(Comparison::beside).orElse(Beside.NOTHING);
        Optional<Effect> difference = comparison.map(arms -> arms.difference().apply(hypothesis));
        Optional<Effect> lift = comparison
                .map(arms -> arms.lift().apply(hypothesis))
                .filter(effect -> effect.value().isPresent());
        return new MetricEffect(
                metric.id(),
                metric.role().name().toLowerCase(Locale.ROOT),
                variant.name(),
                controlUnits,
                treatmentUnits,
                orNull(controlCounted),
                orNull(treatmentCounted),
                orNull(countedPValue()),
                comparison.map(Comparison::control).orElse(null),
                comparison.map(Comparison::treatment).orElse(null),
                difference.map(TestedMetric::interval).orElse(null),
                lift.map(TestedMetric::interval).orElse(null),
                comparison.flatMap(this::belief).orElse(null),
                orNull(pValue),
                orNull(adjusted),
                orNull(metric.margin()),
                comparison.map(arms -> arms.different(hypothesis).method()).orElse(null),
                beside.past().orElse(null),
                beside.strata().orElse(null),
                beside.clusters()
                        .map(clusters -> clusters(clusters, difference.orElseThrow(), hypothesis))
                        .orElse(null),
                orNull(beside.dispersion()),
                beside.times().orElse(null),
                beside.labels().orElse(null),
                verdict.code(),
                verdict.words());
    }

    private Clusters clusters(Clustering clusters, Effect difference, Hypothesis hypothesis) {
        return new Clusters(
                clusters.control(),
                clusters.treatment(),
                difference.degreesOfFreedom(),
                orNull(clusters.designEffect()),
                clusters.channelAverage()
                        .map(average -> interval(average.apply(hypothesis)))
                        .orElse(null),
                // Labels dealt anew ask for no difference at all, and a guardrail for less than its margin.
                metric.role() == Role.GUARDRAIL ? null : orNull(clusters.permuted()));
    }

    /** By the delta method whatever the limits are made by: a belief is normal. */
    private Optional<Belief> belief(Comparison arms) {
        Effect lift = arms.normalLift().apply(Hypothesis.NO_DIFFERENCE);
        if (lift.standardError().isEmpty()) {
            return Optional.empty();
        }
        double value = lift.value().orElseThrow();
        double error = lift.standardError().orElseThrow();
        NormalPosterior higher = spec.analysis()
                .prior()
                .map(prior -> new NormalPosterior(prior.mean(), prior.deviation()).after(value, error))
                .orElseGet(() -> new NormalPosterior(value, error));
        boolean isHigherGood = metric.goodWhen() == GoodWhen.HIGHER;
        NormalPosterior better = isHigherGood ? higher : new NormalPosterior(-higher.mean(), higher.deviation());
        return Optional.of(new Belief(
                higher.mean(),
                higher.deviation(),
                better.chanceToBeHigher(),
                better.riskOfTreatment(),
                better.riskOfControl()));
    }

    static Interval interval(Effect effect) {
        return new Interval(
                orNull(effect.value()),
                orNull(effect.lower()),
                orNull(effect.upper()),
                orNull(effect.standardError()),
                effect.confidence());
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
