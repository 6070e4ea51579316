package dev.vitals.stats.sequential;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;

/**
 * An interval of a difference that holds at all looks together, however many, and whenever one stops (Waudby-Smith,
 * Arbour, Sinha, Kennedy and Ramdas, Annals of Statistics 52, 2024: asymptotic confidence sequences).
 *
 * <p>With n units, the error SE of the difference, Z = difference / SE and x = n rho^2, the two-sided interval is the
 * difference ± SE sqrt(2 (x + 1) / x ln(sqrt(x + 1) / alpha)), and its p-value sqrt(x + 1) exp(-x Z^2 / (2 (x + 1))).
 * With one limit these are SE sqrt(2 (x + 1) / x ln(1 + sqrt(x + 1) / (2 alpha))) and, on the side that is looked at,
 * sqrt(x + 1) / (2 (exp(x Z^2 / (2 (x + 1))) - 1)). No p-value exceeds 1. The only choice is rho: the interval is
 * shortest near N units, for rho^2 = (-2 ln a + ln(1 - 2 ln a)) / N with a of alpha, of 2 alpha with one limit. There
 * it is about half as wide again as a fixed one.
 *
 * <p>N must be set before the test starts, and published with the result. The promise is one of large samples: start
 * to look after some hundred units. Units must be independent, and each must count once, with what it did up to the
 * look; the error must be that of this look. With a last day that is known and a few looks, {@link GroupSequential} is
 * narrower.
 */
public final class ConfidenceSequence {
    private final long shortestAt;
    private final boolean isExact;

    private ConfidenceSequence(long shortestAt, boolean isExact) {
        this.shortestAt = shortestAt;
        this.isExact = isExact;
    }

    /**
     * The interval that is shortest near this number of units.
     *
     * @param units of both arms together, 1 or more
     */
    public static ConfidenceSequence tunedFor(long units) {
        Looks.checkTuned(units);
        return new ConfidenceSequence(units, false);
    }

    /**
     * Shortest exactly at those units, and not nearly: rho^2 = (-W(-a^2 / e) - 1) / N with the lower branch of
     * Lambert's W. The optimum is that of the two-sided interval; with one limit it stays a near one.
     */
    public ConfidenceSequence atExactOptimum() {
        return new ConfidenceSequence(shortestAt, true);
    }

    /** Units at which the interval is shortest. */
    public long shortestAt() {
        return shortestAt;
    }

    /**
     * How many standard errors the limits are from the difference.
     *
     * @param hypothesis its confidence must exceed 0.5 where it has a direction
     * @param units of both arms so far, 1 or more
     */
    public double criticalValue(Hypothesis hypothesis, long units) {
        return NormalSequence.criticalValue(hypothesis, information(hypothesis, units));
    }

    /**
     * Judges a difference at one of many looks; without limits and p-value where the error is 0.
     *
     * @param hypothesis its confidence must exceed 0.5 where it has a direction
     * @param difference as it was found
     * @param error its standard error, 0 or more
     * @param units of both arms so far, 1 or more
     * @param method name of the method in lower case with underscores
     */
    public Effect judge(Hypothesis hypothesis, double difference, double error, long units, String method) {
        return NormalSequence.judge(hypothesis, difference, error, information(hypothesis, units), method);
    }

    /** n rho^2. */
    private double information(Hypothesis hypothesis, long units) {
        if (units < 1) {
            throw new IllegalArgumentException(units + " units say nothing; 1 or more are needed");
        }
        double alpha = 1 - hypothesis.confidence();
        double spent = hypothesis.alternative() == Alternative.TWO_SIDED ? alpha : 2 * alpha;
        if (!(spent < 1)) {
            throw new IllegalArgumentException(
                    "a sequence with one limit needs a confidence above 0.5, not " + hypothesis.confidence());
        }
        return units * ((isExact ? Tuning.exact(spent) : Tuning.near(spent)) / shortestAt);
    }
}
