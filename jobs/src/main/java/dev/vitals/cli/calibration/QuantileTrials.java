package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusteredQuantile;
import dev.vitals.stats.effect.ClusteredQuantile.Ranks;
import dev.vitals.stats.effect.ClusteredValue;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Quantiles of heavy-tailed cases in channels that have a level of their own. */
final class QuantileTrials {
    private static final int CHANNELS = 30;
    private static final double CASES = 40;
    private static final double BETWEEN = 0.5;
    private static final double SIGMA = 1;
    private static final double EFFECT = 0.3;

    private QuantileTrials() {}

    static List<Trial> all() {
        return List.of(
                (chance, isPlanted) -> quantile(chance, isPlanted, 0.5),
                (chance, isPlanted) -> quantile(chance, isPlanted, 0.9),
                QuantileTrials::lift);
    }

    private static List<Claim> quantile(Chance chance, boolean isPlanted, double share) {
        double effect = isPlanted ? EFFECT : 0;
        List<double[]> control = channels(chance, 0);
        List<double[]> treatment = channels(chance, effect);
        String name = "p%.0f".formatted(100 * share);
        Effect usual = difference(share, single(control), single(treatment));
        return List.of(Claim.of(
                        name + " of clusters",
                        name + " of 60 channels",
                        Promise.EXACT,
                        difference(share, control, treatment),
                        effect)
                .beside("cases as independent", usual));
    }

    /** Times of which a channel takes so many times as long as another. */
    private static List<Claim> lift(Chance chance, boolean isPlanted) {
        double effect = isPlanted ? EFFECT : 0;
        List<double[]> control = times(chance, 0);
        List<double[]> treatment = times(chance, effect);
        return List.of(Claim.of(
                        "p50 of clusters, lift",
                        "p50 of times in 60 channels",
                        Promise.EXACT,
                        lift(control, treatment),
                        Math.expm1(effect))
                .beside("cases as independent", lift(single(control), single(treatment))));
    }

    private static Effect lift(List<double[]> control, List<double[]> treatment) {
        return arm(0.5, treatment).relativeTo(arm(0.5, control), Hypothesis.NO_DIFFERENCE, "quantile_log");
    }

    private static List<double[]> times(Chance chance, double effect) {
        List<double[]> channels = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = effect + BETWEEN * chance.normal();
            double[] times = new double[chance.size(CASES)];
            Arrays.setAll(times, i -> Math.exp(own + SIGMA * chance.normal()));
            channels.add(times);
        }
        return channels;
    }

    private static List<double[]> channels(Chance chance, double effect) {
        List<double[]> channels = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = effect + BETWEEN * chance.normal();
            double[] cases = new double[chance.size(CASES)];
            Arrays.setAll(cases, i -> own + chance.skewed(SIGMA));
            channels.add(cases);
        }
        return channels;
    }

    /** Each case a channel of its own. */
    private static List<double[]> single(List<double[]> channels) {
        return channels.stream()
                .flatMapToDouble(Arrays::stream)
                .mapToObj(value -> new double[] {value})
                .toList();
    }

    private static Effect difference(double share, List<double[]> control, List<double[]> treatment) {
        return arm(share, treatment).less(arm(share, control), Hypothesis.NO_DIFFERENCE, "quantile");
    }

    private static ClusteredValue arm(double share, List<double[]> channels) {
        double[] sorted =
                channels.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        ClusteredQuantile quantile = ClusteredQuantile.of(share);
        Ranks ranks = quantile.ranks(sorted.length).orElseThrow();
        double value = sorted[(int) ranks.value() - 1];
        double[] below = channels.stream()
                .mapToDouble(cases ->
                        Arrays.stream(cases).filter(each -> each <= value).count())
                .toArray();
        double[] all = channels.stream().mapToDouble(cases -> cases.length).toArray();
        return quantile.arm(
                        sorted[(int) ranks.lower() - 1],
                        value,
                        sorted[(int) ranks.upper() - 1],
                        ArmClusters.of(below, all))
                .orElseThrow();
    }
}
