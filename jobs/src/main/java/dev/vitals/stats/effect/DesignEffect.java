package dev.vitals.stats.effect;

import java.util.OptionalDouble;

/**
 * How many times larger the variance of a mean is for units that come in clusters than for as many independent ones
 * (Kish, Survey Sampling, 1965). So many times as many units are needed.
 */
public final class DesignEffect {
    private DesignEffect() {}

    /**
     * As found in an arm: the variance from its clusters over s^2 / N.
     *
     * @param error how the variance is found; the factor that CR1 has of both arms is left out
     * @param squaredDeviations of all units from the mean over all units, summed; above 0
     * @return empty of a single cluster, and where units do not vary
     */
    public static OptionalDouble observed(ArmClusters arm, ClusterError error, double squaredDeviations) {
        if (!(squaredDeviations >= 0 && Double.isFinite(squaredDeviations))) {
            throw new IllegalArgumentException(
                    "squared deviations of " + squaredDeviations + " in all can't be; need 0 or more, and finite");
        }
        if (arm.clusters() < 2 || squaredDeviations == 0) {
            return OptionalDouble.empty();
        }
        double independent = squaredDeviations / (arm.units() - 1.0) / arm.units();
        return OptionalDouble.of(error.variance(arm) / independent);
    }

    /**
     * As planned: 1 + ((CV^2 + 1) m - 1) rho (Eldridge, Ashby and Kerry, International Journal of Epidemiology 35,
     * 2006). The form for clusters of one size, with a CV of 0, says too little where a few channels have most of the
     * chatters.
     *
     * @param meanUnits m, units in a cluster on average, 1 or more
     * @param variation CV, standard deviation of the clusters' units over their mean, 0 or more
     * @param correlation rho, of two units of a cluster, from 0 to 1
     */
    public static double planned(double meanUnits, double variation, double correlation) {
        boolean isSize = meanUnits >= 1 && variation >= 0 && Double.isFinite(meanUnits) && Double.isFinite(variation);
        if (!isSize || !(correlation >= 0 && correlation <= 1)) {
            throw new IllegalArgumentException(
                    "clusters of %s units that vary by %s with a correlation of %s can't be planned:"
                                    .formatted(meanUnits, variation, correlation)
                            + " need 1 unit or more, a variation of 0 or more, and a correlation from 0 to 1");
        }
        return 1 + ((variation * variation + 1) * meanUnits - 1) * correlation;
    }
}
