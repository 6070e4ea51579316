package dev.vitals.stats.effect;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Whether units fell into the arms as they were meant to, by Pearson's chi-squared test of the counts (Fabijan and
 * others, KDD 2019). A small p-value says that assignment or logging is broken, and no effect of the test can be
 * believed. Where clusters were assigned, count clusters. With few units take {@link #exactPValue}, of two arms.
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
        if (units.length != weights.length) {
            throw new IllegalArgumentException(
                    units.length + " arms with " + weights.length + " weights; each arm needs one");
        }
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

    /**
     * The same of two arms by the binomial distribution, over all splits that are no likelier than the observed one; 1
     * without units.
     *
     * @param units of the one arm and
     * @param otherUnits of the other, 0 or more, less than 2^31 together
     * @param share of all units that the one arm was meant to have, strictly between 0 and 1
     */
    public static double exactPValue(long units, long otherUnits, double share) {
        long all = checkedSum(units, otherUnits, share);
        if (all > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    all + " units are more than an exact test can count; take the chi-squared one");
        }
        return all == 0
                ? 1
                : BinomialTest.withDefaults()
                        .test((int) all, (int) units, share)
                        .getPValue();
    }

    /** The same by the normal distribution, without a correction: Pearson's test of two arms. */
    public static double normalPValue(long units, long otherUnits, double share) {
        return normal(units, otherUnits, share, 0);
    }

    /** The same by the normal distribution, the count drawn half a unit towards what was meant: near the exact one. */
    public static double correctedPValue(long units, long otherUnits, double share) {
        return normal(units, otherUnits, share, .5);
    }

    private static double normal(long units, long otherUnits, double share, double correction) {
        double all = checkedSum(units, otherUnits, share);
        double distance = Math.max(0, Math.abs(units - all * share) - correction);
        return distance == 0
                ? 1
                : 2 * NormalDistribution.of(0, 1).survivalProbability(distance / Math.sqrt(all * share * (1 - share)));
    }

    private static long checkedSum(long units, long otherUnits, double share) {
        if (units < 0 || otherUnits < 0 || !(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "%d and %d units with a share of %s for the first can't be:".formatted(units, otherUnits, share)
                            + " units must be 0 or more and the share strictly between 0 and 1");
        }
        return Math.addExact(units, otherUnits);
    }
}
