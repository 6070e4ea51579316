package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.WilsonInterval;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.sequential.Mixture;
import dev.vitals.stats.sequential.PolynomialStitching;
import dev.vitals.stats.sequential.QuantileSequence;
import dev.vitals.stats.sequential.ShareSequence;
import dev.vitals.stats.sequential.UniformBoundary;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums, shares and quantiles that are looked at all along, by what holds for every number of values. */
final class BoundaryTrials {
    private static final int LOOKS = 100;
    private static final int BATCH = 5;
    private static final double SHARE = 0.3;
    private static final double OTHER_SHARE = 0.35;
    private static final double RATE = 0.5;
    private static final double IN_BATCH = RATE * BATCH;
    private static final double OF_SHARES = SHARE * (1 - SHARE);
    /** Of half of all values, whose variance is 1. */
    private static final double LOWEST_AT = LOOKS * BATCH / 2.0;

    private static final double[] NORMAL = bounds(Mixture.normal(LOWEST_AT, Trial.ALPHA), 1);
    private static final double[] NORMAL_UPWARDS = bounds(Mixture.normalUpwards(LOWEST_AT, Trial.ALPHA), 1);
    private static final double[] STITCHED = bounds(PolynomialStitching.from(LOWEST_AT / 10, 0), 1);
    private static final double[] EXPONENTIAL = bounds(Mixture.gammaExponential(LOWEST_AT, Trial.ALPHA, 1), 1);
    private static final double[] STITCHED_EXPONENTIAL = bounds(PolynomialStitching.from(LOWEST_AT / 10, 1), 1);
    private static final double[] POISSON = bounds(Mixture.gammaPoisson(RATE * LOWEST_AT, Trial.ALPHA, 1), RATE);
    private static final double[] SHARES_UP = bounds(ofShares(SHARE, 1 - SHARE), OF_SHARES);
    private static final double[] SHARES_DOWN = bounds(ofShares(1 - SHARE, SHARE), OF_SHARES);
    private static final double[] SHARES_UPWARDS =
            bounds(Mixture.betaBinomialUpwards(OF_SHARES * LOWEST_AT, Trial.ALPHA, SHARE, 1 - SHARE), OF_SHARES);

    private static final int SHARE_LOOKS = 15;
    private static final int CASES = 60;
    private static final ShareSequence SEQUENCE = ShareSequence.tunedFor(SHARE_LOOKS * CASES / 2);
    private static final int QUANTILE_LOOKS = 5;
    private static final int UNITS = 60;
    private static final double MINUTES = 10;
    private static final QuantileSequence MEDIAN = QuantileSequence.of(0.5, QUANTILE_LOOKS * UNITS / 2);

    private BoundaryTrials() {}

    static List<Trial> all() {
        return List.of(BoundaryTrials::sums, BoundaryTrials::share, BoundaryTrials::median);
    }

    private static Mixture ofShares(double below, double above) {
        return Mixture.betaBinomial(OF_SHARES * LOWEST_AT, Trial.ALPHA, below, above);
    }

    /** At each look, of values of this variance. */
    private static double[] bounds(UniformBoundary boundary, double variance) {
        double[] bounds = new double[LOOKS];
        Arrays.setAll(bounds, look -> boundary.bound(variance * BATCH * (look + 1), Trial.ALPHA));
        return bounds;
    }

