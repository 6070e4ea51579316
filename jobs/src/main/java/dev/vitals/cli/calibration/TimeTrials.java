package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.LogRank;
import dev.vitals.stats.LogRank.Weights;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.effect.ArmNowcast;
import dev.vitals.stats.effect.ClusteredLogRank;
import dev.vitals.stats.effect.ClusteredValue;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.RestrictedMeanTest;
import dev.vitals.stats.effect.WelchTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Times that have not ended and labels that have not come, in channels that are quick or slow. */
final class TimeTrials {
    static final double HOUR = 3600;
    private static final long HORIZON = 72 * 3600;
    static final double MEDIAN = 6 * HOUR;
    static final List<Weighted> WEIGHTED = List.of(
            new Weighted("Gehan", Weights.GEHAN),
            new Weighted("Tarone-Ware", Weights.TARONE_WARE),
            new Weighted("Peto", Weights.PETO),
            new Weighted("Fleming-Harrington", Weights.flemingHarrington(1)));
    private static final int CHANNELS = 20;
    private static final double OF_CHANNEL = 0.5;
    private static final double OF_CASE = 1.2;
    private static final double SPREAD = Math.hypot(OF_CHANNEL, OF_CASE);
    private static final double QUICKER = 0.7;
    /** The treatment came later, so that its cases are younger. */
    static final double CONTROL_AGE = 7 * 24 * HOUR;

    static final double TREATMENT_AGE = 4 * 24 * HOUR;

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int DAYS = 60;
    private static final int LONGEST = 25;
    private static final double SHARE = 0.2;
    private static final double MORE = 1.2;

    private TimeTrials() {}

    static List<Trial> all() {
        return List.of(TimeTrials::times, TimeTrials::labels);
    }

    /** A test of the log-rank family. */
    record Weighted(String name, Weights weights) {}

    /** The cases of the channels of an arm, and how long those took that are closed. */
    private record Cases(List<TimeHistogram> channels, CoMoments closed) {
        TimeHistogram all() {
            TimeHistogram.Builder all = TimeHistogram.builder();
            channels.forEach(all::merge);
            return all.build();
        }
    }

    private static List<Claim> times(Chance chance, boolean isPlanted) {
        double factor = isPlanted ? QUICKER : 1;
        Cases control = cases(chance, 1, CONTROL_AGE);
        Cases treatment = cases(chance, factor, TREATMENT_AGE);
        double usualMean = restrictedMean(1, SPREAD, HORIZON);
        double truth = restrictedMean(factor, SPREAD, HORIZON) - usualMean;
        Effect closed = WelchTest.withDefaults().difference(control.closed.sample(0), treatment.closed.sample(0));
        RestrictedMeanTest means = RestrictedMeanTest.withDefaults();
        Effect ranks = ClusteredLogRank.withDefaults().test(control.channels, treatment.channels);
        double rows = LogRank.withDefaults()
                                .test(List.of(control.all(), treatment.all()))
                                .pValue()
                        <= Trial.ALPHA
                ? 1
                : 0;
        String data = "open cases, younger ones in one arm";
        List<Claim> claims = new ArrayList<>();
        claims.addAll(List.of(
                Claim.of(
                                "restricted means, difference",
                                data,
                                Promise.EXACT,
                                means.difference(control.channels, treatment.channels, HORIZON),
                                truth)
                        .beside("mean of closed cases", closed),
                Claim.of(
                                "restricted means, ratio",
                                data,
                                Promise.EXACT,
                                means.ratio(control.channels, treatment.channels, HORIZON),
                                truth / usualMean)
                        .beside("mean of closed cases", closed),
                Claim.called("log-rank of clusters", data, Promise.EXACT, Trial.isCalled(ranks))
                        .beside("log-rank of cases", rows)));
        for (Weighted by : WEIGHTED) {
            Effect weighted =
                    ClusteredLogRank.withDefaults().withWeights(by.weights).test(control.channels, treatment.channels);
            claims.add(Claim.called(by.name + " of clusters", data, Promise.EXACT, Trial.isCalled(weighted))
                    .beside("log-rank of cases", rows));
        }
        return claims;
    }

