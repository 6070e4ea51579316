package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of a family of tests so that any at all is called falsely with a probability of alpha at most,
 * most of which is kept for the tests that were declared the primary ones (weighted Bonferroni; Rosenthal and Rubin
 * 1983).
 *
 * <p>With a preference gamma the primary tests share gamma alpha evenly, and all others (1 - gamma) alpha: of k
 * treatments and m metrics, one of them primary, gamma alpha / k and (1 - gamma) alpha / (k (m - 1)) each. Valid
 * always. Which tests are primary must be known before the data are. Where there are no primary tests, or no others,
 * those that there are share alpha. A test that was planned and failed, marked by NaN, stays NaN and still counts.
 */
public final class PreferentialBonferroni {
    private final double preference;

    private PreferentialBonferroni(double preference) {
        if (!(preference > 0 && preference < 1)) {
            throw new IllegalArgumentException("a preference of " + preference
                    + " is not strictly between 0 and 1; write 0.5 to keep half of alpha for the primary tests");
        }
        this.preference = preference;
    }

    /** Half of alpha for the primary tests. */
    public static PreferentialBonferroni withDefaults() {
        return new PreferentialBonferroni(0.5);
    }

    /** With this part of alpha, strictly between 0 and 1, for the primary tests. */
    public PreferentialBonferroni withPreference(double gamma) {
        return new PreferentialBonferroni(gamma);
    }

    /**
     * The adjusted p-values, in the order of the given ones: each over its part of alpha. A test is called where its
     * value is at most alpha.
     *
     * @param isPrimary whether the test at a place is a primary one
     */
    public double[] adjust(IntPredicate isPrimary, double... pValues) {
        Tails.checkPValues(pValues);
        double[] parts = parts(isPrimary, pValues.length);
        return IntStream.range(0, pValues.length)
                .mapToDouble(i -> Math.min(1, pValues[i] / parts[i]))
                .toArray();
    }

    /**
     * The level of each test: one less it is the confidence of an interval that goes with the adjusted p-value.
     *
     * @param alpha of the family, strictly between 0 and 1
     * @param tests their number, 0 or more
     */
    public double[] levels(double alpha, IntPredicate isPrimary, int tests) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "an alpha of " + alpha + " is not strictly between 0 and 1; write 0.05 for 5%");
        }
        double[] parts = parts(isPrimary, tests);
        return IntStream.range(0, tests).mapToDouble(i -> alpha * parts[i]).toArray();
    }

    /** The part of alpha that each test has; together they are 1. */
    private double[] parts(IntPredicate isPrimary, int tests) {
        long primary = IntStream.range(0, tests).filter(isPrimary).count();
        boolean isMixed = primary > 0 && primary < tests;
        double ofPrimary = (isMixed ? preference : 1) / primary;
        double ofOthers = (isMixed ? 1 - preference : 1) / (tests - primary);
        return IntStream.range(0, tests)
                .mapToDouble(i -> isPrimary.test(i) ? ofPrimary : ofOthers)
                .toArray();
    }
}
