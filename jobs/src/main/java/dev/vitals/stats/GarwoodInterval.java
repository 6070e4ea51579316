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
 * or channels for them.
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
        Counts.checkRate(events, exposure);
        if (exposure == 0) {
            return Estimate.noData(options);
        }
        double tail = Tails.each(options.confidence());
        if (events == 0) {
            return Estimate.atMost(0, Limits.of(0, -Math.log(tail) / exposure), options);
        }
        Limits limits = Limits.of(
                Tails.gammaBelow((double) events, tail) / exposure, Tails.gammaAbove(events + 1.0, tail) / exposure);
        return Estimate.value(
                events / exposure, OptionalDouble.of(Math.sqrt((double) events) / exposure), limits, options);
    }
}
