package dev.vitals.stats;

import dev.vitals.stats.Estimate.Options;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * How much an estimate varies when whole clusters, such as channels, are the units that vary.
 *
 * <p>From the residual r_g and the size n_g of each cluster the standard error is that of Bell and McCaffrey (Survey
 * Methodology 28, 2002), sqrt(sum of r_g^2 / (1 - n_g / N)) / N, and the degrees of freedom are the Satterthwaite ones
 * for it under equal variances: one less than their number where clusters are alike, fewer where some are large.
 *
 * @param clusters how many there are
 * @param error standard error of the estimate
 * @param degreesOfFreedom of Student's distribution
 * @param strata how far the strata of a sample let the truth lie from the estimate, whatever the clusters say
 * @param between standard error from not knowing how large the parts of the strata are that the estimate is of, apart
 *     from {@code error}; 0 where it is of whole strata, of no sample, or of one stratum
 */
public record ClusterSpread(int clusters, double error, double degreesOfFreedom, StrataReach strata, double between) {
    private static final int LEAST_CLUSTERS = 2;

    /** Totals by cluster do not say; the estimate keeps the interval that takes rows as independent. */
    public static final ClusterSpread UNKNOWN = new ClusterSpread(0, 0, 0, StrataReach.NONE, 0);

    /** Whether there are clusters enough to tell: two. */
    public boolean isKnown() {
        return clusters >= LEAST_CLUSTERS;
    }

    /** The name of an interval that takes clusters as independent, where there are enough of them to tell. */
    Options named(Options options) {
        return isKnown() ? new Options(options.method() + "_clustered", options.confidence()) : options;
    }

    /**
     * The spread of the ratio of two totals, lanes 0 and 1, over all groups together.
     *
     * @param numeratorUnit how many of lane 0 make one
     * @param denominatorUnit how many of lane 1 make one
     */
    public static ClusterSpread ofRatio(ClusterTotals totals, double numeratorUnit, double denominatorUnit) {
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        double y = 0;
        double x = 0;
        for (SortedMap<Integer, long[]> group : totals.byGroup().values()) {
            for (Map.Entry<Integer, long[]> cluster : group.entrySet()) {
                double[] sum = sums.computeIfAbsent(cluster.getKey(), c -> new double[2]);
                sum[0] += cluster.getValue()[0] / numeratorUnit;
                sum[1] += cluster.getValue()[1] / denominatorUnit;
                y += cluster.getValue()[0] / numeratorUnit;
                x += cluster.getValue()[1] / denominatorUnit;
            }
        }
        if (x == 0) {
            return UNKNOWN;
        }
        double ratio = y / x;
        sums.values().forEach(sum -> sum[0] -= ratio * sum[1]);
        return of(sums);
    }

    /**
     * The spread of a weighted share whose strata, the groups, were sampled apart. What a row adds to the linearised share,
     * w (y - p), is held against its mean in the row's own stratum, or against 0 where a stratum has a single row: so the
     * weights may vary within a stratum, too, as views do (Särndal, Swensson and Wretman 1992, section 5.6).
     *
     * @param totals number of rows, weights of the positive ones and weights of all as lanes
     * @param areCut whether the share is of a part of each stratum, such as one category, so that how much of a stratum
     *     belongs to it is a matter of the sample (section 5.8): then what tells strata apart varies as well
     */
    public static ClusterSpread ofStrata(ClusterTotals totals, boolean areCut) {
        SortedMap<Integer, SortedMap<Integer, long[]>> strata = totals.byGroup();
        Map<Integer, double[]> sums = new TreeMap<>();
        double[] all = new double[3];
        strata.forEach((stratum, clusters) -> clusters.values().forEach(values -> {
            double[] sum = sums.computeIfAbsent(stratum, s -> new double[3]);
            for (int lane = 0; lane < all.length; lane++) {
                sum[lane] += values[lane];
                all[lane] += values[lane];
            }
        }));
        double share = all[1] / all[2];
        ClusterSpread within = ofStrata(strata, share, stratum -> Residual.within(sums.get(stratum), share));
        double between = 0;
        if (areCut) {
            ClusterSpread whole = ofStrata(strata, share, stratum -> Residual.AS_IT_IS);
            between = Math.sqrt(Math.max(0, whole.error * whole.error - within.error * within.error));
        }
        return new ClusterSpread(
                within.clusters, within.error, within.degreesOfFreedom, StrataReach.of(sums.values()), between);
    }

