package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.OptionalDouble;

/**
 * The rate of independent events per unit of exposure, with the score interval: no iteration, and near nominal coverage
 * on average from some five events on.
 *
 * <p>For x events the limits are the means that a score test at the same level would just not reject, x + z^2/2 ± z
 * sqrt(x + z^2/4), divided by the exposure (Wilson, JASA 22, 1927, in the Poisson limit). {@link GarwoodInterval} never
 * covers less than it says and takes events in clusters.
 */
public final class ScoreRateInterval {
    private final Options options;

    private ScoreRateInterval(double confidence) {
        this.options = new Options("score_rate", confidence);
    }

    /** Intervals of 95 %. */
    public static ScoreRateInterval withDefaults() {
        return new ScoreRateInterval(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public ScoreRateInterval withConfidence(double confidence) {
        return new ScoreRateInterval(Tails.checkConfidence(confidence));
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
        double z = Tails.normal(Tails.each(options.confidence()));
        double middle = events + z * z / 2;
        double half = z * Math.sqrt(events + z * z / 4);
        if (events == 0) {
            return Estimate.atMost(0, Limits.of(0, (middle + half) / exposure), options);
        }
        Limits limits = Limits.of((middle - half) / exposure, (middle + half) / exposure);
        return Estimate.value(
                events / exposure, OptionalDouble.of(Math.sqrt((double) events) / exposure), limits, options);
    }
}
