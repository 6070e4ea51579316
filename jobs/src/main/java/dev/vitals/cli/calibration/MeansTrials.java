package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Cuped;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.PostStratification;
import dev.vitals.stats.effect.RatioOfMeans;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.SharesTest;
import dev.vitals.stats.effect.WelchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Means and ratios of independent units with heavy tails, also after what they were like before is taken out. */
final class MeansTrials {
    private static final int UNITS = 500;
    private static final double SIGMA = 1;
    private static final double LIFT = 0.2;
    private static final double SHARE = 0.15;
    private static final int STRATA = 4;
    /** See {@link PostStratification} on lifts. */
    private static final Promise LIFT_OF_STRATA = Promise.knownShort(0.065, 0.93);

    private static final String ROWS = "messages as independent";

    private MeansTrials() {}

    static List<Trial> all() {
        return List.of(
                MeansTrials::means,
                MeansTrials::ratio,
                MeansTrials::adjustedMeans,
                MeansTrials::adjustedRatio,
                MeansTrials::strata,
                MeansTrials::ratioOfStrata);
    }

    private static List<Claim> means(Chance chance, boolean isPlanted) {
        SampleMean control = units(chance, 1);
        double lift = isPlanted ? LIFT : 0;
        SampleMean treatment = units(chance, 1 + lift);
        WelchTest welch = WelchTest.withDefaults();
        RatioOfMeans ratios = RatioOfMeans.withDefaults();
        String data = "log-normal units, 500 an arm";
        return List.of(
                Claim.of("Welch, difference", data, Promise.EXACT, welch.difference(control, treatment), lift),
                Claim.of("Welch, lift", data, Promise.EXACT, welch.lift(control, treatment), lift),
                Claim.of("ratio by logarithms", data, Promise.EXACT, ratios.ofLogs(control, treatment), lift),
                Claim.of("ratio by Fieller", data, Promise.EXACT, ratios.fieller(control, treatment), lift));
    }

    private static SampleMean units(Chance chance, double mean) {
        CoMoments.Accumulator units = new CoMoments.Accumulator(1);
        for (int i = 0; i < UNITS; i++) {
            units.add(mean * chance.skewed(SIGMA));
        }
        return units.state().sample(0);
    }

    private static List<Claim> ratio(Chance chance, boolean isPlanted) {
        double share = isPlanted ? SHARE * (1 + LIFT) : SHARE;
        CoMoments control = chatters(chance, SHARE);
        CoMoments treatment = chatters(chance, share);
        String data = "negative messages of 500 chatters an arm";
        double rows = ofRows(control, treatment);
        WelchTest welch = WelchTest.withDefaults();
        return List.of(
                Claim.of(
                                "ratio metric, delta method",
                                data,
                                Promise.EXACT,
                                welch.difference(control.ratio(0, 1), treatment.ratio(0, 1)),
                                share - SHARE)
                        .beside(ROWS, rows),
                Claim.of(
                                "ratio metric, lift",
                                data,
                                Promise.EXACT,
                                welch.lift(control.ratio(0, 1), treatment.ratio(0, 1)),
                                share / SHARE - 1)
                        .beside(ROWS, rows));
    }

    /** Negative and all messages, then the same of before; a chatter is as negative as before, and has as much to say. */
    private static CoMoments chatters(Chance chance, double share) {
        CoMoments.Accumulator units = new CoMoments.Accumulator(4);
        for (int i = 0; i < UNITS; i++) {
            chatter(chance, share, 1, units);
        }
        return units.state();
    }

    private static void chatter(Chance chance, double share, double talk, CoMoments.Accumulator units) {
        double own = chance.probability(SHARE, 0.8);
        double activity = 8 * talk * chance.skewed(SIGMA);
        int before = 1 + chance.poisson(activity);
        int now = 1 + chance.poisson(activity);
        units.add(chance.binomial(now, Math.min(1, own * share / SHARE)), now, chance.binomial(before, own), before);
    }

    /** What a test of two shares makes of it with each message as a unit. */
    private static double ofRows(CoMoments control, CoMoments treatment) {
        double p = SharesTest.Z.pValue(total(control, 0), total(control, 1), total(treatment, 0), total(treatment, 1));
        return p <= Trial.ALPHA ? 1 : 0;
    }

    private static long total(CoMoments arm, int value) {
        return Math.round(arm.n() * arm.mean(value));
    }

    private static List<Claim> adjustedMeans(Chance chance, boolean isPlanted) {
        double lift = isPlanted ? LIFT : 0;
        Cuped cuped = Cuped.ofMeans(withPast(chance, 1, 0), withPast(chance, 1 + lift, 0));
        String data = "log-normal units, 2 covariates of before";
        return List.of(
                Claim.of(
                        "CUPED of means, difference",
                        data,
                        Promise.EXACT,
                        cuped.difference(Hypothesis.NO_DIFFERENCE),
                        lift),
                Claim.of("CUPED of means, lift", data, Promise.EXACT, cuped.lift(Hypothesis.NO_DIFFERENCE), lift),
                Claim.pValue(
                        "past alike in both arms", data, Promise.EXACT, OptionalDouble.of(cuped.imbalancePValue())));
    }

