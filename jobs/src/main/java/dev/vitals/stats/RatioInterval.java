package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * The ratio of two totals over independent units, such as actions per hour over moderators.
 *
 * <p>With R = sum(y) / sum(x) over n units the standard error is sqrt(n / (n-1) sum((y - R x)^2)) / sum(x) (delta
 * method; Cochran, Sampling Techniques, 1977, section 6.3; Deng, Knoblich and Lu, KDD 2018), and the interval is R ± t
 * times it, t with n - 1 degrees of freedom. A unit that acts many times counts as one unit, so bursts of one user or
 * channel widen the interval as they should. All differences are taken exactly.
 */
public final class RatioInterval {
    private final Options options;
    private final boolean counts;

    private RatioInterval(double confidence, boolean counts) {
        this.options = new Options("ratio_delta", confidence);
        this.counts = counts;
    }

    /** Intervals of 95 %, for numerators of any sign. */
    public static RatioInterval withDefaults() {
        return new RatioInterval(0.95, false);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public RatioInterval withConfidence(double confidence) {
        return new RatioInterval(Tails.checkConfidence(confidence), counts);
    }

    /**
     * The same for numerators that count events: no limit falls below 0, and no event at all reads "at most" the exact
     * Poisson limit of {@link GarwoodInterval}.
     */
    public RatioInterval ofCounts() {
        return new RatioInterval(options.confidence(), true);
    }

    /**
     * The ratio of the two totals.
     *
     * <p>A denominator of zero gives "no data"; one unit, or units that all have the same ratio, have no spread to
     * judge by and get no limits.
     */
    public Estimate estimate(Sums sums) {
        return estimate(sums, ClusterSpread.UNKNOWN);
    }

    /**
     * The ratio of the two totals of units that come in clusters, such as days of a channel: the standard error is that
     * over clusters.
     *
     * @param spread of the ratio over clusters
     */
    public Estimate estimate(Sums sums, ClusterSpread spread) {
        if (sums.denominator.signum() == 0) {
            return Estimate.noData(options);
        }
        double total = sums.denominator.doubleValue();
        if (counts && sums.numerator.signum() == 0) {
            double most = -Math.log(Tails.each(options.confidence())) / total;
            return Estimate.atMost(0, Limits.of(0, most), options);
        }
        double ratio = sums.ratio();
        double independent = sums.standardError();
        double error = spread.error(independent);
        if (sums.n == 1 || error == 0) {
            return Estimate.value(ratio, OptionalDouble.empty(), Limits.NONE, options);
        }
        double half = spread.half(
                Tails.student(sums.n - 1.0, Tails.each(options.confidence())) * independent, options.confidence());
        double lower = counts ? Math.max(0, ratio - half) : ratio - half;
        return Estimate.value(ratio, OptionalDouble.of(error), Limits.of(lower, ratio + half), spread.named(options));
    }

    /**
     * How many times larger the variance of a ratio of counts is than it would be if events came independently, as in
     * {@link GarwoodInterval}: about 1 for independent events, more for bursts. Empty without events or with one unit.
     */
    public static OptionalDouble dispersion(Sums sums) {
        if (sums.n < 2 || sums.numerator.signum() == 0 || sums.denominator.signum() == 0) {
            return OptionalDouble.empty();
        }
        double error = sums.standardError();
        return OptionalDouble.of(error * error * sums.denominator.doubleValue() / sums.ratio());
    }

    /**
     * What a ratio needs to know of its units; sums of different units add up exactly.
     *
     * @param n the number of units
     * @param numerator the sum of y over the units
     * @param denominator the sum of x over the units; x is 0 or more
     * @param numeratorSquares the sum of y * y
     * @param products the sum of y * x
     * @param denominatorSquares the sum of x * x
     */
    public record Sums(
            long n,
            BigDecimal numerator,
            BigDecimal denominator,
            BigDecimal numeratorSquares,
            BigDecimal products,
            BigDecimal denominatorSquares) {
        /** The sums of no unit. */
        public static final Sums EMPTY =
                new Sums(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        public Sums {
            Counts.checkCases(n);
            if (denominator.signum() < 0) {
                throw new IllegalArgumentException(
                        "the denominators add up to " + denominator + "; a denominator must be 0 or more");
            }
            if (n == 0 && (numerator.signum() != 0 || denominator.signum() != 0)) {
                throw new IllegalArgumentException("no unit, yet the numerators add up to " + numerator
                        + " and the denominators to " + denominator + "; count units and sums over the same rows");
            }
            if (numerator.signum() != 0 && denominator.signum() == 0) {
                throw new IllegalArgumentException("the numerators add up to " + numerator
                        + " over a denominator of 0: they come from different rows;"
                        + " sum both over the same days and slices");
            }
        }

        /** The sums of one unit. */
        public static Sums ofUnit(BigDecimal y, BigDecimal x) {
            return new Sums(1, y, x, y.multiply(y), y.multiply(x), x.multiply(x));
        }

        /** The sums of the units of both. */
        public Sums merge(Sums other) {
            return new Sums(
                    Math.addExact(n, other.n),
                    numerator.add(other.numerator),
                    denominator.add(other.denominator),
                    numeratorSquares.add(other.numeratorSquares),
                    products.add(other.products),
                    denominatorSquares.add(other.denominatorSquares));
        }

        private double ratio() {
            return numerator.divide(denominator, MathContext.DECIMAL64).doubleValue();
        }

        private double standardError() {
            if (n < 2) {
                return 0;
            }
            // sum((y - R x)^2) * X^2 = Syy X^2 - 2 Sxy X Y + Sxx Y^2, exactly.
            BigDecimal residual = numeratorSquares
                    .multiply(denominator)
                    .multiply(denominator)
                    .subtract(products.multiply(denominator).multiply(numerator).multiply(BigDecimal.valueOf(2)))
                    .add(denominatorSquares.multiply(numerator).multiply(numerator));
            if (residual.signum() < 0) {
                throw new IllegalArgumentException("no " + n + " units have these sums of squares and products: " + this
                        + "; the sums come from different rows or were rounded");
            }
            BigDecimal square = denominator.multiply(denominator);
            double perUnit = residual.divide(square.multiply(square), MathContext.DECIMAL64)
                    .doubleValue();
            return Math.sqrt(perUnit * n / (n - 1));
        }
    }
}
