package dev.vitals.stats.sequential;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.OptionalDouble;

/** What the answers at a look have in common. */
final class Looks {
    private Looks() {}

    /** Limits at this distance, on the sides that are looked at; without them and the p-value where the error is 0. */
    static Effect effect(
            Hypothesis hypothesis, double difference, double error, double half, double pValue, String method) {
        return effect(hypothesis, difference, error, Double.POSITIVE_INFINITY, half, pValue, method);
    }

    /** The same with degrees of freedom. */
    static Effect effect(
            Hypothesis hypothesis,
            double difference,
            double error,
            double freedom,
            double half,
            double pValue,
            String method) {
        boolean isKnown = error > 0;
        Alternative alternative = hypothesis.alternative();
        return new Effect(
                OptionalDouble.of(difference),
                known(isKnown && Double.isFinite(half) && alternative != Alternative.LESS, difference - half),
                known(isKnown && Double.isFinite(half) && alternative != Alternative.GREATER, difference + half),
                known(isKnown, error),
                freedom,
                known(isKnown && !Double.isNaN(pValue), pValue),
                hypothesis.confidence(),
                alternative,
                method);
    }

    /** Refuses what is no difference with its error. */
    static void check(double difference, double error) {
        if (!Double.isFinite(difference) || !(error >= 0 && Double.isFinite(error))) {
            throw new IllegalArgumentException(
                    "a difference of %s with a standard error of %s can't be judged: both must be finite, and the"
                                    .formatted(difference, error)
                            + " error 0 or more");
        }
    }

    /** Refuses a number of units for which nothing can be tuned. */
    static void checkTuned(long units) {
        if (units < 1) {
            throw new IllegalArgumentException(
                    "evidence can't be tuned for " + units + " units; name a number of 1 or more");
        }
    }

    private static OptionalDouble known(boolean isKnown, double value) {
        return isKnown ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
