package dev.vitals.stats.sequential;

import org.apache.commons.math3.special.Gamma;

/** The Bayes factor of shares that come from Dirichlet(c w) against the shares w themselves. */
final class DirichletFactor {
    /** From here on three terms of Stirling's series are exact. */
    private static final double LARGE = 500;

    private DirichletFactor() {}

    /**
     * Logarithm of the factor, B(c w + S) / B(c w) / prod w_i^S_i.
     *
     * @param concentration c, above 0
     * @param shares w, above 0, with a sum of 1
     * @param counts S, 0 or more; need not be whole
     */
    static double log(double concentration, double[] shares, double... counts) {
        double all = 0;
        double log = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i];
            log += rising(concentration * shares[i], counts[i]) - counts[i] * Math.log(shares[i]);
        }
        return log - rising(concentration, all);
    }

    /** The concentration with which the evidence on a share is strongest near so many units. */
    static double concentration(double units, double alpha) {
        return Math.max(units / Tuning.near(alpha) - 1, 1e-3);
    }

    /** ln(x (x + 1) ... (x + count - 1)). */
    private static double rising(double x, double count) {
        if (count == 0) {
            return 0;
        }
        // Stirling's formula of both, so that a large x costs no digits.
        double y = x + count;
        return x < LARGE
                ? Gamma.logGamma(y) - Gamma.logGamma(x)
                : (x - .5) * Math.log1p(count / x) + count * (Math.log(y) - 1) + stirling(y) - stirling(x);
    }

    /** How far ln(Gamma(x)) is above (x - 1/2) ln x - x + ln(2 pi) / 2, for a large x. */
    private static double stirling(double x) {
        double square = 1 / (x * x);
        return (1 / 12.0 - square * (1 / 360.0 - square / 1260)) / x;
    }
}
