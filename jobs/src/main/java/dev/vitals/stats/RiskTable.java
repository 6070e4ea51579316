package dev.vitals.stats;

import java.util.Arrays;

/**
 * Row by row over the bins in which anything happened: how many cases were open just before, and how many ended or
 * were censored there. Within a bin ends come first: a case censored there was open when the others ended.
 */
final class RiskTable {
    /** Of so few that are open nothing needs to be known to tell of all. */
    private static final double NEXT_TO_NONE = 1e-3;

    /** The bins, ascending. */
    final int[] bins;
    /** Cases neither ended nor censored before the bin. */
    final long[] open;
    /** Cases that ended in the bin, by a cause that counts as an end. */
    final long[] ended;
    /** Those of them that ended by a wanted cause. */
    final long[] wanted;
    /** Cases censored in the bin, or ended by a cause that counts as censoring. */
    final long[] censored;

    private RiskTable(int rows) {
        bins = new int[rows];
        open = new long[rows];
        ended = new long[rows];
        wanted = new long[rows];
        censored = new long[rows];
    }

    /** The table in which the given ends count as ends, some of them as wanted, and all else as censoring. */
    static RiskTable of(TimeHistogram histogram, Causes ends, Causes wanted) {
        int[] rows = {0};
        int[] lastBin = {-1};
        histogram.forEach((bin, code, count) -> {
            rows[0] += bin == lastBin[0] ? 0 : 1;
            lastBin[0] = bin;
        });
        RiskTable table = new RiskTable(rows[0]);
        int[] row = {-1};
        histogram.forEach((bin, code, count) -> {
            if (row[0] < 0 || table.bins[row[0]] != bin) {
                row[0]++;
                table.bins[row[0]] = bin;
            }
            if (ends.contains(code)) {
                table.ended[row[0]] += count;
                table.wanted[row[0]] += wanted.contains(code) ? count : 0;
            } else {
                table.censored[row[0]] += count;
            }
        });
        long left = histogram.total();
        for (int i = 0; i < table.rows(); i++) {
            table.open[i] = left;
            left -= table.ended[i] + table.censored[i];
        }
        return table;
    }

    int rows() {
        return bins.length;
    }

    long total() {
        return rows() == 0 ? 0 : open[0];
    }

    /** The last row at or before a bin, or -1. */
    int rowAt(int bin) {
        int at = Arrays.binarySearch(bins, bin);
        return at >= 0 ? at : -at - 2;
    }

    /** Whether every case had ended, or may still be followed, in a bin: nothing is known of cases censored before. */
    boolean covers(int bin) {
        int last = rows() - 1;
        return last >= 0 && (bin <= bins[last] || censored[last] == 0);
    }

    /** Whether it is known how many had ended in a bin, but for a share of all that is next to none. */
    boolean tellsOf(int bin) {
        return rows() > 0 && unknownAt(bin) <= NEXT_TO_NONE;
    }

    /** The share that was still open when the last case was lost from sight, if that was before a bin (Kaplan-Meier). */
    double unknownAt(int bin) {
        if (covers(bin)) {
            return 0;
        }
        double share = 1;
        for (int i = 0; i < rows(); i++) {
            share *= (double) (open[i] - ended[i]) / open[i];
        }
        return share;
    }

    /** Cases censored before a bin. */
    long censoredBefore(int bin) {
        long sum = 0;
        for (int i = 0; i < rows() && bins[i] < bin; i++) {
            sum += censored[i];
        }
        return sum;
    }
}
