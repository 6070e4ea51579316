package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.OptionalDouble;

/**
 * The rate of independent events per unit of exposure, with the Jeffreys interval: shorter than the exact one of
 * {@link GarwoodInterval} and of nominal coverage on average.
 *
 * <p>For x events the limits are the points of Gamma(x + 1/2) that cut off half the error each, divided by the exposure
 * (Brown, Cai and DasGupta, Statistica Sinica 13, 2003). For no event the lower limit is 0.
 */
public final class JeffreysRateInterval {
    private final Options options;

    private JeffreysRateInterval(double confidence) {
        this.options = new Options("jeffreys_rate", confidence);
    }

    /** Intervals of 95 %. */
    public static JeffreysRateInterval withDefaults() {
        return new JeffreysRateInterval(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public JeffreysRateInterval withConfidence(double confidence) {
        return new JeffreysRateInterval(Tails.checkConfidence(confidence));
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
        double upper = Tails.gammaAbove(events + 0.5, tail) / exposure;
        if (events == 0) {
            return Estimate.atMost(0, Limits.of(0, upper), options);
        }
        Limits limits = Limits.of(Tails.gammaBelow(events + 0.5, tail) / exposure, upper);
        return Estimate.value(
                events / exposure, OptionalDouble.of(Math.sqrt((double) events) / exposure), limits, options);
    }
}
