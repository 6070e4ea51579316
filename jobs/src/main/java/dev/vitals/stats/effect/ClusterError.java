package dev.vitals.stats.effect;

/**
 * How the standard error of a mean over units is found from the residuals of whole clusters ("sandwich").
 *
 * <p>With N units in an arm, n_g of them in cluster g, and r_g the cluster's sum less n_g times the arm's mean, the
 * variance of the mean is a sum of r_g^2 / N^2, each times a factor. Clusters must be independent, and whole clusters
 * assigned to the arms.
 */
public enum ClusterError {
    /** A factor of 1: too small with few clusters (Liang and Zeger, Biometrika 73, 1986). */
    CR0 {
        @Override
        double factor(double rest) {
            return 1;
        }
    },
    /** CR0 times G / (G - 1) (N - 1) / (N - 2) of both arms: right with many clusters that are alike. */
    CR1 {
        @Override
        double factor(double rest) {
            return 1;
        }

        @Override
        double ofBoth(long clusters, double units) {
            return clusters / (clusters - 1.0) * (units - 1.0) / (units - 2.0);
        }
    },
    /**
     * A factor of 1 / (1 - n_g / N): unbiased where units are alike (Bell and McCaffrey, Survey Methodology 28, 2002).
     */
    CR2 {
        @Override
        double factor(double rest) {
            return 1 / rest;
        }
    };

    /**
     * The factor of a cluster.
     *
     * @param rest share of the arm's units that are in other clusters, above 0 and below 1
     */
    abstract double factor(double rest);

    /** The factor of both arms together. */
    double ofBoth(long clusters, double units) {
        return 1;
    }

    /** Variance of the mean over the units of an arm of two clusters or more, without the factor of both arms. */
    double variance(ArmClusters arm) {
        double variance = 0;
        for (int g = 0; g < arm.clusters(); g++) {
            variance += arm.residual(g) * arm.residual(g) * factor(arm.rest(g));
        }
        return variance;
    }

    /**
     * What this estimate of a variance is on average, and half of its own variance, where all units are independent and
     * vary by 1.
     */
    Moments ofIndependentUnits(ArmClusters arm) {
        double expected = 0;
        double own = 0;
        double shared = 0;
        double notShared = 0;
        for (int g = 0; g < arm.clusters(); g++) {
            double share = arm.share(g);
            double rest = arm.rest(g);
            double square = factor(rest) * share * share;
            double part = factor(rest) * share * rest;
            expected += part;
            own += part * part;
            shared += square;
            notShared += square * square;
        }
        double n = arm.units();
        return new Moments(expected / n, (own + shared * shared - notShared) / (n * n));
    }

    /** Mean and half the variance of an estimate. */
    record Moments(double mean, double halfVariance) {}
}
