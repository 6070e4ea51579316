package dev.vitals.stats;

import java.util.List;

/**
 * What the cases of each cluster add to a {@link LogRank} test of two arms.
 *
 * <p>A case of arm z, 1 for the treatment, that ended or was last seen at x has the score residual w(x) (z - n1/n) if
 * it ended, less the sum over times up to x of w (z - n1/n) d/n (Lin and Wei, JASA 84, 1989). Over all cases
 * residuals add up to the ends of the treatment beyond those expected, weighted; the residuals of cases that are
 * independent are so, too, where both arms end equally fast.
 *
 * @param control the sum of the residuals of each cluster
 * @param treatment the same of the other arm
 * @param information the sum over times of w d (n1/n) (n0/n) (n - d)/(n - 1): what the sum of all residuals is over
 *     this is near the logarithm of the ratio of the speeds of ending, treatment over control, where that is small
 */
public record LogRankScores(List<Double> control, List<Double> treatment, double information) {
    static LogRankScores of(
            List<TimeHistogram> control, List<TimeHistogram> treatment, Causes causes, LogRank.Weights weights) {
        RiskTable treated = RiskTable.of(merged(treatment), causes, causes);
        RiskTable all = RiskTable.of(merged(control).merge(merged(treatment)), causes, causes);
        double[] weight = weights.of(all);
        double[] share = new double[all.rows()];
        // Sums up to each row of w d / n, and of w (n1 / n) d / n.
        double[] speed = new double[all.rows()];
        double[] sharedSpeed = new double[all.rows()];
        double information = 0;
        int row = 0;
        for (int i = 0; i < share.length; i++) {
            while (row < treated.rows() && treated.bins[row] < all.bins[i]) {
                row++;
            }
            double n = all.open[i];
            double d = all.ended[i];
            share[i] = row < treated.rows() ? treated.open[row] / n : 0;
            speed[i] = (i == 0 ? 0 : speed[i - 1]) + weight[i] * d / n;
            sharedSpeed[i] = (i == 0 ? 0 : sharedSpeed[i - 1]) + weight[i] * share[i] * d / n;
            information += n > 1 ? weight[i] * d * share[i] * (1 - share[i]) * (n - d) / (n - 1) : 0;
        }
        Residual residual = (arm, bin, code) -> {
            int at = all.rowAt(bin);
            return (causes.contains(code) ? weight[at] * (arm - share[at]) : 0) - arm * speed[at] + sharedSpeed[at];
        };
        return new LogRankScores(sums(control, 0, residual), sums(treatment, 1, residual), information);
    }

    private static TimeHistogram merged(List<TimeHistogram> clusters) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        clusters.forEach(builder::merge);
        return builder.build();
    }

    private static List<Double> sums(List<TimeHistogram> clusters, int arm, Residual residual) {
        return clusters.stream()
                .map(cluster -> {
                    double[] sum = {0};
                    cluster.forEach((bin, code, count) -> sum[0] += count * residual.of(arm, bin, code));
                    return sum[0];
                })
                .toList();
    }

    private interface Residual {
        double of(int arm, int bin, int code);
    }
}
