package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusterTest;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.RatioOfMeans;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import java.util.List;

/** Guardrails: what lost exactly the margin is let pass in 5%, and the limit of 95% lies below what lost nothing. */
final class GuardTrials {
    private static final int UNITS = 500;
    private static final int CHANNELS = 20;
    private static final double BETWEEN = 0.3;
    private static final double MARGIN = -0.1;
    private static final double MARGIN_OF_CLUSTERS = -0.3;

    private static final Hypothesis NOT_LOWER = Hypothesis.NO_DIFFERENCE.with(Alternative.LESS);
    private static final Hypothesis NOT_HIGHER = Hypothesis.NO_DIFFERENCE.with(Alternative.GREATER);

    private GuardTrials() {}

    static List<Trial> all() {
        return List.of(GuardTrials::means, GuardTrials::meansToKeepLow, GuardTrials::clusters);
    }

    private static List<Claim> means(Chance chance, boolean isPlanted) {
        double moved = isPlanted ? 0 : MARGIN;
        SampleMean control = units(chance, 0);
        SampleMean treatment = units(chance, moved);
        WelchTest test = WelchTest.of(NOT_HIGHER.withValue(MARGIN));
        String data = "log-normal units that lost the margin";
        return List.of(
                Claim.of("guardrail, difference", data, Promise.EXACT, test.difference(control, treatment), moved),
                Claim.of("guardrail, lift", data, Promise.EXACT, test.lift(control, treatment), moved),
                ofLogs(data, MARGIN, control, treatment, moved));
    }

    /** Where lower is good, and the treatment is higher by the margin. */
    private static List<Claim> meansToKeepLow(Chance chance, boolean isPlanted) {
        double moved = isPlanted ? 0 : -MARGIN;
        SampleMean control = units(chance, 0);
        SampleMean treatment = units(chance, moved);
        WelchTest test = WelchTest.of(NOT_LOWER.withValue(-MARGIN));
        String data = "log-normal units that rose by the margin";
        return List.of(
                Claim.of("guardrail, difference", data, Promise.EXACT, test.difference(control, treatment), moved),
                Claim.of("guardrail, lift", data, Promise.EXACT, test.lift(control, treatment), moved),
                ofLogs(data, -MARGIN, control, treatment, moved));
    }

    /** One limit of 95% is one of two that hold 90% together. */
    private static Claim ofLogs(String data, double margin, SampleMean control, SampleMean treatment, double moved) {
        Effect both = RatioOfMeans.withDefaults().withConfidence(0.9).ofLogs(control, treatment);
        double lower = both.lower().getAsDouble();
        double upper = both.upper().getAsDouble();
        boolean isHigherGood = margin < 0;
        return Claim.called(
                        "guardrail, log ratio", data, Promise.EXACT, isHigherGood ? lower >= margin : upper <= margin)
                .held(isHigherGood ? lower <= moved : moved <= upper);
    }

    private static SampleMean units(Chance chance, double moved) {
        CoMoments.Accumulator units = new CoMoments.Accumulator(1);
        for (int i = 0; i < UNITS; i++) {
            units.add(moved + chance.skewed(1));
        }
        return units.state().sample(0);
    }

    private static List<Claim> clusters(Chance chance, boolean isPlanted) {
        double moved = isPlanted ? 0 : MARGIN_OF_CLUSTERS;
        ArmClusters control = channels(chance, 0);
        ArmClusters treatment = channels(chance, moved);
        ClusterTest test = ClusterTest.of(NOT_HIGHER.withValue(MARGIN_OF_CLUSTERS));
        return List.of(Claim.of(
                "guardrail of clusters",
                "40 channels, half of them lost the margin",
                Promise.EXACT,
                test.unitAverage(control, treatment),
                moved));
    }

    private static ArmClusters channels(Chance chance, double moved) {
        double[] sums = new double[CHANNELS];
        double[] counts = new double[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = moved + BETWEEN * chance.normal();
            counts[channel] = chance.size(40);
            for (int i = 0; i < counts[channel]; i++) {
                sums[channel] += own + chance.skewed(1);
            }
        }
        return ArmClusters.of(sums, counts);
    }
}
