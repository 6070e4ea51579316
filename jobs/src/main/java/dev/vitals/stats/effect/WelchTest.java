package dev.vitals.stats.effect;

/**
 * The difference of two means whose variances need not be alike (Welch, Biometrika 34, 1947).
 *
 * <p>The difference over its standard error, sqrt(s1^2 / n1 + s0^2 / n0), has Student's distribution with Satterthwaite's
 * degrees of freedom. {@link #lift} is the difference as a share of the control's mean, by the delta method (Deng, Knoblich
 * and Lu, KDD 2018): its variance is s1^2 / (n1 m0^2) + s0^2 m1^2 / (n0 m0^4), with the same degrees of freedom.
 *
 * <p>Units must be independent: where whole channels were assigned, a unit is a channel. Of heavy tails some hundred units
 * are wanted in each arm. The lift holds where the control's mean is several standard errors from 0; nearer to it use
 * {@link RatioOfMeans}. A single limit of a lift leans towards higher lifts, as its error grows with the lift that is found:
 * of 500 log-normal units an arm (a deviation of 1 of the logarithm) it holds 93.7% and 95.6% of lifts where it is to hold 95%. The
 * p-value of a margin has the error that the lift would have if it were the margin, and calls 4.8% and 4.6% of those that are.
 */
public final class WelchTest {
    private final Hypothesis hypothesis;
    private final String method;

    private WelchTest(Hypothesis hypothesis, String method) {
        this.hypothesis = hypothesis;
        this.method = method;
    }

    /** Two-sided, with intervals of 95%. */
    public static WelchTest withDefaults() {
        return of(Hypothesis.NO_DIFFERENCE);
    }

    /** The test of this hypothesis. */
    public static WelchTest of(Hypothesis hypothesis) {
        return new WelchTest(hypothesis, "welch");
    }

    /** The same of means that another method has made. */
    WelchTest named(String other) {
        return new WelchTest(hypothesis, other);
    }

    /** With another confidence, of the two-sided interval or of the one limit. */
    public WelchTest withConfidence(double confidence) {
        return of(hypothesis.withConfidence(confidence));
    }

    /** With another alternative. */
    public WelchTest with(Alternative alternative) {
        return of(hypothesis.with(alternative));
    }

    /** The p-value is that of this value being the true one, instead of 0: the margin of a guardrail. */
    public WelchTest withHypothesis(double value) {
        return of(hypothesis.withValue(value));
    }

    /** The treatment's mean less the control's, in the unit of the metric; each arm needs two units. */
    public Effect difference(SampleMean control, SampleMean treatment) {
        double error = Math.sqrt(treatment.ofMean() + control.ofMean());
        return hypothesis.judge(treatment.mean() - control.mean(), error, degreesOfFreedom(control, treatment), method);
    }

    /** The difference over the control's mean taken without its sign: from -10 to -5 is 0.5. Empty of a mean of 0. */
    public Effect lift(SampleMean control, SampleMean treatment) {
        double base = Math.abs(control.mean());
        double freedom = degreesOfFreedom(control, treatment);
        if (base == 0) {
            return hypothesis.none(freedom, method + "_delta");
        }
        double ratio = treatment.mean() / control.mean();
        double ifTrue = hypothesis.ratioIfTrue(control.mean(), ratio);
        return hypothesis.judge(
                (treatment.mean() - control.mean()) / base,
                Math.sqrt(treatment.ofMean() + control.ofMean() * ratio * ratio) / base,
                Math.sqrt(treatment.ofMean() + control.ofMean() * ifTrue * ifTrue) / base,
                freedom,
                method + "_delta");
    }

    private static double degreesOfFreedom(SampleMean control, SampleMean treatment) {
        if (control.n() < 2 || treatment.n() < 2) {
            throw new IllegalArgumentException(
                    "arms of %d and %d units say nothing of how units vary; two each are needed"
                            .formatted(control.n(), treatment.n()));
        }
        return Satterthwaite.ofSum(treatment.ofMean(), treatment.n() - 1.0, control.ofMean(), control.n() - 1.0);
    }
}
