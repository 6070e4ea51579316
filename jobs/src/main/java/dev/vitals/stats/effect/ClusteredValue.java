package dev.vitals.stats.effect;

import java.util.Arrays;

/**
 * A value of an arm whose clusters, such as channels, are what varies.
 *
 * <p>From how far each cluster moves the value, its influence, which add up to 0 over the arm, and the share h of the
 * arm's units that the cluster has, the variance is the sum of squared moves, each over 1 - h, with the degrees of
 * freedom of Bell and McCaffrey: {@link ClusterError#CR2}, as in {@link ClusterTest}. Of m clusters of one size that is
 * m / (m - 1) times the sum of squared moves, and m - 1. The difference of two arms over its error is referred to
 * Student's t with Satterthwaite's degrees of freedom of both. Of less than some ten clusters an arm it calls a little
 * less than it says; where one cluster has most of the units of an arm there is no telling.
 *
 * @param value of the arm
 * @param variance of the value, 0 or more
 * @param freedom degrees of freedom of the variance, above 0
 */
public record ClusteredValue(double value, double variance, double freedom) {
    private static final int LEAST_CLUSTERS = 2;

    public ClusteredValue {
        if (!Double.isFinite(value) || !(variance >= 0 && Double.isFinite(variance)) || !(freedom > 0)) {
            throw new IllegalArgumentException(
                    "a value of %s with a variance of %s and %s degrees of freedom can't be compared: there must be "
                                    .formatted(value, variance, freedom)
                            + "a finite value, a variance of 0 or more and freedom above 0");
        }
    }

    /**
     * From the moves of the clusters.
     *
     * @param value of the arm
     * @param moves what each cluster adds to the value, around 0; of two clusters with units or more
     * @param units of each cluster, such as its cases; a cluster without any moves nothing
     */
    public static ClusteredValue of(double value, double[] moves, double[] units) {
        double total = Arrays.stream(units).sum();
        double[] sums = Arrays.stream(moves).map(move -> move * total).toArray();
        return of(value, ArmClusters.of(sums, units));
    }

    /**
     * The ratio of two totals over clusters: the mean of all their units.
     *
     * @param sums of each cluster
     * @param counts of each cluster, 0 or more, not all 0
     */
    public static ClusteredValue ofRatio(double[] sums, double[] counts) {
        ArmClusters arm = ArmClusters.of(sums, counts);
        return of(arm.unitAverage(), arm);
    }

    /** The same with the degrees of freedom of clusters whose ratios vary alike, whatever their size: fewer ones. */
    static ClusteredValue ofRatioOfWhole(double[] sums, double[] counts) {
        ArmClusters arm = ArmClusters.of(sums, counts);
        checkClusters(arm.clusters());
        return new ClusteredValue(
                arm.unitAverage(), ClusterError.CR2.variance(arm), ClusterError.CR2.freedomOfWhole(arm));
    }

    private static ClusteredValue of(double value, ArmClusters arm) {
        checkClusters(arm.clusters());
        return new ClusteredValue(value, ClusterError.CR2.variance(arm), ClusterError.CR2.freedom(arm));
    }

    static void checkClusters(long clusters) {
        if (clusters < LEAST_CLUSTERS) {
            throw new IllegalArgumentException(
                    "%d clusters with units do not say how clusters vary; ".formatted(clusters)
                            + "there must be two clusters in each arm");
        }
    }

    /** This arm, the treatment, less the control, in the unit of the values. */
    public Effect less(ClusteredValue control, Hypothesis hypothesis, String method) {
        double both = Satterthwaite.ofSum(control.variance, control.freedom, variance, freedom);
        return hypothesis.judge(value - control.value, Math.sqrt(control.variance + variance), both, method);
    }

    /**
     * How much higher this arm is than the control as a share of it, taken without its sign, by the delta method: the
     * variance is (V + R^2 V0) / c^2 of a ratio R to the control's c. Empty of a control of 0.
     */
    public Effect liftOver(ClusteredValue control, Hypothesis hypothesis, String method) {
        double base = Math.abs(control.value);
        if (base == 0) {
            return hypothesis.none(Double.POSITIVE_INFINITY, method);
        }
        double ratio = value / control.value;
        double other = ratio * ratio * control.variance;
        double both = Satterthwaite.ofSum(other, control.freedom, variance, freedom);
        double ifTrue = hypothesis.ratioIfTrue(control.value, ratio);
        return hypothesis.judge(
                (value - control.value) / base,
                Math.sqrt(other + variance) / base,
                Math.sqrt(ifTrue * ifTrue * control.variance + variance) / base,
                both,
                method);
    }

    /**
     * How much higher this arm is than the control as a share of it, with limits on the logarithm of the ratio: its
     * variance is the sum of those of the values over their squares. Empty unless both values are above 0.
     */
    public Effect relativeTo(ClusteredValue control, Hypothesis hypothesis, String method) {
        if (!(value > 0 && control.value > 0)) {
            return hypothesis.none(Double.POSITIVE_INFINITY, method);
        }
        double own = variance / (value * value);
        double other = control.variance / (control.value * control.value);
        return LogRatio.judge(
                hypothesis,
                Math.log(value / control.value),
                Math.sqrt(own + other),
                Satterthwaite.ofSum(other, control.freedom, own, freedom),
                method);
    }
}
