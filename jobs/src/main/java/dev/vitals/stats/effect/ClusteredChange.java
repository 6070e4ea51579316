package dev.vitals.stats.effect;

import java.util.Arrays;

/**
 * How far the mean over the units of an arm moved from one period to another, where its clusters, such as channels, are
 * what varies.
 *
 * <p>A cluster with the share h of a period's units has the residual r = (S_g - n_g S / N) / N there. Its move is r /
 * sqrt(1 - h) after less that before, and the variance of the change the sum of squared moves: CR2 (Bell and McCaffrey,
 * Survey Methodology 28, 2002) of a regression of units on the period, in closed form, with the degrees of freedom that
 * they give for independent units that are alike. Each period has its own factor, as a cluster may be large in one of
 * them: with one factor for both, of 20 channels whose sizes change 6.1% are called at 5%, with two 5.4%.
 */
public final class ClusteredChange {
    private final double[] units;
    private final double[] residuals;
    private final double total;

    private ClusteredChange(double[] sums, double[] units) {
        ClusteredValue.checkClusters(Arrays.stream(units).filter(n -> n > 0).count());
        this.units = units;
        this.total = Arrays.stream(units).sum();
        double mean = mean(sums);
        this.residuals = new double[units.length];
        Arrays.setAll(residuals, g -> (sums[g] - units[g] * mean) / total);
    }

    /**
     * The mean after less the mean before; the clusters of all four in the same order.
     *
     * @param sumsBefore of the metric over the units of each cluster before
     * @param unitsBefore of each cluster, 0 or more; two clusters or more have some
     * @param sumsAfter of the metric after
     * @param unitsAfter of each cluster, 0 or more; two clusters or more have some
     */
    public static ClusteredValue of(
            double[] sumsBefore, double[] unitsBefore, double[] sumsAfter, double[] unitsAfter) {
        ClusteredChange before = new ClusteredChange(sumsBefore, unitsBefore);
        ClusteredChange after = new ClusteredChange(sumsAfter, unitsAfter);
        double variance = 0;
        for (int g = 0; g < unitsAfter.length; g++) {
            double move = after.scale(g) * after.residuals[g] - before.scale(g) * before.residuals[g];
            variance += move * move;
        }
        return new ClusteredValue(after.mean(sumsAfter) - before.mean(sumsBefore), variance, freedom(before, after));
    }

    private double mean(double... sums) {
        return Arrays.stream(sums).sum() / total;
    }

    private double share(int cluster) {
        return units[cluster] / total;
    }

    private double scale(int cluster) {
        return Math.sqrt(total / (total - units[cluster]));
    }

    /**
     * With u = h / sqrt(1 - h) the moves of clusters g and k have the covariance -(u_g u_k / N before + the same after),
     * and that of g the variance h_g / N before + the same after. Of a sum of squares with these the degrees of freedom
     * are its mean squared over the sum of all squared entries.
     */
    private static double freedom(ClusteredChange before, ClusteredChange after) {
        double own = 0;
        for (int g = 0; g < before.units.length; g++) {
            double variance = before.share(g) / before.total + after.share(g) / after.total;
            own += variance * variance;
        }
        double mean = 1 / before.total + 1 / after.total;
        double shared = pairs(before, before) + pairs(after, after) + 2 * pairs(before, after);
        return mean * mean / (own + shared);
    }

    /** Of two periods the products of all pairs of different clusters, over the units of both. */
    private static double pairs(ClusteredChange one, ClusteredChange other) {
        double sum = 0;
        double squares = 0;
        for (int g = 0; g < one.units.length; g++) {
            double product = one.share(g) * one.scale(g) * other.share(g) * other.scale(g);
            sum += product;
            squares += product * product;
        }
        return (sum * sum - squares) / (one.total * other.total);
    }
}
