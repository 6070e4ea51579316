package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.OptionalDouble;

/**
 * The rate of independent events per unit of exposure, with the exact Poisson interval.
 *
 * <p>For x events the limits are the Gamma(x) and Gamma(x+1) points that cut off half the error each, divided by the
 * exposure (Garwood, Biometrika 28, 1936): half a chi-squared point with 2x and 2x+2 degrees of freedom. Events that
 * come in bursts, such as several actions on one user, vary more than this says: use {@link RatioInterval} over users
 * or channels for them, or say how the rate spreads over clusters. Then x is divided by how many times larger the
 * variance is than that of independent events, never less than 1, and by the square of Student's point over the normal
 * one.
 */
public final class GarwoodInterval {
    private final Options options;

    private GarwoodInterval(double confidence) {
        this.options = new Options("garwood", confidence);
    }

    /** Intervals of 95 %. */
    public static GarwoodInterval withDefaults() {
        return new GarwoodInterval(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public GarwoodInterval withConfidence(double confidence) {
        return new GarwoodInterval(Tails.checkConfidence(confidence));
    }

    /**
     * Events per unit of exposure.
     *
     * @param events their number, 0 or more; zero reads "at most"
     * @param exposure in the unit of the rate, such as thousands of messages; zero gives "no data"
     */
    public Estimate estimate(long events, double exposure) {
        return estimate(events, exposure, ClusterSpread.UNKNOWN);
    }

    /**
     * Events per unit of exposure, where both come in clusters.
     *
     * @param events their number, 0 or more; zero reads "at most"
     * @param exposure in the unit of the rate, such as thousands of messages; zero gives "no data"
     * @param spread of the rate over clusters
     */
    public Estimate estimate(long events, double exposure, ClusterSpread spread) {
        Counts.checkRate(events, exposure);
        if (exposure == 0) {
            return Estimate.noData(options);
        }
        double tail = Tails.each(options.confidence());
        if (events == 0) {
            return Estimate.atMost(0, Limits.of(0, -Math.log(tail) / exposure), options);
        }
        double independent = Math.sqrt((double) events) / exposure;
        double inflation = spread.inflation(independent, options.confidence());
        double worth = events / (inflation * inflation);
        double each = exposure / (inflation * inflation);
        Limits limits = Limits.of(Tails.gammaBelow(worth, tail) / each, Tails.gammaAbove(worth + 1, tail) / each);
        OptionalDouble error = OptionalDouble.of(spread.error(independent));
        return Estimate.value(events / exposure, error, limits, spread.named(options));
    }
}
