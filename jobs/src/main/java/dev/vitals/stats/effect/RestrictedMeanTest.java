package dev.vitals.stats.effect;

import dev.vitals.stats.Estimate.Reading;
import dev.vitals.stats.KaplanMeier;
import dev.vitals.stats.SurvivalCurve;
import dev.vitals.stats.TimeHistogram;
import java.util.List;
import java.util.Optional;

/**
 * How much longer cases of one arm are open than those of another within the same first seconds, where cases come in
 * clusters such as channels.
 *
 * <p>The mean of each arm is the area under Kaplan and Meier's curve up to the horizon (Royston and Parmar, BMC
 * Medical Research Methodology 13:152, 2013). The influences of the cases of a cluster are added up before they are
 * squared, and judged as {@link ClusteredValue}. With every case as a cluster of its own the variance of an arm of m
 * cases is m / (m - 1) times that of {@link dev.vitals.stats.RestrictedMeanDifference}.
 *
 * <p>It needs no proportional speeds, and that cases were lost from sight for no reason of theirs. Fix the horizon
 * before the data are seen. Where an arm is not known up to the horizon there is no effect. Not for few clusters, see
 * {@link ClusteredValue}; not where another end comes first, such as duplicates: count that as an end, too.
 */
public final class RestrictedMeanTest {
    private final Hypothesis hypothesis;
    private final KaplanMeier curves;

    private RestrictedMeanTest(Hypothesis hypothesis, KaplanMeier curves) {
        this.hypothesis = hypothesis;
        this.curves = curves;
    }

    /** Two-sided, with intervals of 95%; all causes are ends. */
    public static RestrictedMeanTest withDefaults() {
        return new RestrictedMeanTest(Hypothesis.NO_DIFFERENCE, KaplanMeier.withDefaults());
    }

    /** The same asked of this hypothesis; of a ratio its value is a share, of a difference it is in seconds. */
    public RestrictedMeanTest with(Hypothesis other) {
        return new RestrictedMeanTest(other, curves);
    }

    /** The same with only these causes as ends, all others as censoring. */
    public RestrictedMeanTest ofCauses(int... causes) {
        return new RestrictedMeanTest(hypothesis, curves.ofCauses(causes));
    }

    /**
     * The treatment's mean less the control's, in seconds.
     *
     * @param control the cases of each cluster, two clusters with cases or more
     * @param treatment the cases of each cluster of the other arm
     * @param tau the horizon in whole seconds, more than 0
     */
    public Effect difference(List<TimeHistogram> control, List<TimeHistogram> treatment, long tau) {
        Optional<ClusteredValue> before = mean(control, tau);
        Optional<ClusteredValue> after = mean(treatment, tau);
        return before.isPresent() && after.isPresent()
                ? after.get().less(before.get(), hypothesis, "restricted_mean_difference_clustered")
                : hypothesis.none(Double.POSITIVE_INFINITY, "restricted_mean_difference_clustered");
    }

    /** How much longer cases are open as a share of the control's mean, by the logarithm of the ratio. */
    public Effect ratio(List<TimeHistogram> control, List<TimeHistogram> treatment, long tau) {
        Optional<ClusteredValue> before = mean(control, tau);
        Optional<ClusteredValue> after = mean(treatment, tau);
        return before.isPresent() && after.isPresent()
                ? after.get().relativeTo(before.get(), hypothesis, "restricted_mean_ratio_clustered")
                : hypothesis.none(Double.POSITIVE_INFINITY, "restricted_mean_ratio_clustered");
    }

    /** The mean of an arm up to the horizon, in seconds; empty where it is not known so far. */
    public Optional<ClusteredValue> mean(List<TimeHistogram> arm, long tau) {
        List<TimeHistogram> seen =
                arm.stream().filter(cluster -> !cluster.isEmpty()).toList();
        SurvivalCurve curve = curve(seen);
        return isKnown(curve, tau) ? Optional.of(mean(curve, seen, tau)) : Optional.empty();
    }

    private SurvivalCurve curve(List<TimeHistogram> clusters) {
        TimeHistogram.Builder all = TimeHistogram.builder();
        clusters.forEach(all::merge);
        return curves.estimate(all.build());
    }

    private static boolean isKnown(SurvivalCurve curve, long tau) {
        Reading reading = curve.restrictedMean(tau).reading();
        return reading != Reading.NO_DATA && reading != Reading.NOT_REACHED;
    }

    private static ClusteredValue mean(SurvivalCurve curve, List<TimeHistogram> seen, long tau) {
        double mean = curve.restrictedMean(tau).value().orElseThrow();
        double[] cases = seen.stream().mapToDouble(TimeHistogram::total).toArray();
        return ClusteredValue.of(mean, curve.restrictedMeanMoves(tau, seen), cases);
    }
}