    /** The metric with half of its logarithm's variance from before, what it was before, and whether there was any. */
    private static CoMoments withPast(Chance chance, double mean, double level) {
        CoMoments.Accumulator units = new CoMoments.Accumulator(3);
        for (int i = 0; i < UNITS; i++) {
            addWithPast(chance, mean, level, units);
        }
        return units.state();
    }

    private static void addWithPast(Chance chance, double mean, double level, CoMoments.Accumulator units) {
        double half = Math.sqrt(SIGMA / 2);
        double lasting = chance.skewed(half);
        boolean isKnown = chance.happens(0.8);
        double now = mean * Math.exp(level) * lasting * chance.skewed(half);
        units.add(now, isKnown ? Math.exp(level) * lasting * chance.skewed(half) : 0, isKnown ? 1 : 0);
    }

    private static List<Claim> adjustedRatio(Chance chance, boolean isPlanted) {
        double share = isPlanted ? SHARE * (1 + LIFT) : SHARE;
        CoMoments control = chatters(chance, SHARE);
        CoMoments treatment = chatters(chance, share);
        Cuped cuped = Cuped.ofRatios(control, treatment);
        String data = "negative messages, share of before";
        double rows = ofRows(control, treatment);
        return List.of(
                Claim.of(
                                "CUPED of ratios",
                                data,
                                Promise.EXACT,
                                cuped.difference(Hypothesis.NO_DIFFERENCE),
                                share - SHARE)
                        .beside(ROWS, rows),
                Claim.of(
                                "CUPED of ratios, lift",
                                data,
                                Promise.EXACT,
                                cuped.lift(Hypothesis.NO_DIFFERENCE),
                                share / SHARE - 1)
                        .beside(ROWS, rows));
    }

    /** Units fall into strata, and into arms, by chance; the level of a stratum is a log-normal one. */
    private static List<Claim> strata(Chance chance, boolean isPlanted) {
        double lift = isPlanted ? LIFT : 0;
        CoMoments.Accumulator[][] cells = cells(3);
        double mean = 0;
        for (int s = 0; s < STRATA; s++) {
            mean += Math.exp(s / 2.0) / STRATA;
        }
        for (int i = 0; i < 2 * UNITS; i++) {
            int arm = chance.below(2);
            int stratum = chance.below(STRATA);
            addWithPast(chance, arm == 0 ? 1 : 1 + lift, stratum / 2.0, cells[stratum][arm]);
        }
        List<PostStratification.Arms> arms = arms(cells);
        String data = "log-normal units of 4 strata";
        return List.of(
                Claim.of(
                        "post-stratified means",
                        data,
                        Promise.EXACT,
                        PostStratification.ofMeans(arms).difference(Hypothesis.NO_DIFFERENCE),
                        lift * mean),
                Claim.of(
                        "post-stratified means, lift",
                        data,
                        Promise.EXACT,
                        PostStratification.ofMeans(arms).lift(Hypothesis.NO_DIFFERENCE),
                        lift),
                Claim.of(
                        "post-stratified means, adjusted",
                        data + ", covariates",
                        Promise.EXACT,
                        PostStratification.ofAdjustedMeans(arms).difference(Hypothesis.NO_DIFFERENCE),
                        lift * mean));
    }

    private static List<Claim> ratioOfStrata(Chance chance, boolean isPlanted) {
        double share = isPlanted ? SHARE * (1 + LIFT) : SHARE;
        CoMoments.Accumulator[][] cells = cells(4);
        for (int i = 0; i < 2 * UNITS; i++) {
            int arm = chance.below(2);
            int stratum = chance.below(STRATA);
            chatter(chance, arm == 0 ? SHARE : share, 0.5 + stratum, cells[stratum][arm]);
        }
        List<PostStratification.Arms> arms = arms(cells);
        CoMoments control = CoMoments.none(4);
        CoMoments treatment = control;
        for (PostStratification.Arms stratum : arms) {
            control = control.merge(stratum.control());
            treatment = treatment.merge(stratum.treatment());
        }
        PostStratification stratified = PostStratification.ofRatios(arms);
        String data = "negative messages of 4 strata of chatters";
        double rows = ofRows(control, treatment);
        return List.of(
                Claim.of(
                                "post-stratified ratios",
                                data,
                                Promise.EXACT,
                                stratified.difference(Hypothesis.NO_DIFFERENCE),
                                share - SHARE)
                        .beside(ROWS, rows),
                Claim.of(
                                "post-stratified ratios, lift",
                                data,
                                LIFT_OF_STRATA,
                                stratified.lift(Hypothesis.NO_DIFFERENCE),
                                share / SHARE - 1)
                        .beside(ROWS, rows));
    }

    private static CoMoments.Accumulator[][] cells(int values) {
        CoMoments.Accumulator[][] cells = new CoMoments.Accumulator[STRATA][2];
        for (CoMoments.Accumulator[] arms : cells) {
            arms[0] = new CoMoments.Accumulator(values);
            arms[1] = new CoMoments.Accumulator(values);
        }
        return cells;
    }

    private static List<PostStratification.Arms> arms(CoMoments.Accumulator[][] cells) {
        List<PostStratification.Arms> strata = new ArrayList<>();
        for (CoMoments.Accumulator[] arms : cells) {
            strata.add(new PostStratification.Arms(arms[0].state(), arms[1].state()));
        }
        return strata;
    }
}
