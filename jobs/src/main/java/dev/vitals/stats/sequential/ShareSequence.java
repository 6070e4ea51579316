package dev.vitals.stats.sequential;

import dev.vitals.stats.Estimate;
import dev.vitals.stats.Estimate.Reading;
import dev.vitals.stats.Tails;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The share of positives among independent cases, with an interval that holds at all looks together and for every
 * number of cases (Robbins, Annals of Mathematical Statistics 41, 1970; Howard, Ramdas, McAuliffe and Sekhon, Annals
 * of Statistics 49, 2021, beta-binomial mixture).
 *
 * <p>A share p is in the interval where the Bayes factor of Beta(c p, c (1 - p)) against p is below 1 / alpha. With N
 * cases near which the interval is to be shortest, c = N / (-2 ln alpha + ln(1 - 2 ln alpha)) - 1. N must be set
 * before the first look. For one look {@link dev.vitals.stats.ClopperPearson} is shorter.
 */
public final class ShareSequence {
    private static final double LEAST = 1e-12;
    private static final String METHOD = "beta_binomial_sequence";

    private final long shortestAt;
    private final double confidence;

    private ShareSequence(long shortestAt, double confidence) {
        this.shortestAt = shortestAt;
        this.confidence = confidence;
    }

    /**
     * Intervals of 95% that are shortest near this number of cases.
     *
     * @param cases 1 or more
     */
    public static ShareSequence tunedFor(long cases) {
        Looks.checkTuned(cases);
        return new ShareSequence(cases, 0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public ShareSequence withConfidence(double other) {
        return new ShareSequence(shortestAt, Tails.checkConfidence(other));
    }

    /**
     * The share of k in n.
     *
     * @param positives k, from 0 to n
     * @param n cases so far; zero gives "no data"
     */
    public Estimate estimate(long positives, long n) {
        if (positives < 0 || positives > n) {
            throw new IllegalArgumentException(positives + " positives of " + n + " cases is not a share");
        }
        OptionalDouble empty = OptionalDouble.empty();
        if (n == 0) {
            return new Estimate(empty, empty, empty, empty, confidence, Reading.NO_DATA, METHOD);
        }
        return new Estimate(
                OptionalDouble.of((double) positives / n),
                OptionalDouble.of(least(positives, n)),
                OptionalDouble.of(1 - least(n - positives, n)),
                empty,
                confidence,
                positives == 0 ? Reading.AT_MOST : positives == n ? Reading.AT_LEAST : Reading.VALUE,
                METHOD);
    }

    /** The smallest share that k of n do not contradict. */
    private double least(long positives, long n) {
        if (positives == 0) {
            return 0;
        }
        double alpha = 1 - confidence;
        double concentration = DirichletFactor.concentration(shortestAt, alpha);
        DoubleUnaryOperator excess =
                p -> DirichletFactor.log(concentration, new double[] {p, 1 - p}, positives, (double) n - positives)
                        + Math.log(alpha);
        double most = Math.min((double) positives / n, 1 - LEAST);
        return excess.applyAsDouble(LEAST) <= 0
                ? 0
                : new BrentSolver(1e-13, 1e-13).solve(500, excess::applyAsDouble, LEAST, most);
    }
}
