package dev.vitals.stats.effect;

import java.util.OptionalDouble;

/** Judges a ratio of two arms on its logarithm, and tells it as a lift, the ratio less 1. */
final class LogRatio {
    private LogRatio() {}

    /**
     * The lift, with limits that are not symmetric and without a standard error.
     *
     * @param log logarithm of the treatment over the control
     * @param error its standard error
     * @throws IllegalArgumentException where the hypothesis holds a lift that leaves nothing
     */
    static Effect judge(Hypothesis hypothesis, double log, double error, double freedom, String method) {
        if (!(hypothesis.value() > -1)) {
            throw new IllegalArgumentException("a lift of " + hypothesis.value()
                    + " leaves nothing to test; it must be above -1, such as 0.1 for 10% more");
        }
        Effect judged = hypothesis.withValue(Math.log1p(hypothesis.value())).judge(log, error, freedom, method);
        return new Effect(
                lift(judged.value()),
                lift(judged.lower()),
                lift(judged.upper()),
                OptionalDouble.empty(),
                judged.degreesOfFreedom(),
                judged.pValue(),
                judged.confidence(),
                judged.alternative(),
                method);
    }

    private static OptionalDouble lift(OptionalDouble log) {
        return log.isPresent() ? OptionalDouble.of(Math.expm1(log.getAsDouble())) : log;
    }
}
