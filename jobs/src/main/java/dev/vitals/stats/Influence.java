package dev.vitals.stats;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * How far each case moves an estimate from a risk table, summed over the cases of each cluster.
 *
 * <p>A case that is open in a row moves the estimate by the row's {@code whileOpen}; one that ends there by
 * {@code byEnd} besides, and by {@code byWantedEnd} if it ended in the wanted way. Over all cases the moves add up to 0.
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
        cases.byTime.forEach((cell, cluster, count) -> {
            int row = table.rowAt(TimeHistogram.bin(cell));
            double move = row < 0 ? 0 : move(row, TimeHistogram.code(cell), cases);
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

    private double move(int row, int code, Cases cases) {
        if (row > last) {
            return whileOpen[last];
        }
        return whileOpen[row]
                + (cases.ends.contains(code) ? byEnd[row] : 0)
                + (cases.wanted.contains(code) ? byWantedEnd[row] : 0);
    }

    /**
     * The cases behind a curve, by cluster.
     *
     * @param byTime their number by {@linkplain TimeHistogram#cell cell} and cluster
     * @param ends which causes end a case
     * @param wanted which of them are wanted
     */
    record Cases(ClusterTotals byTime, Causes ends, Causes wanted) {
        /** No case, for a curve whose cases are taken as independent. */
        static final Cases UNKNOWN = new Cases(ClusterTotals.empty(1), Causes.ALL, Causes.ALL);
    }
}
