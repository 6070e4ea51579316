package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of two means whose variances need not be alike (Welch, Biometrika 34, 1947).
 *
 * <p>The difference over its standard error, sqrt(s1^2 / n1 + s0^2 / n0), has Student's distribution with Satterthwaite's
 * degrees of freedom. {@link #lift} is the difference as a share of the control's mean, by the delta method (Deng, Knoblich
 * and Lu, KDD 2018): its variance is s1^2 / (n1 m0^2) + s0^2 m1^2 / (n0 m0^4), with the same degrees of freedom.
 *
 * <p>Units must be independent: where whole channels were assigned, a unit is a channel. Of heavy tails some hundred units
 * are wanted in each arm. The lift holds where the control's mean is several standard errors from 0; nearer to it use
 * {@link RatioOfMeans}.
 */
public final class WelchTest {
    private final double confidence;
    private final Alternative alternative;
    private final double hypothesis;

    private WelchTest(double confidence, Alternative alternative, double hypothesis) {
        this.confidence = Tails.checkConfidence(confidence);
        this.alternative = alternative;
        this.hypothesis = hypothesis;
    }

    /** Two-sided, with intervals of 95%. */
    public static WelchTest withDefaults() {
        return new WelchTest(0.95, Alternative.TWO_SIDED, 0);
    }

    /** With another confidence, of the two-sided interval or of the one limit. */
    public WelchTest withConfidence(double confidence) {
        return new WelchTest(confidence, alternative, hypothesis);
    }

    /** With another alternative. */
    public WelchTest with(Alternative alternative) {
        return new WelchTest(confidence, alternative, hypothesis);
    }

    /** The p-value is that of this value being the true one, instead of 0: the margin of a guardrail. */
    public WelchTest withHypothesis(double value) {
        return new WelchTest(confidence, alternative, value);
    }

    /** The treatment's mean less the control's, in the unit of the metric; each arm needs two units. */
    public Effect difference(SampleMean control, SampleMean treatment) {
        double error = Math.sqrt(treatment.ofMean() + control.ofMean());
        return effect(treatment.mean() - control.mean(), error, degreesOfFreedom(control, treatment), "welch");
    }

    /** The difference over the control's mean taken without its sign: from -10 to -5 is 0.5. Empty of a mean of 0. */
    public Effect lift(SampleMean control, SampleMean treatment) {
        double base = Math.abs(control.mean());
        double freedom = degreesOfFreedom(control, treatment);
        if (base == 0) {
            return none(freedom, "welch_delta");
        }
        double ratio = treatment.mean() / control.mean();
        double error = Math.sqrt(treatment.ofMean() + control.ofMean() * ratio * ratio) / base;
        return effect((treatment.mean() - control.mean()) / base, error, freedom, "welch_delta");
    }

    private static double degreesOfFreedom(SampleMean control, SampleMean treatment) {
        if (control.n() < 2 || treatment.n() < 2) {
            throw new IllegalArgumentException(
                    "arms of %d and %d units say nothing of how units vary; two each are needed"
                            .formatted(control.n(), treatment.n()));
        }
        double own = treatment.ofMean();
        double other = control.ofMean();
        return own + other == 0
                ? Double.POSITIVE_INFINITY
                : (own + other) * (own + other) / (own * own / (treatment.n() - 1) + other * other / (control.n() - 1));
    }

    private Effect none(double freedom, String method) {
        OptionalDouble empty = OptionalDouble.empty();
        return new Effect(empty, empty, empty, empty, freedom, empty, confidence, alternative, method);
    }

    private Effect effect(double value, double error, double freedom, String method) {
        OptionalDouble known = OptionalDouble.of(value);
        OptionalDouble empty = OptionalDouble.empty();
        if (error == 0) {
            return new Effect(known, empty, empty, empty, freedom, empty, confidence, alternative, method);
        }
        TDistribution student = TDistribution.of(freedom);
        double t = (value - hypothesis) / error;
        double tail = alternative == Alternative.TWO_SIDED ? Tails.each(confidence) : 1 - confidence;
        double half = Tails.student(freedom, tail) * error;
        double p = switch (alternative) {
            case TWO_SIDED -> 2 * student.survivalProbability(Math.abs(t));
            case GREATER -> student.survivalProbability(t);
            case LESS -> student.cumulativeProbability(t);
        };
        return new Effect(
                known,
                alternative == Alternative.LESS ? empty : OptionalDouble.of(value - half),
                alternative == Alternative.GREATER ? empty : OptionalDouble.of(value + half),
                OptionalDouble.of(error),
                freedom,
                OptionalDouble.of(p),
                confidence,
                alternative,
                method);
    }
}
