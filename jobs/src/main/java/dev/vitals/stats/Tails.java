package dev.vitals.stats;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Quantiles that cut off a given tail, accurate to about 13 digits.
 *
 * <p>Upper tails come from survival functions, never from one minus a distribution function. Beta and gamma quantiles
 * are solved by Newton steps on the logarithm of the tail, on the log-odds and the log scale: there the tail is
 * log-concave, so that the steps cannot cycle, and a quantile of 1e-12 has as many good digits as one of 0.5.
 */
public final class Tails {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int MOST_STEPS = 100;

    private Tails() {}

    /** Checks a two-sided confidence and returns it. */
    public static double checkConfidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence " + confidence
                    + " is not strictly between 0 and 1; write 0.95 for an interval of 95 %");
        }
        return confidence;
    }

    /** Checks p-values, of which NaN marks a test that failed. */
    public static void checkPValues(double... pValues) {
        for (double p : pValues) {
            if (p < 0 || p > 1) {
                throw new IllegalArgumentException(
                        "p-value " + p + " is not between 0 and 1; mark a test that failed by NaN");
            }
        }
    }

    /** The probability in each tail outside a two-sided interval. */
    public static double each(double confidence) {
        return (1 - confidence) / 2;
    }

    /** The standard normal point with probability {@code tail} above it. */
    public static double normal(double tail) {
        return NORMAL.inverseSurvivalProbability(tail);
    }

    /** The Student point with probability {@code tail} above it. */
    public static double student(double degreesOfFreedom, double tail) {
        TDistribution t = TDistribution.of(degreesOfFreedom);
        double x = t.inverseSurvivalProbability(tail);
        for (int step = 0; step < 3; step++) {
            x += (t.survivalProbability(x) - tail) / t.density(x);
        }
        return x;
    }

    /** The point of Beta(a, b) with probability {@code tail} below it. */
    static double betaBelow(double a, double b, double tail) {
        BetaDistribution beta = BetaDistribution.of(a, b);
        return solveBeta(a, b, tail, 1, beta::cumulativeProbability, beta::logDensity);
    }

    /** The point of Beta(a, b) with probability {@code tail} above it. */
    static double betaAbove(double a, double b, double tail) {
        BetaDistribution beta = BetaDistribution.of(a, b);
        return solveBeta(a, b, tail, -1, beta::survivalProbability, beta::logDensity);
    }

    /**
     * The share of which k or more of n are found with probability {@code tail}, that of exactly k counted half (mid-P;
     * Lancaster, Journal of the American Statistical Association 56, 1961).
     *
     * @param k more than 0 and less than n; need not be whole, as of an effective size
     */
    static double midBelow(double k, double n, double tail) {
        BetaDistribution atLeast = BetaDistribution.of(k, n - k + 1);
        BetaDistribution more = BetaDistribution.of(k + 1, n - k);
        return solveBeta(
                k,
                n - k,
                tail,
                1,
                p -> (atLeast.cumulativeProbability(p) + more.cumulativeProbability(p)) / 2,
                p -> Math.log((atLeast.density(p) + more.density(p)) / 2));
    }

    /** The point of Gamma(shape, scale 1) with probability {@code tail} below it. */
    static double gammaBelow(double shape, double tail) {
        GammaDistribution gamma = GammaDistribution.of(shape, 1);
        return solveGamma(shape, tail, 1, gamma::cumulativeProbability, gamma::logDensity);
    }

    /** The point of Gamma(shape, scale 1) with probability {@code tail} above it. */
    static double gammaAbove(double shape, double tail) {
        GammaDistribution gamma = GammaDistribution.of(shape, 1);
        return solveGamma(shape, tail, -1, gamma::survivalProbability, gamma::logDensity);
    }

    private static double solveBeta(
            double a,
            double b,
            double tail,
            int sign,
            DoubleUnaryOperator probability,
            DoubleUnaryOperator logDensity) {
        DoubleUnaryOperator x = y -> y > 0 ? 1 / (1 + Math.exp(-y)) : Math.exp(y) / (1 + Math.exp(y));
        DoubleUnaryOperator logJacobian = y -> -Math.abs(y) - 2 * Math.log1p(Math.exp(-Math.abs(y)));
        return solve(Math.log(a / b), tail, sign, x, logJacobian, probability, logDensity);
    }

    private static double solveGamma(
            double shape, double tail, int sign, DoubleUnaryOperator probability, DoubleUnaryOperator logDensity) {
        return solve(Math.log(shape), tail, sign, Math::exp, y -> y, probability, logDensity);
    }

    /** Newton on ln(tail probability at x(y)) = ln(tail); sign is 1 for a lower and -1 for an upper tail. */
    private static double solve(
            double start,
            double tail,
            int sign,
            DoubleUnaryOperator x,
            DoubleUnaryOperator logJacobian,
            DoubleUnaryOperator probability,
            DoubleUnaryOperator logDensity) {
        double y = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            double at = x.applyAsDouble(y);
            double logTail = Math.log(probability.applyAsDouble(at));
            double slope = Math.exp(logDensity.applyAsDouble(at) + logJacobian.applyAsDouble(y) - logTail);
            double move = (Math.log(tail) - logTail) / (sign * slope);
            if (!Double.isFinite(move)) {
                break;
            }
            y += move;
            if (Math.abs(move) <= 1e-14 * Math.max(1, Math.abs(y))) {
                break;
            }
        }
        return x.applyAsDouble(y);
    }
}
