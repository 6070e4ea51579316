package dev.vitals.stats.effect;

/** Degrees of freedom of Student's distribution for a difference of two means over units that come in clusters. */
public enum ClusterFreedom {
    /**
     * Those of {@link #BELL_MCCAFFREY} of each arm, put together by the variances that were found, as Welch's test does
     * (Satterthwaite, Biometrics Bulletin 2, 1946): (v1 + v0)^2 / (v1^2 / f1 + v0^2 / f0). It does not take the arms to
     * vary alike for the same number of units, which arms of few channels of unequal size do not.
     */
    OF_ARMS {
        @Override
        double of(ClusterError error, ArmClusters control, double weight, ArmClusters treatment) {
            return Satterthwaite.ofSum(
                    weight * error.variance(control),
                    error.freedom(control),
                    error.variance(treatment),
                    error.freedom(treatment));
        }
    },
    /**
     * Satterthwaite's for the estimate of the variance, were units independent and alike (Bell and McCaffrey, Survey
     * Methodology 28, 2002): 2 mean^2 / variance of that estimate. Fewer than the clusters where some are large. Below
     * some ten clusters in an arm, prefer {@link #OF_ARMS} or a {@link PermutationTest}.
     */
    BELL_MCCAFFREY {
        @Override
        double of(ClusterError error, ArmClusters control, double weight, ArmClusters treatment) {
            ClusterError.Moments one = error.ofIndependentUnits(control);
            ClusterError.Moments other = error.ofIndependentUnits(treatment);
            double mean = one.mean() + other.mean();
            return mean * mean / (one.halfVariance() + other.halfVariance());
        }
    },
    /** Two less than the clusters of both arms: right where clusters are alike in size. */
    CLUSTERS {
        @Override
        double of(ClusterError error, ArmClusters control, double weight, ArmClusters treatment) {
            return (double) control.clusters() + treatment.clusters() - 2;
        }
    },
    /** Infinite, the normal distribution: with hundreds of clusters alone. */
    NORMAL {
        @Override
        double of(ClusterError error, ArmClusters control, double weight, ArmClusters treatment) {
            return Double.POSITIVE_INFINITY;
        }
    };

    /**
     * Of two arms with two clusters or more each.
     *
     * @param weight how many times the variance of the control counts
     */
    abstract double of(ClusterError error, ArmClusters control, double weight, ArmClusters treatment);
}
