package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusterCuped;
import dev.vitals.stats.effect.ClusterTest;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Cuped;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.PastClusters;
import dev.vitals.stats.effect.PermutationTest;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Arms to which whole channels of unequal size were assigned, with heavy-tailed units that resemble each other. */
final class ClusterTrials {
    private static final double BETWEEN = 0.3;
    private static final double SIGMA = 1;
    private static final double UNITS = 40;
    private static final double EFFECT = 0.3;
    private static final int FEWEST = 8;

    private ClusterTrials() {}

    static List<Trial> all() {
        return List.of(
                (chance, isPlanted) -> channels(chance, isPlanted, FEWEST),
                (chance, isPlanted) -> channels(chance, isPlanted, 20),
                (chance, isPlanted) -> channels(chance, isPlanted, 60),
                (chance, isPlanted) -> withPast(chance, isPlanted, FEWEST),
                (chance, isPlanted) -> withPast(chance, isPlanted, 20),
                (chance, isPlanted) -> withPast(chance, isPlanted, 60));
    }

    private static List<Claim> withPast(Chance chance, boolean isPlanted, int channels) {
        double effect = isPlanted ? EFFECT : 0;
        PastArm control = armWithPast(chance, channels / 2, 0);
        PastArm treatment = armWithPast(chance, channels / 2, effect);
        Hypothesis none = Hypothesis.NO_DIFFERENCE;
        PastClusters before = control.clusters;
        PastClusters after = treatment.clusters;
        boolean isEnough = ClusterCuped.isEnough(before, after);
        Effect judged = isEnough
                ? ClusterCuped.of(before, after).difference(none)
                : ClusterTest.of(none).unitAverage(before.metric(), after.metric());
        Effect lift = isEnough
                ? ClusterCuped.of(before, after).lift(none)
                : ClusterTest.of(none).unitAverageLift(before.metric(), after.metric());
        Cuped units = Cuped.ofMeans(control.units, treatment.units);
        Promise promise = channels == FEWEST ? Promise.AT_MOST : Promise.EXACT;
        String data = channels + " channels of unequal size";
        return List.of(
                Claim.of("clusters, past taken out", data, promise, judged, effect)
                        .beside("units as independent", units.difference(none)),
                Claim.of("clusters, past taken out, lift", data, promise, lift, effect)
                        .beside("units as independent", units.lift(none)),
                Claim.pValue(
                                "past alike in both arms, clusters",
                                data,
                                promise,
                                isEnough
                                        ? OptionalDouble.of(
                                                ClusterCuped.of(before, after).imbalancePValue())
                                        : OptionalDouble.empty())
                        .beside("units as independent", units.imbalancePValue() <= Trial.ALPHA ? 1 : 0));
    }

    private record PastArm(PastClusters clusters, CoMoments units) {}

    /** Channels keep most of what sets them apart, and their units some of it. */
    private static PastArm armWithPast(Chance chance, int channels, double effect) {
        double[] sums = new double[channels];
        double[] counts = new double[channels];
        CoMoments.Accumulator units = new CoMoments.Accumulator(2);
        double[] past = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            double own = BETWEEN * chance.normal();
            double since = BETWEEN / 3 * chance.normal();
            counts[channel] = chance.size(UNITS);
            for (int i = 0; i < counts[channel]; i++) {
                double unit = chance.skewed(SIGMA);
                double value = effect + own + since + (unit + chance.skewed(SIGMA)) / 2;
                sums[channel] += value;
                past[channel] += own + unit;
                units.add(value, own + unit);
            }
        }
        return new PastArm(
                PastClusters.of(sums, counts, new double[][] {past}, new double[][] {counts}), units.state());
    }

    private record Arm(ArmClusters clusters, SampleMean units) {}

    private static List<Claim> channels(Chance chance, boolean isPlanted, int channels) {
        double effect = isPlanted ? EFFECT : 0;
        Arm control = arm(chance, channels / 2, 0);
        Arm treatment = arm(chance, channels / 2, effect);
        Effect usual = WelchTest.withDefaults().difference(control.units, treatment.units);
        String data = channels + " channels of unequal size";
        // Four long-tailed numbers an arm call less than 5%, by Student's distribution (see ClusterTest).
        Promise promise = channels == FEWEST ? Promise.AT_MOST : Promise.EXACT;
        List<Claim> claims = new ArrayList<>();
        claims.add(Claim.of(
                        "clusters, CR2 and Bell-McCaffrey",
                        data,
                        promise,
                        ClusterTest.withDefaults().unitAverage(control.clusters, treatment.clusters),
                        effect)
                .beside("units as independent", usual));
        claims.add(Claim.of(
                        "clusters, mean of channels",
                        data,
                        promise,
                        ClusterTest.withDefaults().channelAverage(control.clusters, treatment.clusters),
                        effect)
                .beside("units as independent", usual));
        claims.add(Claim.of(
                        "clusters, lift",
                        data,
                        promise,
                        ClusterTest.withDefaults().unitAverageLift(control.clusters, treatment.clusters),
                        effect)
                .beside("units as independent", usual));
        claims.add(Claim.of(
                        "clusters, lift of channels",
                        data,
                        promise,
                        ClusterTest.withDefaults().channelAverageLift(control.clusters, treatment.clusters),
                        effect)
                .beside("units as independent", usual));
        if (channels == FEWEST) {
            Effect plain = PermutationTest.withDefaults()
                    .ofPlainDifference()
                    .unitAverage(control.clusters, treatment.clusters);
            claims.add(Claim.called("permutation, plain difference", data, Promise.AT_MOST, Trial.isCalled(plain))
                    .beside("units as independent", usual));
            Effect dealt = PermutationTest.withDefaults().unitAverage(control.clusters, treatment.clusters);
            claims.add(Claim.called("permutation of channels", data, Promise.AT_MOST, Trial.isCalled(dealt))
                    .beside("units as independent", usual));
        }
        return claims;
    }

    private static Arm arm(Chance chance, int channels, double effect) {
        double[] sums = new double[channels];
        double[] counts = new double[channels];
        CoMoments.Accumulator units = new CoMoments.Accumulator(1);
        for (int channel = 0; channel < channels; channel++) {
            double own = effect + BETWEEN * chance.normal();
            counts[channel] = chance.size(UNITS);
            for (int i = 0; i < counts[channel]; i++) {
                double unit = own + chance.skewed(SIGMA);
                sums[channel] += unit;
                units.add(unit);
            }
        }
        return new Arm(ArmClusters.of(sums, counts), units.state().sample(0));
    }
}
