package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import dev.vitals.stats.Influence.Cases;
import java.util.OptionalDouble;

/**
 * The share of cases that have ended in the wanted way, growing in steps over time, with its pointwise band.
 *
 * <p>The band is symmetric on the scale log(-log(1 - share)) (Kalbfleisch and Prentice, The Statistical Analysis of
 * Failure Time Data, 1980), which stays between 0 and 1. Where that scale has no value the band is still honest: before
 * the first wanted end its upper limit is the exact binomial one for zero ends among the cases followed so far; once
 * every case has ended, its lower limit stays where it was, since the share cannot fall.
 */
final class IncidenceSteps {
    /** Two shares closer than this are equal: a product of n fractions is off by a few units in the last place. */
    static final double SAME = 1e-12;

    final RiskTable table;
    /** Share ended in the wanted way, up to and with each row. */
    final double[] share;
    /** One minus share, kept apart because it may be tiny. */
    final double[] left;

    final double[] error;
    final Cases cases;
    private final double confidence;
    private final double tail;
    private final int firstWanted;

    IncidenceSteps(RiskTable table, double[] share, double[] left, double[] error, Cases cases, double confidence) {
        this.table = table;
        this.share = share;
        this.left = left;
        this.error = error;
        this.cases = cases;
        this.confidence = confidence;
        this.tail = Tails.each(confidence);
        int first = 0;
        while (first < table.rows() && table.wanted[first] == 0) {
            first++;
        }
        this.firstWanted = first;
    }

    /** The pointwise band of cases taken as independent. */
    Band band() {
        return new Band(1);
    }

    /** The spread of the share at a row over clusters. */
    private ClusterSpread spread(int row) {
        return cases.byTime().isEmpty()
                ? ClusterSpread.UNKNOWN
                : Influence.onShare(table, share, row).over(cases);
    }

    /** The band for one row: as much wider than that of cases as clusters vary more there. */
    private Band band(ClusterSpread spread, int row) {
        return new Band(spread.inflation(error[row], confidence));
    }

    /** Limits of the share after each row. */
    final class Band {
        final double[] lower = new double[share.length];
        final double[] upper = new double[share.length];
        private final double inflation;

        private Band(double inflation) {
            this.inflation = inflation;
            double z = Tails.normal(tail) * inflation;
            double followed = table.total();
            for (int i = 0; i < share.length; i++) {
                if (i < firstWanted) {
                    followed -= table.censored[i];
                    upper[i] = mostAfterNone(followed);
                } else if (left[i] <= 0) {
                    lower[i] = i == firstWanted ? 1 - mostAfterNone(table.open[i]) : lower[i - 1];
                    upper[i] = 1;
                } else {
                    double logLeft = Math.log(left[i]);
                    double spread = Math.exp(z * error[i] / (left[i] * -logLeft));
                    lower[i] = -Math.expm1(logLeft / spread);
                    upper[i] = -Math.expm1(logLeft * spread);
                }
            }
        }

        /** As {@link IncidenceSteps#mostAfterNone}, of as many independent cases as these are worth. */
        private double mostAfterNone(double n) {
            return IncidenceSteps.this.mostAfterNone(n / (inflation * inflation));
        }
    }

    /** Share at the end of the bin of a time; its reading turns into a bound when no or every case has ended. */
    Estimate at(long seconds, Options options) {
        int bin = TimeBins.bin(seconds);
        if (table.rows() == 0) {
            return Estimate.noData(options);
        }
        if (!table.tellsOf(bin)) {
            return Estimate.notReached(Limits.NONE, options);
        }
        double unknown = table.unknownAt(bin);
        int row = table.rowAt(bin);
        if (row < firstWanted) {
            double most = mostAfterNone(table.total() - table.censoredBefore(bin));
            return Estimate.atMost(0, Limits.of(0, Math.min(1, most + unknown)), options);
        }
        ClusterSpread spread = spread(row);
        Band band = band(spread, row);
        // Who is lost from sight has not ended in the share, and may have since.
        Limits limits = Limits.of(band.lower[row], Math.min(1, band.upper[row] + unknown));
        Options named = spread.named(options);
        return left[row] <= 0
                ? Estimate.atLeast(1, limits, named)
                : Estimate.value(share[row], OptionalDouble.of(error[row]), limits, named);
    }

    /**
     * The first time by which a share of cases has ended; see the public callers. Its interval is read off the band, from
     * the quantile outwards: after a case or two the band is wide and may hold any share, and then no longer does.
     */
    Estimate quantile(double p, Options options) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("quantile " + p
                    + " is not strictly between 0 and 1; write 0.9 for the time by which 90 % have ended");
        }
        if (table.rows() == 0) {
            return Estimate.noData(options);
        }
        int row = firstAtLeast(share, p);
        int nearest = row < 0 ? table.rows() - 1 : row;
        ClusterSpread spread = spread(nearest);
        Band band = band(spread, nearest);
        int lowerRow = firstOfStretch(band.upper, p, nearest);
        int upperRow = firstAtLeast(band.lower, p);
        OptionalDouble from;
        if (band.mostAfterNone(table.total()) >= p - SAME) {
            from = OptionalDouble.of(0);
        } else {
            from = lowerRow < 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) TimeBins.lowerSeconds(table.bins[lowerRow]));
        }
        OptionalDouble to = upperRow < 0 || table.bins[upperRow] == TimeBins.LAST_BIN
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) TimeBins.upperSeconds(table.bins[upperRow]));
        return row < 0
                ? Estimate.notReached(new Limits(from, to), spread.named(options))
                : Estimate.value(
                        TimeBins.representativeSeconds(table.bins[row]),
                        OptionalDouble.empty(),
                        new Limits(from, to),
                        spread.named(options));
    }

    /** The exact upper limit of a share of which no case was seen among so many: 1 - tail^(1/n). */
    double mostAfterNone(double n) {
        return n == 0 ? 1 : -Math.expm1(Math.log(tail) / n);
    }

    /** The first row of those around a row, without a gap, in which values are at least p; -1 if the row's is not. */
    private static int firstOfStretch(double[] values, double p, int row) {
        if (values[row] < p - SAME) {
            return -1;
        }
        int first = row;
        while (first > 0 && values[first - 1] >= p - SAME) {
            first--;
        }
        return first;
    }

    private static int firstAtLeast(double[] values, double p) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] >= p - SAME) {
                return i;
            }
        }
        return -1;
    }
}
