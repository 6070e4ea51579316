package dev.vitals.stats.effect;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The difference of two arms after what units were like before the test is taken out of it (Deng, Xu, Kohavi and Walker, WSDM
 * 2013; with several covariates Lin, Annals of Applied Statistics 7, 2013).
 *
 * <p>From each arm's metric theta times its covariates is subtracted; theta is the regression of the metric on the covariates, over
 * the units of both arms for means, of the arms' covariances added for ratios. Covariates that say nothing beside the others
 * get no weight of their own. The lift is the adjusted difference over the control's unadjusted mean.
 *
 * <p>Covariates must be known before a unit first saw the test: what the test moves takes the effect away with it. A unit
 * without a past stays in, with a second covariate that says so.
 */
public final class Cuped {
    private final LinearArm control;
    private final LinearArm treatment;
    private final double[] theta;
    private final boolean isOfRatios;

    private Cuped(LinearArm control, LinearArm treatment, double[] theta, boolean isOfRatios) {
        this.control = control;
        this.treatment = treatment;
        this.theta = theta;
        this.isOfRatios = isOfRatios;
    }

    /**
     * Of means.
     *
     * @param control the metric, then its covariates, in the units of the control; two units or more
     * @param treatment the same in the units of the treatment
     */
    public static Cuped ofMeans(CoMoments control, CoMoments treatment) {
        return new Cuped(
                LinearArm.ofMeans(control),
                LinearArm.ofMeans(treatment),
                slopes(LinearArm.ofMeans(control.merge(treatment))),
                false);
    }

    /**
     * Of ratios.
     *
     * @param control numerator and denominator of the metric, then those of each covariate; denominators above 0
     * @param treatment the same in the units of the treatment
     */
    public static Cuped ofRatios(CoMoments control, CoMoments treatment) {
        LinearArm one = LinearArm.ofRatios(control);
        LinearArm other = LinearArm.ofRatios(treatment);
        return new Cuped(one, other, slopes(one, other), true);
    }

    /** Regression of the metric on its covariates from the arms' covariances added. */
    private static double[] slopes(LinearArm... arms) {
        int k = arms[0].covariates();
        double[][] covariates = new double[k][k];
        double[] withMetric = new double[k];
        for (int i = 0; i < k; i++) {
            withMetric[i] = added(0, i + 1, arms);
            for (int j = 0; j < k; j++) {
                covariates[i][j] = added(i + 1, j + 1, arms);
            }
        }
        return Regression.solve(covariates, withMetric);
    }

    private static double added(int value, int other, LinearArm... arms) {
        double sum = 0;
        for (LinearArm arm : arms) {
            sum += arm.covariance(value, other);
        }
        return sum;
    }

    /** How much of each covariate is taken out, in units of the metric per unit of the covariate. */
    public double[] theta() {
        return theta.clone();
    }

    /** The treatment less the control, in the unit of the metric. */
    public Effect difference(Hypothesis hypothesis) {
        return WelchTest.of(hypothesis).named("cuped").difference(adjusted(control), adjusted(treatment));
    }

    /**
     * The adjusted difference over the control's unadjusted mean without its sign; none where that is 0. Its variance is by
     * the delta method, s1*^2 / (n1 m0^2) and of the control that of r y - theta x over n0 m0^2. Of ratios r is 1 + lift, as
     * the gradient has it; of means m1 / m0, as GrowthBook has it, which is the same but for what chance parts the
     * covariates by.
     */
    public Effect lift(Hypothesis hypothesis) {
        double freedom = difference(hypothesis).degreesOfFreedom();
        double base = Math.abs(control.values[0]);
        if (base == 0) {
            return hypothesis.none(freedom, "cuped_delta");
        }
        double difference = adjusted(treatment).mean() - adjusted(control).mean();
        double ratio = isOfRatios ? 1 + difference / control.values[0] : treatment.values[0] / control.values[0];
        double ifTrue = hypothesis.ratioIfTrue(control.values[0], ratio);
        return hypothesis.judge(difference / base, error(ratio) / base, error(ifTrue) / base, freedom, "cuped_delta");
    }

    /** Standard error of the adjusted treatment less so many times the control. */
    private double error(double times) {
        return Math.sqrt(treatment.variance(1, theta) / treatment.n + control.variance(times, theta) / control.n);
    }

    /** What a unit's metric still varies, as a share of what it varied: 1 where the covariates say nothing. */
    public double varianceRatio() {
        double before = control.variance(1) / control.n + treatment.variance(1) / treatment.n;
        double after = control.variance(1, theta) / control.n + treatment.variance(1, theta) / treatment.n;
        return before == 0 ? 1 : after / before;
    }

    /** Correlation of the metric with what is taken out of it: the root of what no longer varies, as a share. */
    public double correlation() {
        return Math.sqrt(Math.max(0, 1 - varianceRatio()));
    }

    /**
     * How often chance makes the covariates of the arms as different as they are, by Wald's chi-squared test; 1 without a
     * covariate that varies. A small one says that the units were not parted by chance.
     */
    public double imbalancePValue() {
        int k = theta.length;
        double[][] covariance = new double[k][k];
        double[] apart = new double[k];
        int varying = 0;
        for (int i = 0; i < k; i++) {
            apart[i] = treatment.values[i + 1] - control.values[i + 1];
            for (int j = 0; j < k; j++) {
                covariance[i][j] = ofMeans(i + 1, j + 1);
            }
            varying += covariance[i][i] > 0 ? 1 : 0;
        }
        if (varying == 0) {
            return 1;
        }
        double[] weighted = Regression.solve(covariance, apart);
        double distance = 0;
        for (int i = 0; i < k; i++) {
            distance += weighted[i] * apart[i];
        }
        return ChiSquaredDistribution.of(varying).survivalProbability(Math.max(0, distance));
    }

    private double ofMeans(int value, int other) {
        return control.covariance(value, other) / control.n + treatment.covariance(value, other) / treatment.n;
    }

    private SampleMean adjusted(LinearArm arm) {
        double mean = arm.values[0];
        for (int i = 0; i < theta.length; i++) {
            mean -= theta[i] * arm.values[i + 1];
        }
        return new SampleMean(arm.n, mean, arm.variance(1, theta));
    }
}