    private static Cases cases(Chance chance, double factor, double oldest) {
        List<TimeHistogram> channels = new ArrayList<>();
        CoMoments.Accumulator closed = new CoMoments.Accumulator(1);
        for (int channel = 0; channel < CHANNELS; channel++) {
            TimeHistogram.Builder cases = TimeHistogram.builder();
            double speed = OF_CHANNEL * chance.normal();
            int many = chance.size(15);
            for (int i = 0; i < many; i++) {
                double seconds = factor * MEDIAN * Math.exp(speed + OF_CASE * chance.normal());
                double age = oldest * chance.uniform();
                boolean isOpen = seconds > age;
                cases.add(TimeBins.bin((long) Math.min(seconds, age)), isOpen ? TimeHistogram.CENSORED : 0, 1);
                if (!isOpen) {
                    closed.add(seconds);
                }
            }
            channels.add(cases.build());
        }
        return new Cases(channels, closed.state());
    }

    /** Of log-normal times with their median at this multiple of the usual one, up to a horizon. */
    static double restrictedMean(double factor, double sigma, long horizon) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double z = Math.log(horizon / (factor * MEDIAN)) / sigma;
        return factor * MEDIAN * Math.exp(sigma * sigma / 2) * normal.cumulativeProbability(z - sigma)
                + horizon * normal.survivalProbability(z);
    }

    /** Labels of the treatment come sooner, after 3 days on average instead of 8. */
    private static List<Claim> labels(Chance chance, boolean isPlanted) {
        double share = isPlanted ? SHARE * MORE : SHARE;
        double[][] soFar = new double[4][CHANNELS];
        List<DelayTriangle> control = arm(chance, SHARE, 8, soFar[0], soFar[1]);
        List<DelayTriangle> treatment = arm(chance, share, 3, soFar[2], soFar[3]);
        LocalDate asOf = FIRST.plusDays(DAYS - 1L);
        Effect raw = ClusteredValue.ofRatio(soFar[2], soFar[3])
                .less(ClusteredValue.ofRatio(soFar[0], soFar[1]), Hypothesis.NO_DIFFERENCE, "labels_so_far");
        ArmNowcast nowcast = ArmNowcast.within(LONGEST);
        String data = "late labels, sooner in one arm";
        return List.of(
                Claim.of(
                                "nowcast of arms",
                                data,
                                Promise.EXACT,
                                nowcast.difference(control, treatment, asOf),
                                share - SHARE)
                        .beside("labels so far over cases", raw),
                Claim.of(
                                "arms at equal age",
                                data,
                                Promise.EXACT,
                                nowcast.differenceAtAge(control, treatment, LONGEST, asOf),
                                share - SHARE)
                        .beside("labels so far over cases", raw));
    }

    private static List<DelayTriangle> arm(
            Chance chance, double share, double meanDelay, double[] labelsSoFar, double[] casesSoFar) {
        List<DelayTriangle> arm = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = Math.min(1, share / SHARE * chance.probability(SHARE, 0.2));
            int cases = chance.size(6);
            DelayTriangle.Builder builder = DelayTriangle.builder();
            for (int day = 0; day < DAYS; day++) {
                builder.addCases(FIRST.plusDays(day), cases);
                casesSoFar[channel] += cases;
                int labels = chance.binomial(cases, own);
                for (int i = 0; i < labels; i++) {
                    int delay = Math.min(LONGEST, (int) (-meanDelay * Math.log1p(-chance.uniform())));
                    builder.addLabels(FIRST.plusDays(day), delay, 1);
                    labelsSoFar[channel] += day + delay < DAYS ? 1 : 0;
                }
            }
            arm.add(builder.build());
        }
        return arm;
    }
}
