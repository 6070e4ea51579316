package dev.vitals.stats;

import dev.vitals.stats.Estimate.Options;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

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
 *     from {@code error}; 0 where their sizes are known, of no sample, or of one stratum
 */
public record ClusterSpread(int clusters, double error, double degreesOfFreedom, StrataReach strata, double between) {
    private static final int LEAST_CLUSTERS = 2;

    /**
     * Clusters that are alike by chance, as two of them often are, make an interval no shorter than that of twice as many
     * independent rows. A higher bound, such as that of as many rows, would make it too long on average: `bench coverage`.
     */
    private static final double LEAST_OF_ROWS = Math.sqrt(0.5);

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
     * w (y - p x), is held against its mean in the row's own stratum, or against 0 where a stratum has a single row: so the
     * weights may vary within a stratum, too, as views do (Särndal, Swensson and Wretman 1992, section 5.6).
     *
     * @param totals lanes of {@link Stratum}
     * @param effectiveRows see {@link WeightedShare.State#effectiveSize}
     * @param isCut whether the share is of a part of a stratum whose size is a matter of the sample (section 5.8): one
     *     category of it, or all of it where nobody counted it before it was drawn; then what tells it from other strata
     *     varies as well
     */
    public static ClusterSpread ofStrata(ClusterTotals totals, double effectiveRows, IntPredicate isCut) {
        SortedMap<Integer, SortedMap<Integer, long[]>> groups = totals.byGroup();
        SortedMap<Integer, Stratum> strata = new TreeMap<>();
        groups.forEach((group, clusters) -> strata.put(group, Stratum.of(clusters.values())));
        Stratum whole = strata.values().stream().reduce(Stratum.NONE, Stratum::plus);
        double share = whole.share();
        ClusterSpread within =
                ofResiduals(groups, share, group -> strata.get(group).residual(share));
        ClusterSpread all = ofResiduals(
                groups,
                share,
                group ->
                        isCut.test(group) ? Stratum.AS_IT_IS : strata.get(group).residual(share));
        double between = Math.sqrt(Math.max(0, all.error * all.error - within.error * within.error));
        StrataReach reach = StrataReach.of(strata.values(), effectiveRows);
        return new ClusterSpread(within.clusters, within.error, within.degreesOfFreedom, reach, between);
    }

    private static ClusterSpread ofResiduals(
            SortedMap<Integer, SortedMap<Integer, long[]>> groups,
            double share,
            IntFunction<Stratum.Residual> residuals) {
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        groups.forEach((group, clusters) -> {
            Stratum.Residual residual = residuals.apply(group);
            clusters.forEach((cluster, lanes) -> {
                Stratum own = Stratum.of(List.of(lanes));
                double[] sum = sums.computeIfAbsent(cluster, c -> new double[2]);
                sum[0] += residual.few() * (own.positive() - share * own.part() - residual.mean() * own.rows());
                sum[1] += own.all();
            });
        });
        Stratum whole = groups.values().stream()
                .map(clusters -> Stratum.of(clusters.values()))
                .reduce(Stratum.NONE, Stratum::plus);
        return of(sums).times(whole.all() / whole.part());
    }

    private ClusterSpread times(double factor) {
        return new ClusterSpread(clusters, factor * error, degreesOfFreedom, strata, factor * between);
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
     * Half the length of an interval around the estimate: by Student's point for clusters.
     *
     * @param independent half the length as if rows were independent
     */
    double half(double independent, double confidence) {
        return isKnown() ? Math.max(LEAST_OF_ROWS * independent, point(confidence) * error) : independent;
    }

    /**
     * How many times as long an interval is as that of independent rows; 1 when the spread is not known.
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

    /**
     * Standard error of the estimate.
     *
     * @param independent as if rows were independent
     */
    double error(double independent) {
        return isKnown() ? Math.max(LEAST_OF_ROWS * independent, error) : independent;
    }

    /** Student's point, with one degree of freedom at least. */
    double point(double confidence) {
        return Tails.student(Math.max(1, degreesOfFreedom), Tails.each(confidence));
    }
}
