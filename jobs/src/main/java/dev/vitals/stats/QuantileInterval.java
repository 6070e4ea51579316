package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The quantile of values that were all observed, with the interval between two of the ordered values.
 *
 * <p>The quantile of share p is the ordered value of rank ceil(n p). The limits are the values of the ranks l and u for
 * which a Binomial(n, p) count falls below l with at most, and reaches u with at most, half the error (David and
 * Nagaraja, Order Statistics, 2003, section 7.1): no shape is assumed, and the coverage is at least the nominal one.
 * Where a sample is too small for a rank to exist, that limit is empty.
 *
 * <p>Where values come in clusters, the count below the quantile varies more: its ranks are those of as many independent
 * values as give the same variance, times the square of Student's point over the normal one (Deng, Knoblich and Lu, KDD
 * 2018, section 4).
 */
public final class QuantileInterval {
    private final Options options;

    private QuantileInterval(double confidence) {
        this.options = new Options("order_statistic", confidence);
    }

    /** Intervals of 95 %. */
    public static QuantileInterval withDefaults() {
        return new QuantileInterval(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public QuantileInterval withConfidence(double confidence) {
        return new QuantileInterval(Tails.checkConfidence(confidence));
    }

    /**
     * The time, in seconds, by which a share of the cases had ended; limits are widened to whole bins.
     *
     * @param histogram cases that have all ended; an empty one gives "no data"
     * @param p the share, strictly between 0 and 1
     * @throws IllegalArgumentException if a case has not ended: {@link KaplanMeier} is for such cases
     */
    public Estimate estimate(TimeHistogram histogram, double p) {
        return estimate(histogram, ClusterTotals.empty(1), p);
    }

    /**
     * The same for cases that come in clusters.
     *
     * @param clusters the same cases by {@linkplain TimeGroups group of time} and cluster; none take cases as independent
     */
    public Estimate estimate(TimeHistogram histogram, ClusterTotals clusters, double p) {
        if (histogram.censored() > 0) {
            throw new IllegalArgumentException(histogram.censored() + " of " + histogram.total()
                    + " cases have not ended; leaving them out would shorten the quantile, so use KaplanMeier");
        }
        RiskTable table = RiskTable.of(histogram, Causes.ALL, Causes.ALL);
        if (table.total() == 0) {
            ranks(0, p, 1);
            return Estimate.noData(options);
        }
        double[] share = shares(table);
        int at = rowOf(table.ended, ranks(table.total(), p, 1).value);
        ClusterSpread spread = clusters.isEmpty()
                ? ClusterSpread.UNKNOWN
                : Influence.onShare(table, share, at).over(new Influence.Cases(clusters, Causes.ALL, Causes.ALL));
        double independent = Math.sqrt(share[at] * (1 - share[at]) / table.total());
        Ranks ranks = ranks(table.total(), p, spread.inflation(independent, options.confidence()));
        int lower = rowOf(table.ended, ranks.lower);
        int upper = rowOf(table.ended, ranks.upper);
        Limits limits = new Limits(
                lower < 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) TimeBins.lowerSeconds(table.bins[lower])),
                upper < 0 || table.bins[upper] == TimeBins.LAST_BIN
                        ? OptionalDouble.empty()
                        : OptionalDouble.of((double) TimeBins.upperSeconds(table.bins[upper])));
        double value = TimeBins.representativeSeconds(table.bins[at]);
        return Estimate.value(value, OptionalDouble.empty(), limits, spread.named(options));
    }

    private static double[] shares(RiskTable table) {
        double[] share = new double[table.rows()];
        long ended = 0;
        for (int i = 0; i < share.length; i++) {
            ended += table.ended[i];
            share[i] = (double) ended / table.total();
        }
        return share;
    }

    /**
     * The quantile of counted values.
     *
     * @param values the distinct values, ascending
     * @param counts how often each of them occurred, 0 or more
     * @param p the share, strictly between 0 and 1
     */
    public Estimate estimate(double[] values, long[] counts, double p) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(
                    values.length + " values with " + counts.length + " counts; each value needs its own count");
        }
        long n = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || Double.isNaN(values[i]) || (i > 0 && !(values[i] > values[i - 1]))) {
                throw new IllegalArgumentException("value " + values[i] + " with count " + counts[i] + " at position "
                        + i + ": values must ascend and counts be 0 or more");
            }
            n = Math.addExact(n, counts[i]);
        }
        Ranks ranks = ranks(n, p, 1);
        if (n == 0) {
            return Estimate.noData(options);
        }
        Limits limits =
                new Limits(valueOf(values, rowOf(counts, ranks.lower)), valueOf(values, rowOf(counts, ranks.upper)));
        return Estimate.value(values[rowOf(counts, ranks.value)], OptionalDouble.empty(), limits, options);
    }

    /**
     * The ranks, from 1 to n, of the quantile and of its limits; 0 and n + 1 stand for a limit that does not exist.
     *
     * @param inflation how many times wider the limits lie than those of independent values
     */
    Ranks ranks(long n, double p, double inflation) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("quantile " + p + " is not strictly between 0 and 1; write 0.9 for p90");
        }
        double tail = Tails.each(options.confidence());
        double each = inflation * inflation;
        long value = Math.max(1, (long) Math.ceil(n * (p - IncidenceSteps.SAME)));
        // The largest l with P(count <= l - 1) <= tail; l = 0 always qualifies.
        long low = 0;
        long high = value + 1;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (atMost(middle - 1, n, p, each) <= tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long lower = low;
        // The smallest u with P(count >= u) <= tail; u = n + 1 always qualifies.
        low = Math.max(0, value - 1);
        high = n + 1;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (atLeast(middle, n, p, each) <= tail) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new Ranks(lower, value, high);
    }

    /** P(at most so many of n are below), where so many values are worth one independent one. */
    private static double atMost(long count, long n, double p, double each) {
        return count >= n
                ? 1
                : BetaDistribution.of(count / each + 1, (n - count) / each).survivalProbability(p);
    }

    private static double atLeast(long count, long n, double p, double each) {
        return count <= 0
                ? 1
                : BetaDistribution.of(count / each, (n - count) / each + 1).cumulativeProbability(p);
    }

    /** The position of the ordered value of a rank, or -1 if there is none. */
    private static int rowOf(long[] counts, long rank) {
        long below = 0;
        for (int i = 0; i < counts.length && rank >= 1; i++) {
            below += counts[i];
            if (below >= rank) {
                return i;
            }
        }
        return -1;
    }

    private static OptionalDouble valueOf(double[] values, int row) {
        return row < 0 ? OptionalDouble.empty() : OptionalDouble.of(values[row]);
    }

    record Ranks(long lower, long value, long upper) {}
}
