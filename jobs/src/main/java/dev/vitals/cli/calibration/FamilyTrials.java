package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.FalseDiscovery;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.FamilyWise;
import dev.vitals.stats.effect.PreferentialBonferroni;
import dev.vitals.stats.effect.WelchTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several metrics of the same units: whether anything at all is called falsely, or which share of what is called. */
final class FamilyTrials {
    private static final int METRICS = 6;
    private static final int UNITS = 200;
    private static final int MOVED = 3;
    private static final double EFFECT = 0.5;
    private static final String USUAL = "each at 5%";

    private FamilyTrials() {}

    static List<Trial> all() {
        return List.of(FamilyTrials::nothingMoved, FamilyTrials::halfMoved);
    }

    private static List<Claim> nothingMoved(Chance chance, boolean isPlanted) {
        double[] pValues = pValues(chance, 0);
        List<Claim> claims = new ArrayList<>();
        for (FamilyWise method : FamilyWise.values()) {
            claims.add(anyFalseCall(name(method), method.adjust(pValues), pValues));
        }
        double[] ofPrimary = PreferentialBonferroni.withDefaults().adjust(metric -> metric == 0, pValues);
        claims.add(anyFalseCall("one primary", ofPrimary, pValues));
        return claims;
    }

    private static Claim anyFalseCall(String method, double[] adjusted, double... pValues) {
        return Claim.share(
                        method + ", any false call",
                        "6 log-normal metrics, none moved",
                        Promise.AT_MOST,
                        isAnyCalled(adjusted))
                .beside(USUAL, isAnyCalled(pValues));
    }

    private static String name(FamilyWise method) {
        return switch (method) {
            case BONFERRONI -> "Bonferroni";
            case HOLM -> "Holm";
            case HOLM_SIDAK -> "Holm-Sidak";
            case SIDAK -> "Sidak";
            case HOCHBERG -> "Hochberg";
            case HOCHBERG_SIDAK -> "Hochberg-Sidak";
            case HOMMEL -> "Hommel";
        };
    }

    private static double isAnyCalled(double... pValues) {
        return Arrays.stream(pValues).anyMatch(p -> p <= Trial.ALPHA) ? 1 : 0;
    }

    private static List<Claim> halfMoved(Chance chance, boolean isPlanted) {
        double[] pValues = pValues(chance, MOVED);
        FalseDiscovery oneStage = FalseDiscovery.withDefaults();
        return List.of(
                falseCalls("Benjamini-Hochberg", oneStage, pValues),
                falseCalls("Benjamini-Yekutieli", oneStage.underAnyDependence(), pValues),
                falseCalls("two stages", oneStage.twoStage(Trial.ALPHA), pValues),
                falseCalls("two, no margin", oneStage.twoStageWithoutMargin(Trial.ALPHA), pValues));
    }

    private static Claim falseCalls(String method, FalseDiscovery discovery, double... pValues) {
        return Claim.share(
                        method + ", false share",
                        "6 log-normal metrics, 3 moved",
                        Promise.AT_MOST,
                        falseShare(discovery.adjust(pValues)))
                .beside(USUAL, falseShare(pValues));
    }

    /** Of those called the share that did not move; 0 where none is called. */
    private static double falseShare(double... pValues) {
        long called = Arrays.stream(pValues).filter(p -> p <= Trial.ALPHA).count();
        long right = Arrays.stream(pValues)
                .limit(MOVED)
                .filter(p -> p <= Trial.ALPHA)
                .count();
        return called == 0 ? 0 : (double) (called - right) / called;
    }

    /** Of metrics that move together, as a unit that does much of one thing does much of another. */
    private static double[] pValues(Chance chance, int moved) {
        CoMoments control = arm(chance, 0);
        CoMoments treatment = arm(chance, moved);
        double[] pValues = new double[METRICS];
        for (int metric = 0; metric < METRICS; metric++) {
            pValues[metric] = WelchTest.withDefaults()
                    .difference(control.sample(metric), treatment.sample(metric))
                    .pValue()
                    .getAsDouble();
        }
        return pValues;
    }

    private static CoMoments arm(Chance chance, int moved) {
        CoMoments.Accumulator units = new CoMoments.Accumulator(METRICS);
        double[] unit = new double[METRICS];
        for (int i = 0; i < UNITS; i++) {
            double own = chance.skewed(0.5);
            for (int metric = 0; metric < METRICS; metric++) {
                unit[metric] = own * chance.skewed(0.9) + (metric < moved ? EFFECT : 0);
            }
            units.add(unit);
        }
        return units.state();
    }
}
