package dev.vitals.stats.effect;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The clusters of an arm, such as channels, with what they were like before the test.
 *
 * <p>Clusters without units are left out with their past. It can't be changed.
 */
public final class PastClusters {
    private final ArmClusters metric;
    private final double[][] pastSums;
    private final double[][] pastUnits;
    private final double[] totals;
    private final double[] averages;

    private PastClusters(ArmClusters metric, double[][] pastSums, double[][] pastUnits) {
        this.metric = metric;
        this.pastSums = pastSums;
        this.pastUnits = pastUnits;
        this.totals = Arrays.stream(pastUnits).mapToDouble(PastClusters::sum).toArray();
        this.averages = IntStream.range(0, totals.length)
                .mapToDouble(i -> sum(pastSums[i]) / totals[i])
                .toArray();
    }

    private static double sum(double... parts) {
        return Arrays.stream(parts).sum();
    }

    /**
     * The clusters of these totals, in the order given.
     *
     * @param sums the metric summed over the units of each cluster
     * @param units how many units each has, or of a ratio its denominator
     * @param pastSums of each covariate what each cluster had of it
     * @param pastUnits of each covariate what that is shared by: the units, or of a ratio its denominator before the test
     */
    public static PastClusters of(double[] sums, double[] units, double[][] pastSums, double[][] pastUnits) {
        int[] kept = IntStream.range(0, units.length).filter(g -> units[g] != 0).toArray();
        double[][] keptSums = picked(pastSums, kept);
        double[][] keptUnits = picked(pastUnits, kept);
        return new PastClusters(ArmClusters.of(sums, units), keptSums, keptUnits);
    }

    private static double[][] picked(double[][] all, int... kept) {
        return Arrays.stream(all)
                .map(each -> Arrays.stream(kept).mapToDouble(g -> each[g]).toArray())
                .toArray(double[][]::new);
    }

    /** The clusters of both, which must have none in common. */
    PastClusters merge(PastClusters other) {
        return new PastClusters(
                metric.merge(other.metric), joined(pastSums, other.pastSums), joined(pastUnits, other.pastUnits));
    }

    private static double[][] joined(double[][] one, double[][] other) {
        double[][] both = new double[one.length][];
        for (int i = 0; i < both.length; i++) {
            both[i] = Arrays.copyOf(one[i], one[i].length + other[i].length);
            System.arraycopy(other[i], 0, both[i], one[i].length, other[i].length);
        }
        return both;
    }

    /** The metric as it is, without the past. */
    public ArmClusters metric() {
        return metric;
    }

    /** How many covariates there are. */
    public int covariates() {
        return pastSums.length;
    }

    /** Whether each covariate has something that it is shared by. */
    boolean hasPast() {
        return Arrays.stream(totals).allMatch(total -> total > 0);
    }

    /** A covariate over all units. */
    double pastAverage(int covariate) {
        return averages[covariate];
    }

    /** How much a cluster adds to a covariate's average beyond what its units would on average; all add up to 0. */
    double pastResidual(int covariate, int cluster) {
        return (pastSums[covariate][cluster] - pastUnits[covariate][cluster] * averages[covariate]) / totals[covariate];
    }

    /**
     * The same clusters with another metric, around this average: what each adds to it is its own residual times {@code ofMetric}
     * less those of its covariates times theta.
     */
    ArmClusters adjusted(double average, double ofMetric, double... theta) {
        double[] sums = new double[metric.clusters()];
        double[] units = new double[sums.length];
        for (int g = 0; g < sums.length; g++) {
            double residual = ofMetric * metric.residual(g);
            for (int i = 0; i < theta.length; i++) {
                residual -= theta[i] * pastResidual(i, g);
            }
            units[g] = metric.units(g);
            sums[g] = units[g] * average + metric.units() * residual;
        }
        return ArmClusters.of(sums, units);
    }
}