    /**
     * The spread of a weighted share of a sample that is taken as one, such as of what violates in all frames together: how
     * much of each frame belongs to it is a matter of the sample.
     *
     * @param totals number of rows, weights of the positive ones and weights of all as lanes
     */
    public static ClusterSpread ofSample(ClusterTotals totals) {
        SortedMap<Integer, SortedMap<Integer, long[]>> groups = totals.byGroup();
        double positive = 0;
        double all = 0;
        for (SortedMap<Integer, long[]> group : groups.values()) {
            for (long[] values : group.values()) {
                positive += values[1];
                all += values[2];
            }
        }
        return ofStrata(groups, positive / all, group -> Residual.AS_IT_IS);
    }

    private static ClusterSpread ofStrata(
            SortedMap<Integer, SortedMap<Integer, long[]>> strata, double share, IntFunction<Residual> residuals) {
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        strata.forEach((stratum, clusters) -> {
            Residual residual = residuals.apply(stratum);
            clusters.forEach((cluster, values) -> {
                double[] sum = sums.computeIfAbsent(cluster, c -> new double[2]);
                sum[0] += residual.few * (values[1] - share * values[2] - residual.mean * values[0]);
                sum[1] += values[2];
            });
        });
        return of(sums);
    }

    /**
     * What the rows of a stratum are held against.
     *
     * @param mean of what they add
     * @param few times that it lies too near to each of few rows
     */
    private record Residual(double mean, double few) {
        static final Residual AS_IT_IS = new Residual(0, 1);

        static Residual within(double[] stratum, double share) {
            double rows = stratum[0];
            return rows < 2
                    ? AS_IT_IS
                    : new Residual((stratum[1] - share * stratum[2]) / rows, Math.sqrt(rows / (rows - 1)));
        }
    }

    /** The spread from residual and size by cluster. */
    static ClusterSpread of(SortedMap<Integer, double[]> residualAndSize) {
        int clusters = 0;
        double total = 0;
        for (double[] cluster : residualAndSize.values()) {
            clusters += cluster[1] > 0 ? 1 : 0;
            total += cluster[1];
        }
        if (clusters < LEAST_CLUSTERS) {
            return new ClusterSpread(clusters, 0, 0, StrataReach.NONE, 0);
        }
        double variance = 0;
        double sizes = 0;
        double weights = 0;
        double squaredWeights = 0;
        for (double[] cluster : residualAndSize.values()) {
            double part = cluster[1] / total;
            double residual = cluster[0] / total;
            variance += residual * residual / (1 - part);
            sizes += part * part;
            double weight = part * part / (1 - part);
            weights += weight;
            squaredWeights += weight * weight;
        }
        double freedom = 1 / (sizes + weights * weights - squaredWeights);
        return new ClusterSpread(clusters, Math.sqrt(variance), freedom, StrataReach.NONE, 0);
    }

    /**
     * Half the length of an interval around the estimate: by Student's point for clusters, but never less than that of
     * independent rows.
     *
     * @param independent half the length as if rows were independent
     */
    double half(double independent, double confidence) {
        return isKnown() ? Math.max(independent, point(confidence) * error) : independent;
    }

    /**
     * How many times longer an interval is than that of independent rows; 1 when the spread is not known, and never less.
     *
     * @param independent standard error as if rows were independent
     */
    double inflation(double independent, double confidence) {
        if (!isKnown() || independent == 0) {
            return 1;
        }
        double normal = Tails.normal(Tails.each(confidence));
        return half(normal * independent, confidence) / (normal * independent);
    }

    /** Student's point, with one degree of freedom at least. */
    double point(double confidence) {
        return Tails.student(Math.max(1, degreesOfFreedom), Tails.each(confidence));
    }
}
