package dev.vitals.stats.sequential;

import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;

/**
 * The mixture sequential probability ratio test of a difference (Robbins, Annals of Mathematical Statistics 41, 1970;
 * Johari, Koomen, Pekelis and Walsh, Operations Research 70, 2022).
 *
 * <p>With V, the square of the standard error, and effects that are normal around the hypothesis with the variance
 * tau, the ratio is sqrt(V / (V + tau)) exp(tau d^2 / (2 V (V + tau))), d being the difference less its hypothesis.
 * Its p-value is one over it, the interval is where it stays below 1 / alpha, and both hold at all looks together.
 * With one limit the effects are the half of that normal distribution on the side that is looked at.
 *
 * <p>It is a {@link ConfidenceSequence} that is tuned by the effect instead of by the number of units: tau is the
 * square of what effects usually are, in the squared unit of the metric, and must be set before the test starts. A tau
 * that is taken from the data of the test keeps no promise. It needs large samples, and units that are independent.
 */
public final class MixtureRatio {
    private final double variance;

    private MixtureRatio(double variance) {
        this.variance = variance;
    }

    /**
     * For effects of this variance.
     *
     * @param variance tau, in the squared unit of the metric, above 0
     */
    public static MixtureRatio ofEffects(double variance) {
        if (!(variance > 0 && Double.isFinite(variance))) {
            throw new IllegalArgumentException(
                    "effects with a variance of " + variance + " can't be looked for; it must be above 0 and finite");
        }
        return new MixtureRatio(variance);
    }

    /**
     * Judges a difference at one of many looks; without limits and p-value where the error is 0.
     *
     * @param hypothesis what is held to be true
     * @param difference as it was found
     * @param error its standard error, 0 or more
     * @param method name of the method in lower case with underscores
     */
    public Effect judge(Hypothesis hypothesis, double difference, double error, String method) {
        return NormalSequence.judge(hypothesis, difference, error, variance / (error * error), method);
    }

    /**
     * Logarithm of the ratio in both directions.
     *
     * @param distance of the difference from its hypothesis
     * @param error standard error of the difference, above 0
     */
    public double logRatio(double distance, double error) {
        if (!(error > 0 && Double.isFinite(error)) || !Double.isFinite(distance)) {
            throw new IllegalArgumentException(
                    "there is no ratio at a distance of %s with a standard error of %s".formatted(distance, error));
        }
        double own = error * error;
        double whole = own + variance;
        return Math.log(own / whole) / 2 + variance * distance * distance / (2 * own * whole);
    }
}
