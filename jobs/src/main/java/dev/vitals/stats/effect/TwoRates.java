package dev.vitals.stats.effect;

import dev.vitals.stats.Estimate;
import dev.vitals.stats.Tails;
import dev.vitals.stats.WilsonInterval;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * The difference of two rates of independent events, and how much higher one is than the other, by score tests.
 *
 * <p>Limits are the values that a score test would just not reject. Of all events a share p = r d / (1 + r d) falls
 * into the treatment, r being the ratio of the rates and d that of the exposures: so the limits of r are the odds of
 * Wilson's limits of p, over d. For a difference the error is that of the likeliest rates with this difference
 * (Miettinen and Nurminen, Statistics in Medicine 4, 1985). Limits hold with few events, and with none in one arm.
 *
 * <p>Events must be independent. Where they come in bursts, as several actions on one chatter or in one channel do,
 * these limits are too narrow by the root of the overdispersion: use {@link QuasiPoisson}.
 */
public final class TwoRates {
    private static final String METHOD = "poisson_score";
    private static final int MOST_EVALUATIONS = 500;

    private final Hypothesis hypothesis;

    private TwoRates(Hypothesis hypothesis) {
        this.hypothesis = hypothesis;
    }

    /** Two-sided, with intervals of 95%. */
    public static TwoRates withDefaults() {
        return of(Hypothesis.NO_DIFFERENCE);
    }

    /** The test of this hypothesis. */
    public static TwoRates of(Hypothesis hypothesis) {
        return new TwoRates(hypothesis);
    }

    /** With another confidence, of the two-sided interval or of the one limit, which must be above 0.5. */
    public TwoRates withConfidence(double confidence) {
        return of(hypothesis.withConfidence(confidence));
    }

    /** With another alternative. */
    public TwoRates with(Alternative alternative) {
        return of(hypothesis.with(alternative));
    }

    /** The p-value is that of this difference, or of this lift, which must be above -1, being the true one. */
    public TwoRates withHypothesis(double value) {
        return of(hypothesis.withValue(value));
    }

    /** The treatment's rate less the control's; without limits and p-value where neither arm has an event. */
    public Effect difference(Rate control, Rate treatment) {
        double difference = treatment.perExposure() - control.perExposure();
        if (control.events() + treatment.events() == 0) {
            return hypothesis.judge(difference, 0, Double.POSITIVE_INFINITY, METHOD);
        }
        double z = Tails.normal(tail());
        double step = z * Math.hypot(reach(control), reach(treatment));
        DoubleUnaryOperator score = value -> score(control, treatment, value);
        return effect(
                OptionalDouble.of(difference),
                OptionalDouble.of(solve(score, z, difference, -step)),
                OptionalDouble.of(solve(score, -z, difference, step)),
                score.applyAsDouble(hypothesis.value()));
    }

    /**
     * The treatment's rate over the control's, less 1. Without a value and an upper limit where the control has no
     * event; empty where neither arm has one.
     */
    public Effect lift(Rate control, Rate treatment) {
        double exposures = treatment.exposure() / control.exposure();
        double events = (double) control.events() + treatment.events();
        if (events == 0) {
            return hypothesis.none(Double.POSITIVE_INFINITY, METHOD);
        }
        double odds = exposures * ratioHeldTrue();
        Estimate share = WilsonInterval.withDefaults()
                .withConfidence(1 - 2 * tail())
                .estimate(treatment.events(), Math.addExact(control.events(), treatment.events()));
        return effect(
                lift(share.value(), exposures),
                lift(share.lower(), exposures),
                lift(share.upper(), exposures),
                (treatment.events() - control.events() * odds) / Math.sqrt(events * odds));
    }

