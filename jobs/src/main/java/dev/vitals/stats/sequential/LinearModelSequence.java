package dev.vitals.stats.sequential;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;

/**
 * The effect in a linear model, with an interval that holds at all looks together and for every number of units
 * (Lindon, Ham, Tingley and Bojinov, arXiv 2210.08589).
 *
 * <p>With n units, k coefficients, v = n - k, t = effect / SE and r = g / (g + n), the mixture of noncentral
 * t-statistics over the central one is G = sqrt(r) ((1 + t^2 / v) / (1 + r t^2 / v))^((v + 1) / 2). The p-value is 1 /
 * G, 1 at most, and the limits are SE sqrt(v (1 - q) / (q - r)) to each side, with q = (r alpha^2)^(1 / (v + 1));
 * there are none while q is at most r, that is at the first few units. The prior has the weight of g units; the
 * interval is shortest near N = g (-2 ln alpha + ln(1 - 2 ln alpha)) units, which must be set before the test starts.
 *
 * <p>The promise is exact where the errors of the model are normal, independent and of one variance; else it is one of
 * large samples, as that of a {@link ConfidenceSequence}, which this one becomes. The standard error must be the plain
 * one of least squares. A difference of two means of one variance is such a model with two coefficients.
 */
public final class LinearModelSequence {
    private final long shortestAt;

    private LinearModelSequence(long shortestAt) {
        this.shortestAt = shortestAt;
    }

    /**
     * The interval that is shortest near this number of units.
     *
     * @param units of all arms together, 1 or more
     */
    public static LinearModelSequence tunedFor(long units) {
        Looks.checkTuned(units);
        return new LinearModelSequence(units);
    }

    /** Units near which the interval is shortest. */
    public long shortestAt() {
        return shortestAt;
    }

    /**
     * Judges an effect at one of many looks; without limits and p-value where the error is 0.
     *
     * @param hypothesis in both directions
     * @param effect the coefficient as it was found
     * @param error its standard error, 0 or more
     * @param units of all arms so far, more than the coefficients
     * @param coefficients of the model with its intercept, 1 or more
     * @param method name of the method in lower case with underscores
     */
    public Effect judge(
            Hypothesis hypothesis, double effect, double error, long units, int coefficients, String method) {
        Looks.check(effect, error);
        if (hypothesis.alternative() != Alternative.TWO_SIDED) {
            throw new IllegalArgumentException("a linear model is judged in both directions, not "
                    + hypothesis.alternative() + "; a ConfidenceSequence has one limit");
        }
        if (coefficients < 1 || units <= coefficients) {
            throw new IllegalArgumentException(
                    "%d units can't tell %d coefficients and how much units vary".formatted(units, coefficients));
        }
        double alpha = 1 - hypothesis.confidence();
        double freedom = (double) units - coefficients;
        double prior = shortestAt / Tuning.near(alpha);
        double ratio = prior / (prior + units);
        double t = (effect - hypothesis.value()) / error;
        double p = Math.min(1, Math.exp(-logMixture(t, freedom, ratio)));
        double half = radius(alpha, freedom, ratio) * error;
        return Looks.effect(hypothesis, effect, error, freedom, half, p, method);
    }

    private static double logMixture(double t, double freedom, double ratio) {
        double square = t * t / freedom;
        return Math.log(ratio) / 2 + (freedom + 1) / 2 * (Math.log1p(square) - Math.log1p(ratio * square));
    }

    /** Standard errors from the effect to its limits; infinite while the data set none. */
    private static double radius(double alpha, double freedom, double ratio) {
        double log = Math.log(ratio * alpha * alpha) / (freedom + 1);
        double beyond = Math.exp(log) - ratio;
        return beyond <= 0 ? Double.POSITIVE_INFINITY : Math.sqrt(freedom * -Math.expm1(log) / beyond);
    }
}
