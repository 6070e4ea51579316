package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * How often a comparison of two means will call an effect that is there, the least effect that it will call so often,
 * and the units that this takes.
 *
 * <p>With the effect l standard errors from what the hypothesis holds true, and the critical value c, the power is P(T
 * > c) + P(T < -c), T normal around l or Student's noncentral distribution with shift l (Cohen, Statistical Power
 * Analysis, 1988). Both tails are kept, so that no effect has a power of alpha. The squared error of a difference is D
 * s^2 (1 / n1 + 1 / n0); that of a lift d is D s^2 (1 / n1 + (1 + d)^2 / n0) / m^2: it grows with the lift, so that a
 * rise and a fall that are detected as often are not of one size. D is the design effect, 1 by default. A least effect
 * is the exact inverse of the power. The error of the lift that is found moves with it, which the formula does not know: of
 * a rise of 11% that is planned to be missed in 5%, 3.6% are, of a fall of 10% 6.1% (1,000 units an arm), and less is
 * between smaller ones.
 *
 * <p>Normal by default: {@link #withStudent} below some hundred units; {@link #withFreedom} and {@link
 * #withDesignEffect} where clusters are assigned; {@link #withCriticalValue} where the test is looked at more than
 * once. Plan with an effect that would matter: the power of the effect that was found says nothing beyond its p-value
 * (Hoenig and Heisey, American Statistician 55, 2001).
 */
public final class Power {
    private static final int MOST_EVALUATIONS = 1000;
    private static final double MOST_ERRORS = 1e6;
    /** Two would leave no degree of freedom. */
    private static final int LEAST_UNITS = 3;

    private static final double LEAST_FACTOR = 1e-30;

    private final Hypothesis hypothesis;
    private final boolean ofLifts;
    /** Empty where the units tell. */
    private final OptionalDouble freedom;

    private final OptionalDouble criticalValue;
    private final double designEffect;

    private Power(
            Hypothesis hypothesis,
            boolean ofLifts,
            OptionalDouble freedom,
            OptionalDouble criticalValue,
            double designEffect) {
        this.hypothesis = hypothesis;
        this.ofLifts = ofLifts;
        this.freedom = freedom;
        this.criticalValue = criticalValue;
        this.designEffect = designEffect;
    }

    /** Of differences, two-sided at .05, by the normal distribution. */
    public static Power withDefaults() {
        return of(Hypothesis.NO_DIFFERENCE);
    }

    /** Of differences, by the normal distribution, of this hypothesis: one less its confidence is alpha. */
    public static Power of(Hypothesis hypothesis) {
        return new Power(hypothesis, false, OptionalDouble.of(Double.POSITIVE_INFINITY), OptionalDouble.empty(), 1);
    }

    /** Effects are shares of the control's mean, taken without its sign. */
    public Power ofLifts() {
        return new Power(hypothesis, true, freedom, criticalValue, designEffect);
    }

    /** By Student's distribution with n1 + n0 - 2 degrees of freedom: exact for normal units with one variance. */
    public Power withStudent() {
        return new Power(hypothesis, ofLifts, OptionalDouble.empty(), criticalValue, designEffect);
    }

    /**
     * By Student's distribution with these degrees of freedom: 2 (G - 1) for G clusters an arm that are alike, or those
     * of {@link ClusterFreedom#BELL_MCCAFFREY}. They stay the same whatever the units.
     */
    public Power withFreedom(double degreesOfFreedom) {
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException(degreesOfFreedom + " degrees of freedom are none; need more than 0");
        }
        return new Power(hypothesis, ofLifts, OptionalDouble.of(degreesOfFreedom), criticalValue, designEffect);
    }

    /** What the estimate over its error must exceed, above 0, in place of the point of the distribution. */
    public Power withCriticalValue(double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "a critical value of " + value + " can't be; it must be above 0, such as 2.5");
        }
        return new Power(hypothesis, ofLifts, freedom, OptionalDouble.of(value), designEffect);
    }

    /** With a variance as many times larger as that of independent units, above 0: see {@link DesignEffect}. */
    public Power withDesignEffect(double factor) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException("a design effect of " + factor + " can't be; it must be above 0");
        }
        return new Power(hypothesis, ofLifts, freedom, criticalValue, factor);
    }

    /** How often this effect, a difference in the unit of the metric or a lift, will be called. */
    public double power(PlannedArms arms, double effect) {
        return powerAt(arms, (effect - hypothesis.value()) / error(arms, effect));
    }

    /**
     * The least effect above the one that the hypothesis holds true that is called this often. Empty where the
     * alternative looks the other way, and where no lift is called so often, however large: its error grows with it.
     *
     * @param target power, above that of no effect and below 1
     */
    public OptionalDouble detectableRise(PlannedArms arms, double target) {
        return hypothesis.alternative() == Alternative.LESS ? OptionalDouble.empty() : detectable(arms, target, 1);
    }

    /** The least effect below it, closest to it. */
    public OptionalDouble detectableFall(PlannedArms arms, double target) {
        return hypothesis.alternative() == Alternative.GREATER ? OptionalDouble.empty() : detectable(arms, target, -1);
    }

    /**
     * How many times as many units, in both arms alike, call this effect so often: 1 where these do. In the midst of a
     * test, one less is how many times the units so far are still wanted; by Student's distribution no fewer than three
     * units. Empty where no number of units does: the effect is what the hypothesis holds true, or lies where the
     * alternative does not look.
     */
    public OptionalDouble timesTheUnits(PlannedArms arms, double effect, double target) {
        double distance = (effect - hypothesis.value()) * direction();
        if (hypothesis.alternative() == Alternative.TWO_SIDED ? distance == 0 : distance <= 0) {
            return OptionalDouble.empty();
        }
        checkTarget(arms, target);
        double least = Math.log(freedom.isEmpty() ? LEAST_UNITS / (arms.freedom() + 2) : LEAST_FACTOR);
        DoubleUnaryOperator missing = logFactor -> power(arms.times(Math.exp(logFactor)), effect) - target;
        double most = Math.max(0, least + 1);
        while (missing.applyAsDouble(most) < 0) {
            most += 2;
        }
        boolean isLeastEnough = missing.applyAsDouble(least) >= 0;
        return OptionalDouble.of(Math.exp(isLeastEnough ? least : root(missing, least, most)));
    }

    /**
     * The smallest arms of whole units, split as these are, that call this effect so often.
     *
     * @throws IllegalArgumentException where no number of units does
     */
    public PlannedArms requiredArms(PlannedArms arms, double effect, double target) {
        double factor = timesTheUnits(arms, effect, target)
                .orElseThrow(() -> new IllegalArgumentException("no number of units tells an effect of " + effect
                        + " from one of " + hypothesis.value() + " when looking for " + hypothesis.alternative()));
        return arms.times(factor).roundedUp();
    }

    private OptionalDouble detectable(PlannedArms arms, double target, int side) {
        checkTarget(arms, target);
        double ofNothing = error(arms, 0);
        double most = 1;
        while (powerAt(arms, side * most) < target) {
            most *= 2;
            if (most > MOST_ERRORS) {
                return OptionalDouble.empty();
            }
        }
        double errors = root(l -> powerAt(arms, side * l) - target, 0, most);
        return ofLifts
                ? liftAt(arms, side * errors)
                : OptionalDouble.of(hypothesis.value() + side * errors * ofNothing);
    }

    /** The lift that is so many of its own errors from the hypothesis: d - v = l sqrt(a + b (1 + d)^2). */
    private OptionalDouble liftAt(PlannedArms arms, double errors) {
        double square = errors * errors * designEffect * arms.variance() / (arms.mean() * arms.mean());
        double a = square / arms.treatmentUnits();
        double b = square / arms.controlUnits();
        double sign = Math.signum(arms.mean());
        double held = hypothesis.value();
        // With x = d - v: (1 - b) x^2 - 2 b k x - (a + b k^2) = 0, k = sign + v: 1 + sign d = sign (k + x).
        double k = sign + held;
        double constant = a + b * k * k;
        double discriminant = b * b * k * k + (1 - b) * constant;
        if (discriminant < 0) {
            return OptionalDouble.empty();
        }
        // The root nearest to 0 on the side of the errors, written so that nothing cancels where b is near 1.
        double side = Math.signum(errors);
        double divisor = side * Math.sqrt(discriminant) - b * k;
        double x = constant / divisor;
        return divisor * side > 0 ? OptionalDouble.of(held + x) : OptionalDouble.empty();
    }

    private double powerAt(PlannedArms arms, double errors) {
        double degrees = freedom.orElse(arms.freedom());
        if (!(degrees > 0)) {
            throw new IllegalArgumentException("arms of %s and %s units leave no degree of freedom; need three units"
                    .formatted(arms.controlUnits(), arms.treatmentUnits()));
        }
        double critical = criticalValue.orElseGet(() -> Tails.student(degrees, tail()));
        NoncentralStudent student = new NoncentralStudent(degrees, errors);
        return switch (hypothesis.alternative()) {
            case TWO_SIDED -> student.above(critical) + student.below(-critical);
            case GREATER -> student.above(critical);
            case LESS -> student.below(-critical);
        };
    }

    private double error(PlannedArms arms, double effect) {
        double variance = designEffect * arms.variance();
        if (!ofLifts) {
            return Math.sqrt(variance * (1 / arms.treatmentUnits() + 1 / arms.controlUnits()));
        }
        if (arms.mean() == 0) {
            throw new IllegalArgumentException("a mean of 0 has no lifts; plan with differences");
        }
        double ratio = 1 + Math.signum(arms.mean()) * effect;
        return Math.sqrt(variance * (1 / arms.treatmentUnits() + ratio * ratio / arms.controlUnits()))
                / Math.abs(arms.mean());
    }

    private double tail() {
        return hypothesis.alternative() == Alternative.TWO_SIDED
                ? Tails.each(hypothesis.confidence())
                : 1 - hypothesis.confidence();
    }

    private int direction() {
        return hypothesis.alternative() == Alternative.LESS ? -1 : 1;
    }

    private void checkTarget(PlannedArms arms, double target) {
        double ofNothing = powerAt(arms, 0);
        if (!(target > ofNothing && target < 1)) {
            throw new IllegalArgumentException("a power of " + target + " is no target: it must be above " + ofNothing
                    + ", which chance alone has, and below 1; write 0.8 for 80%");
        }
    }

    private static double root(DoubleUnaryOperator function, double from, double to) {
        return new BrentSolver(1e-15, 1e-14, 1e-15).solve(MOST_EVALUATIONS, function::applyAsDouble, from, to);
    }
}
