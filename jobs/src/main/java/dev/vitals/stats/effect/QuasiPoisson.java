package dev.vitals.stats.effect;

import java.util.OptionalDouble;

/**
 * Two rates of events that come in bursts, by what units vary (quasi-Poisson; McCullagh and Nelder, Generalized Linear
 * Models, 1989, section 6.2, with the error found from the units in place of one for all).
 *
 * <p>The variance of a rate R is that of y - R x over units, over n times the mean exposure squared (delta method). A
 * lift is judged on the logarithm: ln(R1 / R0) ± t sqrt(V1 / R1^2 + V0 / R0^2), with Satterthwaite's degrees of
 * freedom. The {@link #dispersion} phi says how many times larger this variance is than 1 / events in the treatment + 1
 * / events in the control, which it would be of independent events: report it. Above 1, {@link TwoRates} calls chance
 * an effect.
 *
 * <p>Units must be independent: where whole channels were assigned, a unit is a channel. Of skewed counts some fifty
 * units are wanted in each arm. Where units of large exposure vary by its square the degrees of freedom are too many: of
 * 100 channels an arm whose exposures vary by two thirds of their mean 5.8% of lifts are called at 5%, and 5.5% of
 * differences.
 */
public final class QuasiPoisson {
    private final Hypothesis hypothesis;

    private QuasiPoisson(Hypothesis hypothesis) {
        this.hypothesis = hypothesis;
    }

    /** Two-sided, with intervals of 95%. */
    public static QuasiPoisson withDefaults() {
        return of(Hypothesis.NO_DIFFERENCE);
    }

    /** The test of this hypothesis. */
    public static QuasiPoisson of(Hypothesis hypothesis) {
        return new QuasiPoisson(hypothesis);
    }

    /** With another confidence, of the two-sided interval or of the one limit. */
    public QuasiPoisson withConfidence(double confidence) {
        return of(hypothesis.withConfidence(confidence));
    }

    /** With another alternative. */
    public QuasiPoisson with(Alternative alternative) {
        return of(hypothesis.with(alternative));
    }

    /** The p-value is that of this difference, or of this lift, which must be above -1, being the true one. */
    public QuasiPoisson withHypothesis(double value) {
        return of(hypothesis.withValue(value));
    }

    /** The treatment's rate less the control's. */
    public Effect difference(UnitRate control, UnitRate treatment) {
        double one = control.variance();
        double other = treatment.variance();
        return hypothesis.judge(
                treatment.perExposure() - control.perExposure(),
                Math.sqrt(one + other),
                freedom(control, one, treatment, other),
                "quasi_poisson");
    }

    /** The treatment's rate over the control's, less 1; empty where an arm has no event. */
    public Effect lift(UnitRate control, UnitRate treatment) {
        String method = "quasi_poisson_log";
        if (control.events() == 0 || treatment.events() == 0) {
            return hypothesis.none(Double.POSITIVE_INFINITY, method);
        }
        double one = relativeVariance(control);
        double other = relativeVariance(treatment);
        return LogRatio.judge(
                hypothesis,
                Math.log(treatment.perExposure() / control.perExposure()),
                Math.sqrt(one + other),
                freedom(control, one, treatment, other),
                method);
    }

    /**
     * How many times larger the variance of the logarithm of the ratio is than of independent events; empty without
     * them.
     */
    public static OptionalDouble dispersion(UnitRate control, UnitRate treatment) {
        if (control.events() == 0 || treatment.events() == 0) {
            return OptionalDouble.empty();
        }
        double independent = 1 / (control.n() * control.events()) + 1 / (treatment.n() * treatment.events());
        return OptionalDouble.of((relativeVariance(control) + relativeVariance(treatment)) / independent);
    }

    /** How many times larger the variance of an arm's rate is than that of independent events; empty without them. */
    public static OptionalDouble dispersion(UnitRate arm) {
        return arm.events() == 0 ? OptionalDouble.empty() : OptionalDouble.of(arm.variance() / arm.poissonVariance());
    }

    private static double relativeVariance(UnitRate arm) {
        return arm.variance() / (arm.perExposure() * arm.perExposure());
    }

    private static double freedom(UnitRate control, double one, UnitRate treatment, double other) {
        return Satterthwaite.ofSum(one, control.n() - 1.0, other, treatment.n() - 1.0);
    }
}
