package dev.vitals.stats.sequential;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The mean over shares u of values at the lower end of a range from -g to h, u having a beta distribution around h /
 * (g + h); upwards, of the u below that alone.
 */
final class BetaBinomialMixture extends Mixture {
    /** The prior must not vanish where the boundary is to be lowest at less than the variance of a few values. */
    private static final double LEAST = 1e-3;

    private final double weight;
    private final double below;
    private final double above;
    private final boolean isUpwards;

    BetaBinomialMixture(double rho, double below, double above, boolean isUpwards) {
        this.weight = Math.max(rho - below * above, LEAST * below * above);
        this.below = below;
        this.above = above;
        this.isUpwards = isUpwards;
    }

    @Override
    public double logValue(double sum, double variance) {
        double range = below + above;
        double lows = (variance - below * sum) / (below * range);
        double highs = (variance + above * sum) / (above * range);
        if (Math.min(lows, highs) < -1e-12 * (1 + variance / (below * above))) {
            throw new IllegalArgumentException("a sum of %s is not from %s to %s, as it must be at a variance of %s"
                    .formatted(sum, -variance / above, variance / below, variance));
        }
        double priorLows = weight / (below * range);
        double priorHighs = weight / (above * range);
        return integral(priorLows + lows, priorHighs + highs)
                - integral(priorLows, priorHighs)
                - lows * Math.log(above / range)
                - highs * Math.log(below / range);
    }

    @Override
    double most(double variance) {
        return variance / below;
    }

    private double integral(double lows, double highs) {
        double whole = Beta.logBeta(lows, highs);
        return isUpwards
                ? whole + Math.log(BetaDistribution.of(lows, highs).cumulativeProbability(above / (below + above)))
                : whole;
    }
}
