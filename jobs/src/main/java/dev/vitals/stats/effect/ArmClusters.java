package dev.vitals.stats.effect;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The clusters of an arm, such as channels: what each adds to the total of the metric, and how many units it has, or
 * of a ratio what it adds to the denominator.
 *
 * <p>Units of a cluster may resemble each other in any way; clusters must be independent. Clusters without units are
 * left out. It can't be changed.
 */
public final class ArmClusters {
    private final double[] sums;
    private final double[] units;
    private final double sum;
    private final double all;

    private ArmClusters(double[] sums, double[] units) {
        this.sums = sums;
        this.units = units;
        this.sum = Arrays.stream(sums).sum();
        this.all = Arrays.stream(units).sum();
        if (all == 0) {
            throw new IllegalArgumentException(
                    "none of " + units.length + " clusters has a unit; an arm needs one at least");
        }
    }

    /**
     * The clusters of these totals, in the order given.
     *
     * @param sums the metric summed over the units of each cluster, finite
     * @param units how many units each has, or of a ratio its denominator: 0 or more, and a sum of 0 where there are none
     */
    public static ArmClusters of(double[] sums, double[] units) {
        if (sums.length != units.length) {
            throw new IllegalArgumentException(
                    sums.length + " sums for " + units.length + " clusters; each cluster needs one sum and one count");
        }
        int kept = 0;
        double[] keptSums = new double[sums.length];
        double[] keptUnits = new double[units.length];
        for (int g = 0; g < sums.length; g++) {
            if (!(units[g] >= 0) || !Double.isFinite(sums[g]) || (units[g] == 0 && sums[g] != 0)) {
                throw new IllegalArgumentException("cluster %d has %s units that sum to %s: units must be 0 or more,"
                                .formatted(g, units[g], sums[g])
                        + " and the sum finite, and 0 where there are none");
            }
            if (units[g] > 0) {
                keptSums[kept] = sums[g];
                keptUnits[kept++] = units[g];
            }
        }
        return new ArmClusters(Arrays.copyOf(keptSums, kept), Arrays.copyOf(keptUnits, kept));
    }

    /** The same of counts. */
    public static ArmClusters of(double[] sums, long[] units) {
        return of(sums, Arrays.stream(units).asDoubleStream().toArray());
    }

    /** The clusters of both, which must have none in common. */
    public ArmClusters merge(ArmClusters other) {
        int clusters = clusters();
        double[] bothSums = Arrays.copyOf(sums, clusters + other.clusters());
        double[] bothUnits = Arrays.copyOf(units, clusters + other.clusters());
        System.arraycopy(other.sums, 0, bothSums, clusters, other.clusters());
        System.arraycopy(other.units, 0, bothUnits, clusters, other.clusters());
        return new ArmClusters(bothSums, bothUnits);
    }

    /** How many clusters have units. */
    public int clusters() {
        return sums.length;
    }

    /** How many units there are in all clusters. */
    public double units() {
        return all;
    }

    /** The mean over all units, so that a large cluster counts for more. */
    public double unitAverage() {
        return sum / all;
    }

    /** The means of the clusters, each cluster one unit. */
    public SampleMean clusterMeans() {
        double mean = 0;
        for (int g = 0; g < sums.length; g++) {
            mean += sums[g] / units[g] / sums.length;
        }
        double squares = 0;
        for (int g = 0; g < sums.length; g++) {
            squares += (sums[g] / units[g] - mean) * (sums[g] / units[g] - mean);
        }
        return new SampleMean(sums.length, mean, sums.length < 2 ? 0 : squares / (sums.length - 1));
    }

    /** The units of a cluster. */
    double units(int cluster) {
        return units[cluster];
    }

    /** The sum of a cluster. */
    double sum(int cluster) {
        return sums[cluster];
    }

    /** The share of all units that are in a cluster. */
    double share(int cluster) {
        return units[cluster] / all;
    }

    /** The share of all units that are in other clusters; added up where 1 less the own share would lose it. */
    double rest(int cluster) {
        return share(cluster) <= .5 ? 1 - share(cluster) : others(cluster, this::share);
    }

    /** How much a cluster's sum exceeds that of as many average units, over all units; all residuals add up to 0. */
    double residual(int cluster) {
        return share(cluster) <= .5
                ? (sums[cluster] - units[cluster] * unitAverage()) / all
                : -others(cluster, g -> (sums[g] - units[g] * unitAverage()) / all);
    }

    private double others(int cluster, IntToDoubleFunction part) {
        return IntStream.range(0, sums.length)
                .filter(g -> g != cluster)
                .mapToDouble(part)
                .sum();
    }
}