    /**
     * How often chance alone parts the events at least as unlikely, given how many there are in all: by the binomial
     * distribution, the two-sided one over all splits that are no likelier than the observed one (Przyborowski and
     * Wilenski, Biometrika 31, 1940). 1 without events.
     *
     * @throws IllegalArgumentException where there are more than 2^31 events
     */
    public double exactPValue(Rate control, Rate treatment) {
        long events = Math.addExact(control.events(), treatment.events());
        if (events > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    events + " events are more than an exact test can count; take a score test");
        }
        double odds = treatment.exposure() / control.exposure() * ratioHeldTrue();
        AlternativeHypothesis alternative = switch (hypothesis.alternative()) {
            case TWO_SIDED -> AlternativeHypothesis.TWO_SIDED;
            case GREATER -> AlternativeHypothesis.GREATER_THAN;
            case LESS -> AlternativeHypothesis.LESS_THAN;
        };
        return events == 0
                ? 1
                : BinomialTest.withDefaults()
                        .with(alternative)
                        .test((int) events, (int) treatment.events(), odds / (1 + odds))
                        .getPValue();
    }

    private double ratioHeldTrue() {
        if (!(hypothesis.value() > -1)) {
            throw new IllegalArgumentException("a lift of " + hypothesis.value()
                    + " leaves no rate to test; it must be above -1, such as 0.1 for 10% more");
        }
        return 1 + hypothesis.value();
    }

    private double tail() {
        if (hypothesis.alternative() != Alternative.TWO_SIDED && !(hypothesis.confidence() > .5)) {
            throw new IllegalArgumentException(
                    "one limit needs a confidence above 0.5, not " + hypothesis.confidence());
        }
        return hypothesis.alternative() == Alternative.TWO_SIDED
                ? Tails.each(hypothesis.confidence())
                : 1 - hypothesis.confidence();
    }

    private static OptionalDouble lift(OptionalDouble share, double exposures) {
        double ratio = share.getAsDouble() / (1 - share.getAsDouble()) / exposures;
        return Double.isFinite(ratio) ? OptionalDouble.of(ratio - 1) : OptionalDouble.empty();
    }

    /** About the error of a rate, and above 0 without events. */
    private static double reach(Rate rate) {
        return Math.sqrt(rate.events() + 1.0) / rate.exposure();
    }

    /** The difference as found less this one, over its error if this one were true; falls as this one rises. */
    private static double score(Rate control, Rate treatment, double difference) {
        double distance = treatment.perExposure() - control.perExposure() - difference;
        double likeliest = likeliestControl(control, treatment, difference);
        double other = Math.max(0, likeliest + difference);
        double error = Math.sqrt(other / treatment.exposure() + likeliest / control.exposure());
        return distance == 0 ? 0 : distance / error;
    }

    /** The control's likeliest rate c: N c^2 + (N difference - all events) c = control's events times difference. */
    private static double likeliestControl(Rate control, Rate treatment, double difference) {
        double exposure = control.exposure() + treatment.exposure();
        double linear = exposure * difference - control.events() - treatment.events();
        double constant = -control.events() * difference;
        double root = Math.sqrt(Math.max(0, linear * linear - 4 * exposure * constant));
        // Of the two ways to write the larger root, the one in which nothing cancels.
        double larger = linear <= 0 ? (root - linear) / (2 * exposure) : -2 * constant / (linear + root);
        return Math.max(0, Math.max(-difference, larger));
    }

    /** Where the score is this, on the side of the estimate to which the step points. */
    private static double solve(DoubleUnaryOperator score, double wanted, double estimate, double step) {
        double end = estimate + step;
        for (double wider = step; (score.applyAsDouble(end) - wanted) * Math.signum(step) > 0; wider *= 2) {
            end += wider;
        }
        return new BrentSolver(1e-15, Math.abs(step) * 1e-14, 1e-15)
                .solve(
                        MOST_EVALUATIONS,
                        value -> score.applyAsDouble(value) - wanted,
                        Math.min(estimate, end),
                        Math.max(estimate, end));
    }

    private Effect effect(OptionalDouble value, OptionalDouble lower, OptionalDouble upper, double z) {
        OptionalDouble empty = OptionalDouble.empty();
        return new Effect(
                value,
                hypothesis.alternative() == Alternative.LESS ? empty : lower,
                hypothesis.alternative() == Alternative.GREATER ? empty : upper,
                empty,
                Double.POSITIVE_INFINITY,
                OptionalDouble.of(RatesStatistic.tail(z, hypothesis.alternative())),
                hypothesis.confidence(),
                hypothesis.alternative(),
                METHOD);
    }
}
