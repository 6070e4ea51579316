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

    /**
     * Degrees of freedom of this estimate of the variance of one arm, were its units independent and alike (Bell and
     * McCaffrey): one less than its clusters where these are alike in size, fewer where some are large.
     */
    double freedom(ArmClusters arm) {
        Moments moments = ofIndependentUnits(arm);
        return moments.mean() * moments.mean() / moments.halfVariance();
    }

    /**
     * The same were all units of a cluster one, so that the means of clusters vary alike whatever their size: the other
     * end of what Imbens and Kolesar put between (Review of Economics and Statistics 98, 2016). Fewer than {@link
     * #freedom} where clusters differ in size.
     */
    double freedomOfWhole(ArmClusters arm) {
        // Powers of shares, each times the factor: clusters g and k have the covariance, but for g itself,
        // c = h_g h_k (all - h_g - h_k), all being the sum of h^2.
        double all = 0;
        for (int g = 0; g < arm.clusters(); g++) {
            all += arm.share(g) * arm.share(g);
        }
        double second = 0;
        double third = 0;
        double fourth = 0;
        double mean = 0;
        double own = 0;
        for (int g = 0; g < arm.clusters(); g++) {
            double share = arm.share(g);
            double factor = factor(arm.rest(g));
            double square = share * share;
            double covariance = square * (all - 2 * share);
            second += factor * square;
            third += factor * square * share;
            fourth += factor * square * square;
            mean += factor * (square + covariance);
            own += factor * factor * square * (square + 2 * covariance);
        }
        double shared =
                all * all * second * second + 2 * second * fourth + 2 * third * third - 4 * all * second * third;
        return mean * mean / (own + shared);
    }

    /** Mean and half the variance of an estimate. */
    record Moments(double mean, double halfVariance) {}
}
