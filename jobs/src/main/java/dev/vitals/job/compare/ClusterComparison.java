package dev.vitals.job.compare;

import dev.vitals.job.compare.Comparison.Clustering;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusterTest;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.PermutationTest;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import java.util.List;
import java.util.OptionalDouble;

/** Arms to which whole clusters, such as channels, were assigned. */
final class ClusterComparison {
    /** Below so many clusters in an arm a distribution is checked by dealing the labels anew. */
    private static final int FEW = 10;

    private ClusterComparison() {}

    static Comparison of(boolean isRatio, List<UnitGroup> control, List<UnitGroup> treatment) {
        ArmClusters before = totals(isRatio, control);
        ArmClusters after = totals(isRatio, treatment);
        return Comparison.of(
                        before.unitAverage(),
                        after.unitAverage(),
                        hypothesis -> ClusterTest.of(hypothesis).unitAverage(before, after),
                        hypothesis -> ClusterTest.of(hypothesis).unitAverageLift(before, after))
                .beside(Beside.NOTHING.withClusters(new Clustering(
                        before.clusters(),
                        after.clusters(),
                        designEffect(isRatio, control, treatment),
                        hypothesis -> ClusterTest.of(hypothesis).channelAverage(before, after),
                        permuted(before, after))));
    }

    private static ArmClusters totals(boolean isRatio, List<UnitGroup> groups) {
        double[] sums = new double[groups.size()];
        double[] units = new double[groups.size()];
        for (int g = 0; g < sums.length; g++) {
            CoMoments moments = groups.get(g).moments();
            sums[g] = moments.mean(0) * moments.n();
            units[g] = isRatio ? moments.mean(1) * moments.n() : moments.n();
        }
        return ArmClusters.of(sums, units);
    }

    private static OptionalDouble permuted(ArmClusters before, ArmClusters after) {
        int fewest = Math.min(before.clusters(), after.clusters());
        return fewest >= FEW || fewest < 2
                ? OptionalDouble.empty()
                : PermutationTest.withDefaults().unitAverage(before, after).pValue();
    }

    /** Variance by clusters over that of independent units; empty where only totals of clusters are known. */
    private static OptionalDouble designEffect(boolean isRatio, List<UnitGroup> control, List<UnitGroup> treatment) {
        SampleMean before = together(isRatio, control);
        SampleMean after = together(isRatio, treatment);
        if (before == null || after == null) {
            return OptionalDouble.empty();
        }
        OptionalDouble independent =
                WelchTest.withDefaults().difference(before, after).standardError();
        OptionalDouble clustered = ClusterTest.withDefaults()
                .unitAverage(totals(isRatio, control), totals(isRatio, treatment))
                .standardError();
        if (independent.isEmpty() || clustered.isEmpty()) {
            return OptionalDouble.empty();
        }
        double ratio = clustered.getAsDouble() / independent.getAsDouble();
        return OptionalDouble.of(ratio * ratio);
    }

    /** All units of an arm, or null where it is not known how they vary within clusters. */
    private static SampleMean together(boolean isRatio, List<UnitGroup> groups) {
        CoMoments all = CoMoments.none(groups.get(0).moments().values());
        boolean isKnown = false;
        for (UnitGroup group : groups) {
            all = all.merge(group.moments());
            isKnown |= group.moments().coMoment(0, 0) > 0;
        }
        if (!isKnown || all.n() < 2) {
            return null;
        }
        return isRatio ? all.ratio(0, 1) : all.sample(0);
    }
}
