package dev.vitals.job.compare;

import dev.vitals.job.compare.Comparison.Clustering;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusterCuped;
import dev.vitals.stats.effect.ClusterTest;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.PastClusters;
import dev.vitals.stats.effect.PermutationTest;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Arms to which whole clusters, such as channels, were assigned. */
final class ClusterComparison {
    /** Below so many clusters in an arm a distribution is checked by dealing the labels anew. */
    private static final int FEW = 10;

    private ClusterComparison() {}

    static Comparison of(boolean isRatio, List<UnitGroup> control, List<UnitGroup> treatment) {
        PastClusters one = totals(isRatio, control);
        PastClusters other = totals(isRatio, treatment);
        ArmClusters before = one.metric();
        ArmClusters after = other.metric();
        OptionalDouble designEffect = designEffect(isRatio, control, treatment);
        Optional<Function<Hypothesis, Effect>> channels =
                Optional.of(hypothesis -> ClusterTest.of(hypothesis).channelAverage(before, after));
        if (one.covariates() > 0 && ClusterCuped.isEnough(one, other)) {
            ClusterCuped cuped = ClusterCuped.of(one, other);
            List<ArmClusters> blind = cuped.blind();
            return Comparison.of(before.unitAverage(), after.unitAverage(), cuped::difference, cuped::lift)
                    .beside(Beside.NOTHING
                            .withPast(new Readout.Past(
                                    cuped.correlation(), cuped.varianceRatio(), cuped.imbalancePValue()))
                            .withClusters(new Clustering(
                                    before.clusters(),
                                    after.clusters(),
                                    designEffect,
                                    channels,
                                    permuted(blind.get(0), blind.get(1)))));
        }
        return Comparison.of(
                        before.unitAverage(),
                        after.unitAverage(),
                        hypothesis -> ClusterTest.of(hypothesis).unitAverage(before, after),
                        hypothesis -> ClusterTest.of(hypothesis).unitAverageLift(before, after))
                .beside(Beside.NOTHING.withClusters(new Clustering(
                        before.clusters(), after.clusters(), designEffect, channels, permuted(before, after))));
    }

    private static PastClusters totals(boolean isRatio, List<UnitGroup> groups) {
        int own = isRatio ? 2 : 1;
        int covariates = (groups.get(0).moments().values() - own) / own;
        double[][] pastSums = new double[covariates][];
        double[][] pastUnits = new double[covariates][];
        for (int i = 0; i < covariates; i++) {
            pastSums[i] = sums(groups, own * (i + 1));
            pastUnits[i] = units(isRatio, groups, own * (i + 1) + 1);
        }
        return PastClusters.of(sums(groups, 0), units(isRatio, groups, 1), pastSums, pastUnits);
    }

    private static double[] sums(List<UnitGroup> groups, int value) {
        return groups.stream()
                .map(UnitGroup::moments)
                .mapToDouble(moments -> moments.mean(value) * moments.n())
                .toArray();
    }

    /** What sums are shared by: how many units there are, or of a ratio their denominators. */
    private static double[] units(boolean isRatio, List<UnitGroup> groups, int denominator) {
        return isRatio
                ? sums(groups, denominator)
                : groups.stream().mapToDouble(group -> group.moments().n()).toArray();
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
                .unitAverage(
                        totals(isRatio, control).metric(),
                        totals(isRatio, treatment).metric())
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
