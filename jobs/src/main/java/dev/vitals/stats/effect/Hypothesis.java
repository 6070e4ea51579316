package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * What is asked of a difference.
 *
 * @param confidence of the two-sided interval, or of its one limit
 * @param alternative the direction that is looked in
 * @param value the difference that is held to be true until the data speak against it: 0, or the margin of a guardrail
 */
public record Hypothesis(double confidence, Alternative alternative, double value) {
    /** That there is no difference in either direction, with intervals of 95%. */
    public static final Hypothesis NO_DIFFERENCE = new Hypothesis(0.95, Alternative.TWO_SIDED, 0);

    public Hypothesis {
        Tails.checkConfidence(confidence);
    }

    /** The same with another confidence. */
    public Hypothesis withConfidence(double other) {
        return new Hypothesis(other, alternative, value);
    }

    /** The same in another direction. */
    public Hypothesis with(Alternative other) {
        return new Hypothesis(confidence, other, value);
    }

    /** The same of another difference. */
    public Hypothesis withValue(double other) {
        return new Hypothesis(confidence, alternative, other);
    }

    /**
     * Judges a difference whose distance from the truth, over its standard error, has Student's distribution; without limits
     * and p-value where the error is 0.
     *
     * @param difference as it was found
     * @param error its standard error, 0 or more
     * @param freedom degrees of freedom, infinite for the normal distribution
     * @param method name of the method in lower case with underscores
     */
    public Effect judge(double difference, double error, double freedom, String method) {
        return judge(difference, error, error, freedom, method);
    }

    /**
     * The same of a lift, whose error depends on how large it is: limits are made with that of the lift that was found, the
     * p-value of a margin with that which the lift would have if it were the margin, as Fieller's interval has it. With the
     * first, a metric that got worse by just its margin passes in 6.4% of tests at 5%. The degrees of freedom
     * are those of the lift that was found.
     *
     * @param errorIfTrue standard error if this hypothesis is true, 0 or more
     */
    Effect judge(double difference, double error, double errorIfTrue, double freedom, String method) {
        OptionalDouble known = OptionalDouble.of(difference);
        OptionalDouble empty = OptionalDouble.empty();
        if (error == 0) {
            return new Effect(known, empty, empty, empty, freedom, empty, confidence, alternative, method);
        }
        TDistribution student = TDistribution.of(freedom);
        double t = (difference - value) / errorIfTrue;
        double tail = alternative == Alternative.TWO_SIDED ? Tails.each(confidence) : 1 - confidence;
        double half = Tails.student(freedom, tail) * error;
        double p = switch (alternative) {
            case TWO_SIDED -> 2 * student.survivalProbability(Math.abs(t));
            case GREATER -> student.survivalProbability(t);
            case LESS -> student.cumulativeProbability(t);
        };
        return new Effect(
                known,
                alternative == Alternative.LESS ? empty : OptionalDouble.of(difference - half),
                alternative == Alternative.GREATER ? empty : OptionalDouble.of(difference + half),
                OptionalDouble.of(error),
                freedom,
                OptionalDouble.of(p),
                confidence,
                alternative,
                method);
    }

    /**
     * How many times the control the treatment is if this margin of a lift is true; without a margin as many times as found.
     */
    double ratioIfTrue(double control, double found) {
        return value == 0 ? found : 1 + Math.signum(control) * value;
    }

    /** No difference at all: a lift over nothing, an arm without units. */
    public Effect none(double freedom, String method) {
        OptionalDouble empty = OptionalDouble.empty();
        return new Effect(empty, empty, empty, empty, freedom, empty, confidence, alternative, method);
    }
}
