package dev.vitals.stats.effect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * The difference of two arms to which whole clusters, such as channels, were assigned, after what the clusters were like before
 * the test is taken out of it: CUPED (Deng, Xu, Kohavi and Walker, WSDM 2013) with clusters as units, judged by CR2 as {@link
 * ClusterTest} does.
 *
 * <p>A cluster adds r_g = (S_g - n_g S / N) / N to an arm's mean over units, and likewise u_g to that of a covariate. Theta is the
 * regression of r on u in both arms, each cluster weighted by 1 / (1 - n_g / N), the weights of CR2. The variance is that of
 * CR2 of r - theta u, times f / (f - k) for f degrees of freedom of Bell and McCaffrey and k covariates that vary, as theta was
 * made of the same clusters, and with what theta may be wrong by times how far the arms' pasts are apart; the degrees of freedom
 * are as many times fewer. Of clusters of one size in arms of one size it is the analysis of covariance of the clusters' means.
 *
 * <p>Covariates must be known before a cluster first saw the test. Not where there are hardly more clusters than covariates:
 * {@link #isEnough}. Lifts are over the control's unadjusted mean, by the delta method.
 */
public final class ClusterCuped {
    /** Degrees of freedom for each covariate, below which theta is more chance than past. */
    private static final int LEAST_PER_COVARIATE = 4;

    private static final ClusterError ERROR = ClusterError.CR2;

    private final PastClusters control;
    private final PastClusters treatment;
    private final double[][] spread;
    private final double[] theta;
    private final int varying;

    private ClusterCuped(PastClusters control, PastClusters treatment, double[][] spread, double[] theta, int varying) {
        this.control = control;
        this.treatment = treatment;
        this.spread = spread;
        this.theta = theta;
        this.varying = varying;
    }

    /**
     * Whether there are clusters enough to take so many covariates out: two in each arm, and together degrees of freedom for four
     * for each covariate; and whether the covariates are over something in both arms.
     */
    public static boolean isEnough(PastClusters control, PastClusters treatment) {
        return control.hasPast()
                && treatment.hasPast()
                && Math.min(control.metric().clusters(), treatment.metric().clusters()) >= 2
                && clusters(control, treatment) >= LEAST_PER_COVARIATE * control.covariates();
    }

    /**
     * Of means over units, or of ratios.
     *
     * @param control clusters and their covariates, enough of them by {@link #isEnough}
     * @param treatment the same of the treatment, with the same covariates in the same order
     * @throws IllegalArgumentException where the covariates differ, or there are too few clusters
     */
    public static ClusterCuped of(PastClusters control, PastClusters treatment) {
        if (control.covariates() != treatment.covariates() || !isEnough(control, treatment)) {
            throw new IllegalArgumentException(
                    "%d and %d clusters with %d and %d covariates: both arms need the same ones, and degrees of freedom for four for each"
                            .formatted(
                                    control.metric().clusters(),
                                    treatment.metric().clusters(),
                                    control.covariates(),
                                    treatment.covariates()));
        }
        int k = control.covariates();
        double[][] spread = new double[k][k];
        double[] withMetric = new double[k];
        for (PastClusters arm : new PastClusters[] {control, treatment}) {
            for (int g = 0; g < arm.metric().clusters(); g++) {
                double factor = ERROR.factor(arm.metric().rest(g));
                for (int i = 0; i < k; i++) {
                    double own = factor * arm.pastResidual(i, g);
                    withMetric[i] += own * arm.metric().residual(g);
                    for (int j = 0; j < k; j++) {
                        spread[i][j] += own * arm.pastResidual(j, g);
                    }
                }
            }
        }
        int varying = (int) IntStream.range(0, k).filter(i -> spread[i][i] > 0).count();
        return new ClusterCuped(control, treatment, spread, Regression.solve(spread, withMetric), varying);
    }

    /** How many clusters of one size, less one for each arm, say as much of how clusters vary. */
    private static double clusters(PastClusters control, PastClusters treatment) {
        return ClusterFreedom.BELL_MCCAFFREY.of(ERROR, control.metric(), 1, treatment.metric());
    }

    /** How much of each covariate is taken out, in units of the metric per unit of the covariate. */
    public double[] theta() {
        return theta.clone();
    }

    /** The treatment's mean over units less the control's, in the unit of the metric. */
    public Effect difference(Hypothesis hypothesis) {
        ArmClusters before = control.adjusted(0, 1, theta);
        ArmClusters after = treatment.adjusted(0, 1, theta);
        return hypothesis.judge(difference(), error(before, after), freedom(before, after), "cluster_cuped");
    }

    /** The same over the control's unadjusted mean without its sign; none where that is 0. */
    public Effect lift(Hypothesis hypothesis) {
        double base = Math.abs(control.metric().unitAverage());
        ArmClusters after = treatment.adjusted(0, 1, theta);
        if (base == 0) {
            return hypothesis.none(freedom(control.adjusted(0, 1, theta), after), "cluster_cuped_delta");
        }
        double ratio = 1 + difference() / control.metric().unitAverage();
        double ifTrue = hypothesis.ratioIfTrue(control.metric().unitAverage(), ratio);
        ArmClusters before = control.adjusted(0, ratio, theta);
        return hypothesis.judge(
                difference() / base,
                error(before, after) / base,
                error(control.adjusted(0, ifTrue, theta), after) / base,
                freedom(before, after),
                "cluster_cuped_delta");
    }

    private double difference() {
        double difference = treatment.metric().unitAverage() - control.metric().unitAverage();
        for (int i = 0; i < theta.length; i++) {
            difference -= theta[i] * apart(i);
        }
        return difference;
    }

    private double apart(int covariate) {
        return treatment.pastAverage(covariate) - control.pastAverage(covariate);
    }

    /** Standard error of the difference of these adjusted arms. */
    private double error(ArmClusters before, ArmClusters after) {
        double clusters = clusters(control, treatment);
        double own = (ERROR.variance(before) + ERROR.variance(after)) / (clusters - varying);
        return Math.sqrt(own * clusters + own * distance());
    }

    private double freedom(ArmClusters before, ArmClusters after) {
        double clusters = clusters(control, treatment);
        return ClusterFreedom.OF_ARMS.of(ERROR, before, 1, after) * (clusters - varying) / clusters;
    }

    /** How far the arms' pasts are apart, squared, over how they vary. */
    private double distance() {
        double[] apart =
                IntStream.range(0, theta.length).mapToDouble(this::apart).toArray();
        double[] weighted = Regression.solve(spread, apart);
        double distance = 0;
        for (int i = 0; i < apart.length; i++) {
            distance += weighted[i] * apart[i];
        }
        return Math.max(0, distance);
    }

    /** What the difference still varies, as a share of what it varied: 1 where the past says nothing. */
    public double varianceRatio() {
        double before = ERROR.variance(control.metric()) + ERROR.variance(treatment.metric());
        double after = ERROR.variance(control.adjusted(0, 1, theta)) + ERROR.variance(treatment.adjusted(0, 1, theta));
        return before == 0 ? 1 : after / before;
    }

    /** Correlation of the metric with what is taken out of it: the root of what no longer varies, as a share. */
    public double correlation() {
        return Math.sqrt(Math.max(0, 1 - varianceRatio()));
    }

    /**
     * How often chance makes the pasts of the arms as different as they are, by Hotelling's test; 1 where no covariate varies.
     */
    public double imbalancePValue() {
        double clusters = clusters(control, treatment);
        if (varying == 0) {
            return 1;
        }
        // The spread estimates the covariance of the averages' difference, so that the distance is Hotelling's.
        double rest = clusters - varying + 1;
        return FDistribution.of(varying, rest).survivalProbability(distance() * rest / (clusters * varying));
    }

    /**
     * Both arms, the control first, with the past taken out by what all clusters say of it whatever their arm, so that the labels
     * of the arms can be dealt anew ({@link PermutationTest}).
     */
    public List<ArmClusters> blind() {
        PastClusters all = control.merge(treatment);
        double[] blindTheta = blindTheta(all);
        double[] sums = new double[all.metric().clusters()];
        double[] units = new double[sums.length];
        for (int g = 0; g < sums.length; g++) {
            units[g] = all.metric().units(g);
            sums[g] = all.metric().sum(g);
            for (int i = 0; i < blindTheta.length; i++) {
                sums[g] -= blindTheta[i] * all.pastResidual(i, g) * all.metric().units();
            }
        }
        int first = control.metric().clusters();
        return List.of(part(sums, units, 0, first), part(sums, units, first, sums.length));
    }

    private static ArmClusters part(double[] sums, double[] units, int from, int to) {
        return ArmClusters.of(Arrays.copyOfRange(sums, from, to), Arrays.copyOfRange(units, from, to));
    }

    private static double[] blindTheta(PastClusters all) {
        int k = all.covariates();
        double[][] together = new double[k][k];
        double[] withMetric = new double[k];
        for (int g = 0; g < all.metric().clusters(); g++) {
            for (int i = 0; i < k; i++) {
                withMetric[i] += all.pastResidual(i, g) * all.metric().residual(g);
                for (int j = 0; j < k; j++) {
                    together[i][j] += all.pastResidual(i, g) * all.pastResidual(j, g);
                }
            }
        }
        return Regression.solve(together, withMetric);
    }
}
