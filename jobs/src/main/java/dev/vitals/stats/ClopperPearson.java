package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.OptionalDouble;

/**
 * The share of positives among independent cases, with the exact binomial interval.
 *
 * <p>The limits are the Beta(k, n-k+1) and Beta(k+1, n-k) points that cut off half the error each (Clopper and Pearson,
 * Biometrika 26, 1934). The interval covers at least as often as it says, often more.
 */
public final class ClopperPearson {
    private final Options options;

    private ClopperPearson(double confidence) {
        this.options = new Options("clopper_pearson", confidence);
    }

    /** Intervals of 95 %. */
    public static ClopperPearson withDefaults() {
        return new ClopperPearson(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public ClopperPearson withConfidence(double confidence) {
        return new ClopperPearson(Tails.checkConfidence(confidence));
    }

    /**
     * The share of k in n.
     *
     * @param positives k, from 0 to n; zero reads "at most", all n read "at least"
     * @param n the number of cases; zero gives "no data"
     */
    public Estimate estimate(long positives, long n) {
        Counts.checkShare(positives, n);
        if (n == 0) {
            return Estimate.noData(options);
        }
        Limits limits = limits((double) positives, (double) n, options.confidence());
        if (positives == 0) {
            return Estimate.atMost(0, limits, options);
        }
        if (positives == n) {
            return Estimate.atLeast(1, limits, options);
        }
        double p = (double) positives / n;
        return Estimate.value(p, OptionalDouble.of(Math.sqrt(p * (1 - p) / n)), limits, options);
    }

    /** The limits for k of n, either of which may be an effective size and not whole. */
    static Limits limits(double k, double n, double confidence) {
        double tail = Tails.each(confidence);
        double lower = k <= 0 ? 0 : k >= n ? Math.exp(Math.log(tail) / n) : Tails.betaBelow(k, n - k + 1, tail);
        double upper = k >= n ? 1 : k <= 0 ? -Math.expm1(Math.log(tail) / n) : Tails.betaAbove(k + 1, n - k, tail);
        return Limits.of(lower, upper);
    }
}
