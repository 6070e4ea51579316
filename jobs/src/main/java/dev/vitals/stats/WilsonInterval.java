package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.OptionalDouble;

/**
 * The share of positives among independent cases, with the score interval.
 *
 * <p>The limits are the shares that a score test at the same level would just not reject (Wilson, JASA 22, 1927): for k
 * of n and p = k/n, (p + z^2/2n ± z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). Its coverage is near the nominal one on
 * average; {@link ClopperPearson} never falls below it.
 *
 * <p>Where cases come in clusters n is divided by the design effect, how many times larger the variance is than that of
 * independent cases, and by the square of Student's point over the normal one (Korn and Graubard, Survey Methodology 24,
 * 1998), but never by less than 1.
 */
public final class WilsonInterval {
    private final Options options;

    private WilsonInterval(double confidence) {
        this.options = new Options("wilson", confidence);
    }

    /** Intervals of 95 %. */
    public static WilsonInterval withDefaults() {
        return new WilsonInterval(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public WilsonInterval withConfidence(double confidence) {
        return new WilsonInterval(Tails.checkConfidence(confidence));
    }

    /**
     * The share of k in n.
     *
     * @param positives k, from 0 to n; zero reads "at most", all n read "at least"
     * @param n the number of cases; zero gives "no data"
     */
    public Estimate estimate(long positives, long n) {
        return estimate(positives, n, ClusterSpread.UNKNOWN);
    }

    /**
     * The share of k in n cases that come in clusters.
     *
     * @param positives k, from 0 to n; zero reads "at most", all n read "at least"
     * @param n the number of cases; zero gives "no data"
     * @param spread of the share over clusters
     */
    public Estimate estimate(long positives, long n, ClusterSpread spread) {
        Counts.checkShare(positives, n);
        if (n == 0) {
            return Estimate.noData(options);
        }
        double p = (double) positives / n;
        double independent = Math.sqrt(p * (1 - p) / n);
        double z = Tails.normal(Tails.each(options.confidence())) * spread.inflation(independent, options.confidence());
        double weight = z * z / n;
        double center = (p + weight / 2) / (1 + weight);
        double half = Math.sqrt(weight * (p * (1 - p) + weight / 4)) / (1 + weight);
        if (positives == 0) {
            return Estimate.atMost(0, Limits.of(0, weight / (1 + weight)), options);
        }
        if (positives == n) {
            return Estimate.atLeast(1, Limits.of(1 / (1 + weight), 1), options);
        }
        OptionalDouble error = OptionalDouble.of(spread.error(independent));
        return Estimate.value(p, error, Limits.of(center - half, center + half), spread.named(options));
    }
}
