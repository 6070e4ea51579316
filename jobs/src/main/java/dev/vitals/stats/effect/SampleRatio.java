package dev.vitals.stats.effect;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether units fell into the arms as they were meant to, by Pearson's chi-squared test of the counts (Fabijan and others,
 * KDD 2019). A small p-value says that assignment or logging is broken, and no effect of the test can be believed. Where
 * clusters were assigned, count clusters.
 */
public final class SampleRatio {
    private SampleRatio() {}

    /**
     * How often chance alone parts the units at least as unevenly; 1 where a single arm was to have any.
     *
     * @param units units of each arm; those of an arm of weight 0 do not count
     * @param weights what each arm was meant to have, in any unit, 0 or more
     */
    public static double pValue(long[] units, double[] weights) {
        double all = 0;
        double whole = 0;
        int arms = 0;
        for (int arm = 0; arm < units.length; arm++) {
            if (units[arm] < 0 || !(weights[arm] >= 0 && Double.isFinite(weights[arm]))) {
                throw new IllegalArgumentException(
                        "an arm of %d units with a weight of %s can't be".formatted(units[arm], weights[arm]));
            }
            if (weights[arm] > 0) {
                all += units[arm];
                whole += weights[arm];
                arms++;
            }
        }
        if (arms < 2 || all == 0) {
            return 1;
        }
        double statistic = 0;
        for (int arm = 0; arm < units.length; arm++) {
            if (weights[arm] > 0) {
                double expected = all * weights[arm] / whole;
                statistic += (units[arm] - expected) * (units[arm] - expected) / expected;
            }
        }
        return ChiSquaredDistribution.of(arms - 1.0).survivalProbability(statistic);
    }
}
