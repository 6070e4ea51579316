package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of a family of tests so that any at all is called falsely with a probability of alpha at most.
 *
 * <p>A test is called where its adjusted value is at most alpha. One that was planned and failed, marked by
 * NaN, stays NaN and still counts. To let few of those called be false, instead of none, is
 * {@link dev.vitals.stats.FalseDiscovery}.
 */
public enum FamilyWise {
    /** m p: valid always (Bonferroni). */
    BONFERRONI {
        @Override
        double[] ofAscending(double[] p) {
            return each(p, i -> p.length * p[i]);
        }
    },
    /** The largest (m - j + 1) p_(j) up to the test: valid always, never worse than Bonferroni (Holm 1979). */
    HOLM {
        @Override
        double[] ofAscending(double[] p) {
            return largestSoFar(each(p, i -> (p.length - i) * p[i]));
        }
    },
    /** As Holm with 1 - (1 - p)^(m - j + 1): of independent tests, or such as move together. */
    HOLM_SIDAK {
        @Override
        double[] ofAscending(double[] p) {
            return largestSoFar(each(p, i -> sidak(p[i], p.length - i)));
        }
    },
    /** 1 - (1 - p)^m: of independent tests, or such as move together (Sidak 1967). */
    SIDAK {
        @Override
        double[] ofAscending(double[] p) {
            return each(p, i -> sidak(p[i], p.length));
        }
    },
    /** The smallest (m - j + 1) p_(j) from the test on: of tests that move together (Hochberg 1988). */
    HOCHBERG {
        @Override
        double[] ofAscending(double[] p) {
            return smallestFromThere(each(p, i -> (p.length - i) * p[i]));
        }
    },
    /** As Hochberg with 1 - (1 - p)^(m - j + 1). */
    HOCHBERG_SIDAK {
        @Override
        double[] ofAscending(double[] p) {
            return smallestFromThere(each(p, i -> sidak(p[i], p.length - i)));
        }
    },
    /**
     * The closed test with Simes', the smallest k p_(j) / j of k tests, on every set of tests: of tests that move together,
     * never worse than Hochberg (Hommel 1988). Of all sets of k with a test in them, that with the k - 1 largest others says
     * least.
     */
    HOMMEL {
        @Override
        double[] ofAscending(double[] p) {
            int m = p.length;
            double[] adjusted = new double[m];
            for (int k = 1; k <= m; k++) {
                double ofOthers = Double.POSITIVE_INFINITY;
                for (int rank = 2; rank <= k; rank++) {
                    ofOthers = Math.min(ofOthers, k * p[m - k + rank - 1] / rank);
                }
                for (int i = 0; i < m; i++) {
                    adjusted[i] = Math.max(adjusted[i], Math.min(ofOthers, k * p[Math.min(i, m - k)]));
                }
            }
            return adjusted;
        }
    };

    /** Adjusted values of p-values in ascending order; they may exceed 1. */
    abstract double[] ofAscending(double[] p);

    /** The adjusted p-values, in the order of the given ones. */
    public double[] adjust(double... pValues) {
        int m = pValues.length;
        Tails.checkPValues(pValues);
        double[] known =
                Arrays.stream(pValues).map(p -> Double.isNaN(p) ? 1 : p).toArray();
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> known[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ascending =
                ofAscending(Arrays.stream(order).mapToDouble(i -> known[i]).toArray());
        double[] adjusted = new double[m];
        for (int rank = 0; rank < m; rank++) {
            int i = order[rank];
            adjusted[i] = Double.isNaN(pValues[i]) ? Double.NaN : Math.min(1, ascending[rank]);
        }
        return adjusted;
    }

    private interface ByRank {
        double at(int rank);
    }

    private static double[] each(double[] p, ByRank value) {
        return IntStream.range(0, p.length).mapToDouble(value::at).toArray();
    }

    private static double sidak(double p, int tests) {
        return -Math.expm1(tests * Math.log1p(-p));
    }

    private static double[] largestSoFar(double[] values) {
        for (int i = 1; i < values.length; i++) {
            values[i] = Math.max(values[i], values[i - 1]);
        }
        return values;
    }

    private static double[] smallestFromThere(double[] values) {
        for (int i = values.length - 2; i >= 0; i--) {
            values[i] = Math.min(values[i], values[i + 1]);
        }
        return values;
    }
}
