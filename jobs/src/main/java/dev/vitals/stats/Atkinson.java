package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.OptionalDouble;

/**
 * How unevenly harm or work is spread over people, from sums that add up over days and machines: Atkinson's index
 * (Journal of Economic Theory 2, 1970).
 *
 * <p>A = 1 - (sum of x^(1-e) / n)^(1/(1-e)) / (sum of x / n), and 1 less the geometric over the arithmetic mean for
 * an aversion e of 1. It is the share of the total that could be spared if all had the same and were no worse off: 0
 * where all have the same. The higher e, the more those with the least count; of an e of 1 or more, everybody must
 * have something. The standard error is by the delta method on the two means; the interval is symmetric in the
 * log-odds, by Student's t with n - 1 degrees of freedom.
 *
 * <p>People must be independent, and some fifty are wanted: of few, or with tails so heavy that a few people have
 * most, the index is too low and the interval too short: of 250 with log-normal amounts (a deviation of 0.8 of the logarithm)
 * 5.8% of arms that are alike differ at 5%. There {@link Inequality} does better.
 */
public final class Atkinson {
    private static final String METHOD = "atkinson_delta";

    private final double aversion;
    private final double confidence;

    private Atkinson(double aversion, double confidence) {
        this.aversion = aversion;
        this.confidence = confidence;
    }

    /**
     * Intervals of 95 %.
     *
     * @param aversion to inequality, above 0; 0.5 and 1 are usual
     */
    public static Atkinson withAversion(double aversion) {
        if (!(aversion > 0 && Double.isFinite(aversion))) {
            throw new IllegalArgumentException("an aversion of " + aversion + " is not above 0; 0.5 and 1 are usual");
        }
        return new Atkinson(aversion, 0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public Atkinson withConfidence(double confidence) {
        return new Atkinson(aversion, Tails.checkConfidence(confidence));
    }

    /**
     * The sums of one person.
     *
     * @param x what the person has, 0 or more; above 0 for an aversion of 1 or more
     */
    public Sums ofPerson(double x) {
        if (!(x >= 0 && Double.isFinite(x)) || x == 0 && aversion >= 1) {
            throw new IllegalArgumentException("a person with " + x + " has no index with an aversion of " + aversion
                    + "; amounts must be 0 or more, and above 0 for an aversion of 1 or more");
        }
        double a = aversion == 1 ? Math.log(x) : Math.pow(x, 1 - aversion);
        return new Sums(1, a, x, a * a, a * x, x * x);
    }

    /**
     * The index of all people whose sums were added.
     *
     * <p>Without people, or where nobody has anything, there is "no data"; one person, or all alike, have no limits.
     *
     * @param sums of the same aversion
     */
    public Estimate estimate(Sums sums) {
        Options options = new Options(METHOD, confidence);
        if (sums.n == 0 || sums.amounts == 0) {
            return Estimate.noData(options);
        }
        double n = sums.n;
        double mean = sums.amounts / n;
        double transformed = sums.powers / n;
        double equal = aversion == 1 ? Math.exp(transformed) : Math.pow(transformed, 1 / (1 - aversion));
        // An index of people who are all alike may fall below 0 by rounding alone.
        double value = Math.max(0, 1 - equal / mean);
        double byTransformed = -equal / mean * (aversion == 1 ? 1 : 1 / ((1 - aversion) * transformed));
        double byMean = equal / (mean * mean);
        double squares = byTransformed * byTransformed * centred(sums.powerSquares, sums.powers, sums.powers, n)
                + 2 * byTransformed * byMean * centred(sums.products, sums.powers, sums.amounts, n)
                + byMean * byMean * centred(sums.squares, sums.amounts, sums.amounts, n);
        double error = n > 1 ? Math.sqrt(Math.max(0, squares) / (n * (n - 1))) : 0;
        if (!(error > 0 && value > 0 && value < 1)) {
            return Estimate.value(value, OptionalDouble.empty(), Limits.NONE, options);
        }
        double half = Tails.student(n - 1, Tails.each(confidence)) * error / (value * (1 - value));
        double logOdds = Math.log(value / (1 - value));
        Limits limits = Limits.of(1 / (1 + Math.exp(half - logOdds)), 1 / (1 + Math.exp(-half - logOdds)));
        return Estimate.value(value, OptionalDouble.of(error), limits, options);
    }

    private static double centred(double products, double one, double other, double n) {
        return products - one * other / n;
    }

    /**
     * What the index needs to know of people; sums of different people add up.
     *
     * @param n how many people
     * @param powers the sum of x^(1-e), of ln x for an aversion of 1
     * @param amounts the sum of x
     * @param powerSquares the sum of the squares of the first
     * @param products the sum of its products with x
     * @param squares the sum of x * x
     */
    public record Sums(long n, double powers, double amounts, double powerSquares, double products, double squares) {
        /** The sums of nobody. */
        public static final Sums EMPTY = new Sums(0, 0, 0, 0, 0, 0);

        public Sums {
            Counts.checkCases(n);
        }

        /** The sums of the people of both, which must be of the same aversion. */
        public Sums merge(Sums other) {
            return new Sums(
                    Math.addExact(n, other.n),
                    powers + other.powers,
                    amounts + other.amounts,
                    powerSquares + other.powerSquares,
                    products + other.products,
                    squares + other.squares);
        }
    }
}
