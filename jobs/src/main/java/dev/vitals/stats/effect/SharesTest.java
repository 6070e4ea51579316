package dev.vitals.stats.effect;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.GTest;
import org.apache.commons.statistics.inference.UnconditionedExactTest;

/**
 * Tests of whether two shares are alike, two-sided, from the four counts of positives and others in two arms of
 * independent units. All take the arms as alike until the counts speak against it; none says how large the difference
 * is.
 *
 * <p>{@link #Z} where {@link RareShares#areRare} is false, else one of the exact ones. Corrections for continuity bring
 * an approximation closer to {@link #FISHER} and call less than they say. Where whole clusters were assigned, take
 * {@link ClusterTest}.
 */
public enum SharesTest {
    /** Given all positives, how they would fall into the arms (Fisher 1935): calls less than it says. */
    FISHER {
        @Override
        double ofTable(long a, long b, long c, long d) {
            return RareShares.pValue(Alternative.TWO_SIDED, a, a + b, c, c + d);
        }
    },
    /** The worst of all common shares, tables ordered by the pooled z (Barnard, Biometrika 34, 1947). */
    BARNARD {
        @Override
        double ofTable(long a, long b, long c, long d) {
            return unconditioned(UnconditionedExactTest.Method.Z_POOLED, a, b, c, d)
                    .test(table(a, b, c, d))
                    .getPValue();
        }
    },
    /**
     * The worst of all common shares, tables ordered by Fisher's one-sided p-value, than which it is never higher
     * (Boschloo 1970); two-sided twice the smaller of both sides.
     */
    BOSCHLOO {
        @Override
        double ofTable(long a, long b, long c, long d) {
            UnconditionedExactTest test = unconditioned(UnconditionedExactTest.Method.BOSCHLOO, a, b, c, d);
            int[][] table = table(a, b, c, d);
            double less = test.with(AlternativeHypothesis.LESS_THAN).test(table).getPValue();
            double greater =
                    test.with(AlternativeHypothesis.GREATER_THAN).test(table).getPValue();
            return Math.min(1, 2 * Math.min(less, greater));
        }
    },
    /** Pearson's chi-squared, each count drawn half a unit towards what was expected (Yates 1934). */
    PEARSON_YATES {
        @Override
        double ofTable(long a, long b, long c, long d) {
            double distance = distance(a, b, c, d);
            double near = distance - Math.copySign(Math.min(.5, Math.abs(distance)), distance);
            double statistic = 0;
            for (double expected : expected(a, b, c, d)) {
                statistic += near * near / expected;
            }
            return tail(statistic);
        }
    },
    /** The difference over its error with a common share, which is Pearson's chi-squared without correction. */
    Z {
        @Override
        double ofTable(long a, long b, long c, long d) {
            return ChiSquareTest.withDefaults()
                    .test(new long[][] {{a, b}, {c, d}})
                    .getPValue();
        }
    },
    /** The likelihood ratio (Woolf 1957). */
    G {
        @Override
        double ofTable(long a, long b, long c, long d) {
            return GTest.withDefaults().test(new long[][] {{a, b}, {c, d}}).getPValue();
        }
    },
    /** The likelihood ratio, each count drawn half a unit towards what was expected. */
    G_CORRECTED {
        @Override
        double ofTable(long a, long b, long c, long d) {
            double distance = distance(a, b, c, d);
            double drawn = Math.copySign(Math.min(.5, Math.abs(distance)), distance);
            double[] near = {a - drawn, b + drawn, c + drawn, d - drawn};
            double[] expected = expected(a, b, c, d);
            double statistic = 0;
            for (int i = 0; i < near.length; i++) {
                statistic += near[i] == 0 ? 0 : 2 * near[i] * Math.log(near[i] / expected[i]);
            }
            return tail(Math.max(0, statistic));
        }
    };

    /** More tables than these would take more than some seconds: for each common share all of them are summed. */
    private static final double MOST_TABLES = 1e6;

    /** Of positives and others in one arm, and in the other; both arms have units, and there are both kinds. */
    abstract double ofTable(long positives, long others, long otherPositives, long otherOthers);

    /**
     * How often chance alone parts the shares as far; 1 where all units are positive, or none.
     *
     * @param positives of an arm, from 0 to its units
     * @param n units of the arm, 1 or more
     * @param otherPositives of the other arm
     * @param otherN units of the other arm, 1 or more
     * @throws IllegalArgumentException where counts can't be, or are too many for an exact test: 2^31 units for {@link
     *     #FISHER}, a million as the product of the arms' units for {@link #BARNARD} and {@link #BOSCHLOO}
     */
    public double pValue(long positives, long n, long otherPositives, long otherN) {
        boolean isShare = positives >= 0 && positives <= n && n > 0;
        if (!isShare || otherPositives < 0 || otherPositives > otherN || otherN == 0) {
            throw new IllegalArgumentException(
                    "%d positives of %d units and %d of %d are no two shares: each arm needs a unit"
                                    .formatted(positives, n, otherPositives, otherN)
                            + " and positives from 0 to its units");
        }
        long all = Math.addExact(positives, otherPositives);
        return all == 0 || all == Math.addExact(n, otherN)
                ? 1
                : ofTable(positives, n - positives, otherPositives, otherN - otherPositives);
    }

    private static UnconditionedExactTest unconditioned(
            UnconditionedExactTest.Method method, long a, long b, long c, long d) {
        if ((a + b + 1.0) * (c + d + 1.0) > MOST_TABLES) {
            throw new IllegalArgumentException("arms of " + (a + b) + " and " + (c + d)
                    + " units are too many for an unconditioned exact test; take Fisher's, or the normal one");
        }
        return UnconditionedExactTest.withDefaults().with(method);
    }

    /** As the library wants it, with the arms as columns. */
    private static int[][] table(long a, long b, long c, long d) {
        return new int[][] {{(int) a, (int) c}, {(int) b, (int) d}};
    }

    /** How far the first count is above what was expected; all four are as far off. */
    private static double distance(long a, long b, long c, long d) {
        return a - expected(a, b, c, d)[0];
    }

    private static double[] expected(double a, double b, double c, double d) {
        double all = a + b + c + d;
        return new double[] {
            (a + b) * (a + c) / all, (a + b) * (b + d) / all, (c + d) * (a + c) / all, (c + d) * (b + d) / all
        };
    }

    private static double tail(double statistic) {
        return ChiSquaredDistribution.of(1).survivalProbability(statistic);
    }
}
