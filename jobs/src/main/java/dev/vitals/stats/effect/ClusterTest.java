package dev.vitals.stats.effect;

import java.util.Locale;

/**
 * The difference of two arms to which whole clusters, such as channels, were assigned.
 *
 * <p>Two questions can be asked. {@link #unitAverage} is what a unit gets on average: the sum of S_g over that of n_g
 * in the treatment less that in the control, S_g and n_g being a cluster's sum and its units. {@link #channelAverage}
 * is what a cluster gets on average: the difference of the means of S_g / n_g. They part where the effect is larger in
 * large clusters; say which was asked.
 *
 * <p>The standard error of the unit average is by default CR2, sqrt(sum over arms and clusters of (S_g - n_g S / N)^2 /
 * (N^2 (1 - n_g / N))), judged by Student's distribution with the degrees of freedom of Bell and McCaffrey (Survey
 * Methodology 28, 2002) of each arm, put together as in Welch's test ({@link ClusterFreedom#OF_ARMS}). These closed
 * forms equal the matrix definition for a regression of units on an arm that is one for a whole cluster. The channel average is judged by {@link WelchTest} over clusters. Lifts are by the delta method,
 * as in that test, with the same degrees of freedom.
 *
 * <p>Not where units of one cluster are in both arms, and not where clusters affect each other. An arm of a single
 * cluster gives no standard error: it does not say how clusters vary. With four clusters an arm both questions are
 * called a little less often than they say, 4.3% and 3.8% at 5%, as Student's distribution takes long tails of so few
 * for what varies; with ten an arm of unequal size 5.5% and 5.1%. The degrees of freedom of {@link
 * ClusterFreedom#BELL_MCCAFFREY} take both arms to vary alike for the same units, and call 5.5% of four an arm and 5.8%
 * of ten.
 */
public final class ClusterTest {
    private final Hypothesis hypothesis;
    private final ClusterError error;
    private final ClusterFreedom freedom;

    private ClusterTest(Hypothesis hypothesis, ClusterError error, ClusterFreedom freedom) {
        this.hypothesis = hypothesis;
        this.error = error;
        this.freedom = freedom;
    }

    /** Two-sided, with intervals of 95%, CR2 and the degrees of freedom of Bell and McCaffrey of each arm. */
    public static ClusterTest withDefaults() {
        return of(Hypothesis.NO_DIFFERENCE);
    }

    /** The same of this hypothesis. */
    public static ClusterTest of(Hypothesis hypothesis) {
        return new ClusterTest(hypothesis, ClusterError.CR2, ClusterFreedom.OF_ARMS);
    }

    /** With another confidence, of the two-sided interval or of the one limit. */
    public ClusterTest withConfidence(double confidence) {
        return new ClusterTest(hypothesis.withConfidence(confidence), error, freedom);
    }

    /** With another alternative. */
    public ClusterTest with(Alternative alternative) {
        return new ClusterTest(hypothesis.with(alternative), error, freedom);
    }

    /** With another standard error of the unit average. */
    public ClusterTest with(ClusterError other) {
        return new ClusterTest(hypothesis, other, freedom);
    }

    /** With other degrees of freedom of the unit average. */
    public ClusterTest with(ClusterFreedom other) {
        return new ClusterTest(hypothesis, error, other);
    }

    /** The p-value is that of this value being the true one, instead of 0: the margin of a guardrail. */
    public ClusterTest withHypothesis(double value) {
        return new ClusterTest(hypothesis.withValue(value), error, freedom);
    }

    /**
     * The treatment's mean over units less the control's, in the unit of the metric; without error, limits and p-value,
     * and with 0 degrees of freedom, where an arm has a single cluster.
     */
    public Effect unitAverage(ArmClusters control, ArmClusters treatment) {
        double difference = treatment.unitAverage() - control.unitAverage();
        double own = scaledError(error, control, treatment, 1);
        return hypothesis.judge(difference, own, freedom(control, 1, treatment), name(""));
    }

    /**
     * The difference of the means over units as a share of the control's, taken without its sign. Empty of a mean of 0;
     * without error where an arm has a single cluster.
     */
    public Effect unitAverageLift(ArmClusters control, ArmClusters treatment) {
        double base = Math.abs(control.unitAverage());
        if (base == 0) {
            return hypothesis.none(freedom(control, 1, treatment), name("_delta"));
        }
        double ratio = treatment.unitAverage() / control.unitAverage();
        double lift = (treatment.unitAverage() - control.unitAverage()) / base;
        double ifTrue = hypothesis.ratioIfTrue(control.unitAverage(), ratio);
        return hypothesis.judge(
                lift,
                scaledError(error, control, treatment, ratio) / base,
                scaledError(error, control, treatment, ifTrue) / base,
                freedom(control, ratio * ratio, treatment),
                name("_delta"));
    }

    /** The difference of the means of cluster means; without error where an arm has a single cluster. */
    public Effect channelAverage(ArmClusters control, ArmClusters treatment) {
        SampleMean before = control.clusterMeans();
        SampleMean after = treatment.clusterMeans();
        return isTellingOfClusters(control, treatment)
                ? WelchTest.of(hypothesis).difference(before, after)
                : hypothesis.judge(after.mean() - before.mean(), 0, 0, "welch");
    }

    /** The same as a share of the control's mean of cluster means, taken without its sign. Empty of a mean of 0. */
    public Effect channelAverageLift(ArmClusters control, ArmClusters treatment) {
        SampleMean before = control.clusterMeans();
        SampleMean after = treatment.clusterMeans();
        if (isTellingOfClusters(control, treatment)) {
            return WelchTest.of(hypothesis).lift(before, after);
        }
        return before.mean() == 0
                ? hypothesis.none(0, "welch_delta")
                : hypothesis.judge((after.mean() - before.mean()) / Math.abs(before.mean()), 0, 0, "welch_delta");
    }

    /** Standard error of the difference of the means over units; 0 where an arm has a single cluster. */
    static double standardError(ClusterError error, ArmClusters control, ArmClusters treatment) {
        return scaledError(error, control, treatment, 1);
    }

    /** Standard error of the treatment's mean less a multiple of the control's. */
    private static double scaledError(ClusterError error, ArmClusters control, ArmClusters treatment, double ratio) {
        if (!isTellingOfClusters(control, treatment)) {
            return 0;
        }
        double both =
                error.ofBoth((long) control.clusters() + treatment.clusters(), control.units() + treatment.units());
        return Math.sqrt(both * (error.variance(treatment) + ratio * ratio * error.variance(control)));
    }

    private double freedom(ArmClusters control, double weight, ArmClusters treatment) {
        return isTellingOfClusters(control, treatment) ? freedom.of(error, control, weight, treatment) : 0;
    }

    private static boolean isTellingOfClusters(ArmClusters control, ArmClusters treatment) {
        return control.clusters() > 1 && treatment.clusters() > 1;
    }

    private String name(String suffix) {
        return "cluster_" + error.name().toLowerCase(Locale.ROOT) + suffix;
    }
}
