package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * The mean of independent values, with Student's interval: mean ± t sqrt(s^2 / n), t with n - 1 degrees of freedom
 * (Student, Biometrika 6, 1908).
 *
 * <p>Where values come in clusters the interval is that of clusters, with their standard error and degrees of freedom.
 *
 * <p>One value, or values that are all equal, show no spread to judge by: the mean stands without limits.
 */
public final class MeanInterval {
    private final Options options;

    private MeanInterval(double confidence) {
        this.options = new Options("student", confidence);
    }

    /** Intervals of 95 %. */
    public static MeanInterval withDefaults() {
        return new MeanInterval(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public MeanInterval withConfidence(double confidence) {
        return new MeanInterval(Tails.checkConfidence(confidence));
    }

    /**
     * The mean of n values from their exact sums, which are subtracted exactly: no digit cancels.
     *
     * @param n the number of values; zero gives "no data"
     * @param sum the sum of the values
     * @param sumOfSquares the sum of their squares
     */
    public Estimate fromSums(long n, BigDecimal sum, BigDecimal sumOfSquares) {
        return fromSums(n, sum, sumOfSquares, ClusterSpread.UNKNOWN);
    }

    /**
     * The mean of n values that come in clusters; see {@link #fromSums(long, BigDecimal, BigDecimal)}.
     *
     * @param spread of the mean over clusters
     */
    public Estimate fromSums(long n, BigDecimal sum, BigDecimal sumOfSquares, ClusterSpread spread) {
        Counts.checkCases(n);
        if (n == 0) {
            return Estimate.noData(options);
        }
        BigDecimal size = BigDecimal.valueOf(n);
        double mean = sum.divide(size, MathContext.DECIMAL64).doubleValue();
        BigDecimal squares = size.multiply(sumOfSquares).subtract(sum.multiply(sum));
        if (squares.signum() < 0) {
            throw new IllegalArgumentException("no " + n + " values have the sum " + sum + " and the sum of squares "
                    + sumOfSquares + "; the two sums come from different rows or were rounded");
        }
        BigDecimal pairs = size.multiply(size.subtract(BigDecimal.ONE));
        double variance =
                n == 1 ? 0 : squares.divide(pairs, MathContext.DECIMAL64).doubleValue();
        return fromMoments(n, mean, variance, spread);
    }

    /** The mean of n whole values from their exact sums; see {@link #fromSums(long, BigDecimal, BigDecimal)}. */
    public Estimate fromSums(long n, long sum, long sumOfSquares) {
        return fromSums(n, BigDecimal.valueOf(sum), BigDecimal.valueOf(sumOfSquares));
    }

    /**
     * The mean of n values from their moments.
     *
     * @param n the number of values; zero gives "no data"
     * @param mean their mean
     * @param variance their variance with divisor n - 1; not read when n is 1
     */
    public Estimate fromMoments(long n, double mean, double variance) {
        return fromMoments(n, mean, variance, ClusterSpread.UNKNOWN);
    }

    private Estimate fromMoments(long n, double mean, double variance, ClusterSpread spread) {
        Counts.checkCases(n);
        if (n == 0) {
            return Estimate.noData(options);
        }
        if (!Double.isFinite(mean) || (n > 1 && !(variance >= 0 && Double.isFinite(variance)))) {
            throw new IllegalArgumentException("a mean of " + mean + " with a variance of " + variance + " over " + n
                    + " values is not finite or has a negative variance");
        }
        if (n == 1 || variance == 0) {
            return Estimate.value(mean, OptionalDouble.empty(), Limits.NONE, options);
        }
        double independent = Math.sqrt(variance / n);
        double error = spread.error(independent);
        double half = spread.half(
                Tails.student(n - 1.0, Tails.each(options.confidence())) * independent, options.confidence());
        return Estimate.value(
                mean, OptionalDouble.of(error), Limits.of(mean - half, mean + half), spread.named(options));
    }
}
