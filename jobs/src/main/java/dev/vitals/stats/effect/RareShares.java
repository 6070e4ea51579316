package dev.vitals.stats.effect;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.FisherExactTest;

/**
 * Whether two shares differ, where so few units are positive, or are not, that no normal distribution tells: Fisher's exact
 * test, which asks how the positives would fall into the arms if the arms were alike. It calls at most as many falsely as it
 * says, and fewer where there are few.
 */
public final class RareShares {
    /** Below this many expected in a cell the normal distribution is no guide (Cochran, Biometrics 10, 1954). */
    private static final double LEAST_EXPECTED = 5;

    private RareShares() {}

    /** Whether less than five positives, or others, would be expected in an arm if the arms were alike. */
    public static boolean areRare(long positives, long n, long otherPositives, long otherN) {
        double share = (double) (positives + otherPositives) / (n + otherN);
        return Math.min(n, otherN) * Math.min(share, 1 - share) < LEAST_EXPECTED;
    }

    /**
     * How often chance makes shares at least as unlikely.
     *
     * @param alternative greater where the second share is looked for above the first
     * @throws IllegalArgumentException where there are more than 2^31 units
     */
    public static double pValue(Alternative alternative, long positives, long n, long otherPositives, long otherN) {
        if (Math.addExact(n, otherN) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    n + " and " + otherN + " units are more than an exact test can count; add up clusters instead");
        }
        int[][] table = {
            {(int) positives, (int) (n - positives)}, {(int) otherPositives, (int) (otherN - otherPositives)}
        };
        // Of the first row's odds, which are the lower ones where the second share is the higher.
        AlternativeHypothesis odds = switch (alternative) {
            case TWO_SIDED -> AlternativeHypothesis.TWO_SIDED;
            case GREATER -> AlternativeHypothesis.LESS_THAN;
            case LESS -> AlternativeHypothesis.GREATER_THAN;
        };
        return FisherExactTest.withDefaults().with(odds).test(table).getPValue();
    }
}
