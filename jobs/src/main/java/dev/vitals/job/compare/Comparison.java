package dev.vitals.job.compare;

import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A metric of two arms, ready to be asked.
 *
 * @param control the metric in the control
 * @param treatment the metric in the treatment
 * @param difference judges the treatment less the control
 * @param lift judges the same over the control; may have no standard error where its limits are not symmetric
 * @param normalLift judges the same by the delta method, with a standard error wherever something varies
 * @param isJudgedByLift whether the p-value is that of the lift, so that it agrees with the lift's limits; else of the difference
 * @param exact p-value of a difference in either direction where no normal distribution tells; else empty
 * @param beside what helps to believe it
 */
record Comparison(
        double control,
        double treatment,
        Function<Hypothesis, Effect> difference,
        Function<Hypothesis, Effect> lift,
        Function<Hypothesis, Effect> normalLift,
        boolean isJudgedByLift,
        OptionalDouble exact,
        Beside beside) {
    /** Arms compared as they are, by one method for the difference and one for the lift. */
    static Comparison of(
            double control,
            double treatment,
            Function<Hypothesis, Effect> difference,
            Function<Hypothesis, Effect> lift) {
        return new Comparison(
                control, treatment, difference, lift, lift, false, OptionalDouble.empty(), Beside.NOTHING);
    }

    Comparison withLift(Function<Hypothesis, Effect> other) {
        return new Comparison(control, treatment, difference, other, normalLift, isJudgedByLift, exact, beside);
    }

    Comparison withExact(OptionalDouble pValue) {
        return new Comparison(control, treatment, difference, lift, normalLift, isJudgedByLift, pValue, beside);
    }

    Comparison beside(Beside other) {
        return new Comparison(control, treatment, difference, lift, normalLift, isJudgedByLift, exact, other);
    }

    /** What the p-value of a difference is that of. */
    Effect different(Hypothesis hypothesis) {
        return (isJudgedByLift ? lift : difference).apply(hypothesis);
    }

    /** What the p-value of a lift of this size is that of. No logarithm tells a lift that leaves nothing. */
    Effect lifted(Hypothesis hypothesis) {
        return (isJudgedByLift && hypothesis.value() > -1 ? lift : normalLift).apply(hypothesis);
    }

    /** The same, each judgement made by another; nothing exact is left of it. */
    Comparison judged(UnaryOperator<Function<Hypothesis, Effect>> by) {
        return new Comparison(
                control,
                treatment,
                by.apply(difference),
                by.apply(lift),
                by.apply(normalLift),
                isJudgedByLift,
                OptionalDouble.empty(),
                beside);
    }

    /**
     * Clusters of both arms.
     *
     * @param designEffect how many times the variance is that of as many independent units; empty where that is not known
     * @param channelAverage judges the difference of what clusters have on average, each counting once; empty of cases
     * @param permuted p-value after dealing the labels anew; empty where there are clusters enough not to need it
     */
    record Clustering(
            long control,
            long treatment,
            OptionalDouble designEffect,
            Optional<Function<Hypothesis, Effect>> channelAverage,
            OptionalDouble permuted) {}
}