    private static List<Claim> sums(Chance chance, boolean isPlanted) {
        double[] normal = new double[LOOKS];
        double[] waits = new double[LOOKS];
        double[] events = new double[LOOKS];
        double[] positives = new double[LOOKS];
        double[] sums = new double[4];
        for (int look = 0; look < LOOKS; look++) {
            for (int i = 0; i < BATCH; i++) {
                sums[0] += chance.normal();
                sums[1] += -Math.log1p(-chance.uniform()) - 1;
            }
            sums[2] += chance.poisson(IN_BATCH) - IN_BATCH;
            sums[3] += chance.binomial(BATCH, SHARE) - BATCH * SHARE;
            normal[look] = sums[0];
            waits[look] = sums[1];
            events[look] = sums[2];
            positives[look] = sums[3];
        }
        double[] others = negative(positives);
        return List.of(
                crossed(
                        "normal mixture",
                        "normal values",
                        isAbove(normal, NORMAL) || isAbove(negative(normal), NORMAL)),
                crossed("normal mixture, upwards", "normal values", isAbove(normal, NORMAL_UPWARDS)),
                crossed("stitched boundary", "normal values", isAbove(normal, STITCHED)),
                crossed("gamma-exponential mixture", "waiting times", isAbove(waits, EXPONENTIAL)),
                crossed("stitched boundary, sub-gamma", "waiting times", isAbove(waits, STITCHED_EXPONENTIAL)),
                crossed("gamma-Poisson mixture", "events", isAbove(events, POISSON)),
                crossed(
                        "beta-binomial mixture",
                        "shares",
                        isAbove(positives, SHARES_UP) || isAbove(others, SHARES_DOWN)),
                crossed("beta-binomial mixture, upwards", "shares", isAbove(positives, SHARES_UPWARDS)));
    }

    private static double[] negative(double... sums) {
        return Arrays.stream(sums).map(sum -> -sum).toArray();
    }

    private static boolean isAbove(double[] sums, double... bounds) {
        for (int look = 0; look < LOOKS; look++) {
            if (sums[look] >= bounds[look]) {
                return true;
            }
        }
        return false;
    }

    private static Claim crossed(String method, String values, boolean isCrossed) {
        return Claim.called(method, "sum of " + values + ", 100 looks", Promise.AT_MOST, isCrossed);
    }

    /** Of one arm: whether the interval ever leaves out the share that there is. */
    private static List<Claim> share(Chance chance, boolean isPlanted) {
        double share = isPlanted ? OTHER_SHARE : SHARE;
        int positives = 0;
        boolean isCalled = false;
        boolean isHeld = true;
        boolean isUsual = false;
        for (int look = 1; look <= SHARE_LOOKS; look++) {
            positives += chance.binomial(CASES, share);
            int cases = look * CASES;
            Estimate estimate = SEQUENCE.estimate(positives, cases);
            isCalled |= !holds(estimate, SHARE);
            isHeld &= holds(estimate, share);
            isUsual |= !holds(WilsonInterval.withDefaults().estimate(positives, cases), SHARE);
        }
        return List.of(Claim.called("share sequence", "cases of one share, 15 looks", Promise.AT_MOST, isCalled)
                .held(isHeld)
                .beside("Wilson at each look", isUsual ? 1 : 0));
    }

    private static boolean holds(Estimate estimate, double share) {
        return estimate.lower().orElse(0) <= share && share <= estimate.upper().orElse(1);
    }

    private static List<Claim> median(Chance chance, boolean isPlanted) {
        SortedMap<Double, Long> control = new TreeMap<>();
        SortedMap<Double, Long> treatment = new TreeMap<>();
        boolean isCalled = false;
        for (int look = 1; look <= QUANTILE_LOOKS; look++) {
            for (int i = 0; i < UNITS; i++) {
                control.merge(minutes(chance), 1L, Long::sum);
                treatment.merge(minutes(chance), 1L, Long::sum);
            }
            Effect effect = MEDIAN.difference(values(control), counts(control), values(treatment), counts(treatment));
            isCalled |= Trial.isCalled(effect);
        }
        return List.of(Claim.called("quantile sequence", "median of minutes, 5 looks", Promise.AT_MOST, isCalled));
    }

    private static double minutes(Chance chance) {
        return Math.rint(MINUTES * chance.skewed(1));
    }

    private static double[] values(SortedMap<Double, Long> arm) {
        return arm.keySet().stream().mapToDouble(value -> value).toArray();
    }

    private static long[] counts(SortedMap<Double, Long> arm) {
        return arm.values().stream().mapToLong(count -> count).toArray();
    }
}
