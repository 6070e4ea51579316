package dev.vitals.stats;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * How far each case moves an estimate from a risk table, summed over the cases of each cluster.
 *
 * <p>A case that is open in a row moves the estimate by the row's {@code whileOpen}; one that ends there by {@code
 * byEnd} besides, and by {@code byWantedEnd} if it ended in the wanted way. Over all cases the moves add up to 0.
 */
final class Influence {
    private final RiskTable table;
    /** The last row that matters; cases move the estimate no more behind it. */
    private final int last;
    /** Moves of a case that was open in every row up to this one. */
    private final double[] whileOpen;

    private final double[] byEnd;
    private final double[] byWantedEnd;

    private Influence(RiskTable table, int last) {
        this.table = table;
        this.last = last;
        this.whileOpen = new double[last + 1];
        this.byEnd = new double[last + 1];
        this.byWantedEnd = new double[last + 1];
    }

    /**
     * Moves of the share ended in the wanted way up to a row: the derivative of Aalen and Johansen's estimate, which
     * with one cause is that of Kaplan and Meier's.
     *
     * @param share the share after each row
     */
    static Influence onShare(RiskTable table, double[] share, int row) {
        Influence influence = new Influence(table, row);
        double open = 1;
        double sum = 0;
        for (int i = 0; i <= row; i++) {
            double n = table.open[i];
            double d = table.ended[i];
            influence.byWantedEnd[i] = open / n;
            influence.byEnd[i] = d == n ? 0 : -(share[row] - share[i]) / (n - d);
            sum -= influence.byWantedEnd[i] * table.wanted[i] / n + influence.byEnd[i] * d / n;
            influence.whileOpen[i] = sum;
            open *= (n - d) / n;
        }
        return influence;
    }

    /**
     * Moves of a restricted mean.
     *
     * @param beyond area under the curve from each row up to the horizon; 0 for rows behind it
     */
    static Influence onRestrictedMean(RiskTable table, double[] beyond) {
        Influence influence = new Influence(table, table.rows() - 1);
        double sum = 0;
        for (int i = 0; i < table.rows(); i++) {
            double n = table.open[i];
            double d = table.ended[i];
            influence.byEnd[i] = d == n ? 0 : -beyond[i] / (n - d);
            sum -= influence.byEnd[i] * d / n;
            influence.whileOpen[i] = sum;
        }
        return influence;
    }

    /** The spread of the estimate over clusters. */
    ClusterSpread over(Cases cases) {
        int[] clusters = cases.byTime.clusters();
        double[] moved = new double[clusters.length];
        double[] size = new double[clusters.length];
        GroupMoves groups = new GroupMoves();
        cases.byTime.forEach((group, cluster, count) -> {
            double move = TimeGroups.isGroup(group)
                    ? groups.of(TimeGroups.coarseOf(group), kind(TimeGroups.codeOf(group), cases))
                    : ofCell(group, cases);
            moved[cluster] += move * count;
            size[cluster] += count;
        });
        // Residuals are sums of moves times the number of cases, so that the error is that of the estimate.
        double total = Arrays.stream(size).sum();
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        for (int i = 0; i < clusters.length; i++) {
            sums.put(clusters[i], new double[] {moved[i] * total, size[i]});
        }
        return ClusterSpread.of(sums);
    }

    /** What some of the cases together move the estimate by. */
    double of(TimeHistogram histogram, Cases cases) {
        double[] sum = {0};
        histogram.forEach((bin, code, count) -> sum[0] += count * ofCell(TimeHistogram.cell(bin, code), cases));
        return sum[0];
    }

    private double ofCell(int cell, Cases cases) {
        int row = table.rowAt(TimeHistogram.bin(cell));
        return row < 0 ? 0 : move(row, kind(TimeHistogram.code(cell), cases));
    }

    private double move(int row, Kind kind) {
        if (row > last) {
            return whileOpen[last];
        }
        return whileOpen[row] + (kind == Kind.CENSORED ? 0 : byEnd[row]) + (kind == Kind.WANTED ? byWantedEnd[row] : 0);
    }

    /** What became of a case. */
    private enum Kind {
        CENSORED,
        ENDED,
        WANTED
    }

    private static Kind kind(int code, Cases cases) {
        if (!cases.ends.contains(code)) {
            return Kind.CENSORED;
        }
        return cases.wanted.contains(code) ? Kind.WANTED : Kind.ENDED;
    }

    /**
     * The mean move of the cases of a time group, for which the table knows how many ended when, so that moves still
     * add up to 0.
     */
    private final class GroupMoves {
        private final int[] groups =
                Arrays.stream(table.bins).map(TimeGroups::coarse).distinct().toArray();
        private final double[][] sums = new double[groups.length][Kind.values().length];
        private final long[][] cases = new long[groups.length][Kind.values().length];

        GroupMoves() {
            int at = 0;
            for (int row = 0; row < table.rows(); row++) {
                at += groups[at] == TimeGroups.coarse(table.bins[row]) ? 0 : 1;
                add(at, row, Kind.CENSORED, table.censored[row]);
                add(at, row, Kind.ENDED, table.ended[row] - table.wanted[row]);
                add(at, row, Kind.WANTED, table.wanted[row]);
            }
        }

        private void add(int at, int row, Kind kind, long n) {
            if (n > 0) {
                sums[at][kind.ordinal()] += n * move(row, kind);
                cases[at][kind.ordinal()] += n;
            }
        }

        double of(int group, Kind kind) {
            int at = Arrays.binarySearch(groups, group);
            long n = at < 0 ? 0 : cases[at][kind.ordinal()];
            return n == 0 ? 0 : sums[at][kind.ordinal()] / n;
        }
    }

    /**
     * The cases behind a curve, by cluster.
     *
     * @param byTime their number by {@linkplain TimeGroups group of time}, or by {@linkplain TimeHistogram#cell
     *     cell}, and cluster
     * @param ends which causes end a case
     * @param wanted which of them are wanted
     */
    record Cases(ClusterTotals byTime, Causes ends, Causes wanted) {
        /** No case, for a curve whose cases are taken as independent. */
        static final Cases UNKNOWN = new Cases(ClusterTotals.empty(1), Causes.ALL, Causes.ALL);
    }
}
