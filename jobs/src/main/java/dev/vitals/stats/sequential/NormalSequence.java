package dev.vitals.stats.sequential;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;

/**
 * What a normal mixture says of a difference, given x, the variance of the effects that are looked for over that of
 * the difference. In two directions the mixture is all of a normal distribution, in one the half of it on that side,
 * with its factor Phi(s) put at 1 - exp(-s^2 / 2), which is less, so that it can be solved.
 */
final class NormalSequence {
    private NormalSequence() {}

    /** How many standard errors the limits are from the difference. */
    static double criticalValue(Hypothesis hypothesis, double x) {
        double alpha = 1 - hypothesis.confidence();
        double log = hypothesis.alternative() == Alternative.TWO_SIDED
                ? Math.log(Math.sqrt(x + 1) / alpha)
                : Math.log1p(Math.sqrt(x + 1) / (2 * alpha));
        return Math.sqrt(2 * (x + 1) / x * log);
    }

    /** Judges a difference; without limits and p-value where the error is 0. */
    static Effect judge(Hypothesis hypothesis, double difference, double error, double x, String method) {
        Looks.check(difference, error);
        double half = criticalValue(hypothesis, x) * error;
        double z = (difference - hypothesis.value()) / error;
        double p = Math.min(1, pValue(hypothesis.alternative(), x, z));
        return Looks.effect(hypothesis, difference, error, half, p, method);
    }

    private static double pValue(Alternative alternative, double x, double z) {
        double exponent = x * z * z / (2 * (x + 1));
        double root = Math.sqrt(x + 1);
        boolean isOnItsSide = alternative == Alternative.GREATER ? z > 0 : z < 0;
        if (alternative == Alternative.TWO_SIDED) {
            return root * Math.exp(-exponent);
        }
        return isOnItsSide ? root / (2 * Math.expm1(exponent)) : 1;
    }
}
