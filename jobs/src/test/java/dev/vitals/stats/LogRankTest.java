package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import dev.vitals.stats.LogRank.Result;
import dev.vitals.stats.LogRank.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogRankTest {
    private static final LogRank LOG_RANK = LogRank.withDefaults();
    private static final TimeHistogram MAINTAINED = Samples.histogram(Samples.AML_MAINTAINED);
    private static final TimeHistogram NOT_MAINTAINED = Samples.histogram(Samples.AML_NOT_MAINTAINED);

    /** R1: R survival, tests/difftest.Rout.save, observed 7 and 11, expected 10.69 and 7.31, chi-squared 3.4, p .07. */
    @Test
    void theLeukaemiaGroupsAgreeWithR() {
        Result result = LOG_RANK.test(List.of(MAINTAINED, NOT_MAINTAINED));

        assertThat(result.observed()).containsExactly(7., 11.);
        assertThat(result.expected().get(0)).isCloseTo(10.69, within(5e-3));
        assertThat(result.expected().get(1)).isCloseTo(7.31, within(5e-3));
        assertThat(result.chiSquared()).isCloseTo(3.4, within(5e-2));
        assertThat(result.pValue()).isCloseTo(.07, within(5e-3));
        assertThat(result.degreesOfFreedom()).isEqualTo(1);
        assertThat(result.method()).isEqualTo("log_rank");
    }

    /** M3: R survival, as recorded in statsmodels duration/tests/test_survfunc.py. */
    @Test
    void twoSmallGroupsAgreeWithR() {
        Result result = LOG_RANK.test(
                List.of(Samples.histogram("3+ 1 2 3 2+ 1+ 5 3+"), Samples.histogram("1+ 1 2+ 3+ 7 1+ 5 3+ 9")));

        assertThat(result.chiSquared()).isCloseTo(2.14673, within(5e-6));
        assertThat(result.pValue()).isCloseTo(.14287, within(5e-6));
    }

    /** M3: R survival and survMisc, as recorded in statsmodels duration/tests/test_survfunc.py. */
    @Test
    void transplantsOfBoneMarrowAgreeWithR() {
        TimeHistogram low = Samples.histogram(Samples.BMT_AML_LOW);
        TimeHistogram high = Samples.histogram(Samples.BMT_AML_HIGH);
        List<TimeHistogram> groups = List.of(low, high);

        assertThat(statistic(Weights.EQUAL, groups)).isCloseTo(13.44556, within(5e-6));
        assertThat(statistic(Weights.GEHAN, groups)).isCloseTo(15.38787, within(5e-6));
        assertThat(statistic(Weights.TARONE_WARE, groups)).isCloseTo(14.98382, within(5e-6));
        assertThat(statistic(Weights.flemingHarrington(0.5), groups)).isCloseTo(14.46866, within(5e-6));
        assertThat(statistic(Weights.flemingHarrington(1), groups)).isCloseTo(14.84500, within(5e-6));
        assertThat(statistic(Weights.flemingHarrington(1), List.of(low, high, Samples.histogram(Samples.BMT_ALL))))
                .isCloseTo(15.67247, within(5e-6));
    }

    /** M3: the same, each fifth and each eighth case of both groups in a row a stratum. */
    @Test
    void transplantsInStrataAgreeWithR() {
        assertThat(LOG_RANK.testWithin(everyNth(5)).chiSquared()).isCloseTo(11.97799, within(5e-6));
        assertThat(LOG_RANK.testWithin(everyNth(8)).chiSquared()).isCloseTo(12.12631, within(5e-6));
        assertThat(LOG_RANK.withWeights(Weights.flemingHarrington(1))
                        .testWithin(everyNth(5))
                        .chiSquared())
                .isCloseTo(12.73565, within(5e-6));
    }

    private static List<List<TimeHistogram>> everyNth(int strata) {
        List<String> low = List.of(Samples.BMT_AML_LOW.split(" "));
        List<String> high = List.of(Samples.BMT_AML_HIGH.split(" "));
        List<List<TimeHistogram>> all = new ArrayList<>();
        for (int stratum = 0; stratum < strata; stratum++) {
            all.add(List.of(
                    everyNth(strata, stratum, low),
                    everyNth(strata, Math.floorMod(stratum - low.size(), strata), high)));
        }
        return all;
    }

    private static TimeHistogram everyNth(int n, int first, List<String> durations) {
        return Samples.histogram(IntStream.range(0, durations.size())
                .filter(i -> i % n == first)
                .mapToObj(durations::get)
                .collect(Collectors.joining(" ")));
    }

    /**
     * Cases 1, 3 against 2, 4+. Ends at 1, 2, 3 with 4, 3, 2 open, 2, 1, 1 of them in the first group: U = 1/2 - 1/3 + 1/2
     * with variances 1/4, 2/9, 1/4. Weighted by n: 4/2 - 3/3 + 2/2 = 2 over 16/4 + 9 * 2/9 + 4/4 = 7.
     */
    @Test
    void weightsAreWorkedByHand() {
        List<TimeHistogram> groups = List.of(Samples.histogram("1 3"), Samples.histogram("2 4+"));

        assertThat(statistic(Weights.EQUAL, groups)).isCloseTo(4 / 9.0 / (13 / 18.0), within(1e-12));
        assertThat(statistic(Weights.GEHAN, groups)).isCloseTo(4 / 7.0, within(1e-12));
        double root = 2 * .5 - Math.sqrt(3) / 3 + Math.sqrt(2) / 2;
        assertThat(statistic(Weights.TARONE_WARE, groups)).isCloseTo(root * root / (1 + 2 / 3.0 + .5), within(1e-12));
        // Shares open just before are 1, 3/4 and 1/2, and Peto's 4/5, 4/5 * 3/4 = 3/5 and 3/5 * 2/3 = 2/5.
        double before = .5 - .75 / 3 + .5 / 2;
        assertThat(statistic(Weights.flemingHarrington(1), groups))
                .isCloseTo(before * before / (1 / 4.0 + .5625 * 2 / 9 + .25 / 4), within(1e-12));
        double peto = .4 - .6 / 3 + .4 / 2;
        assertThat(statistic(Weights.PETO, groups))
                .isCloseTo(peto * peto / (.64 / 4 + .36 * 2 / 9 + .16 / 4), within(1e-12));
        assertThat(statistic(Weights.flemingHarrington(0), groups))
                .isCloseTo(statistic(Weights.EQUAL, groups), within(1e-12));
    }

    /** lifelines 0.30.3, logrank_test of the first two and multivariate_logrank_test of all three. */
    @Test
    void manyTiesAsLifelines() {
        TimeHistogram one = Samples.histogram("3 3 3 5+ 5 8 8 8+ 12 12+ 20+");
        TimeHistogram other = Samples.histogram("1 3 3 5 5 5+ 8 12 12 15");
        TimeHistogram third = Samples.histogram("2 3 8+ 8 9 9 20 21+");
        Map<Weights, double[]> known = Map.of(
                Weights.EQUAL,
                new double[] {.8961208535792218, 1.4756308715276005},
                Weights.GEHAN,
                new double[] {.4025128648712047, .8199494453173466},
                Weights.TARONE_WARE,
                new double[] {.557335925250347, 1.0418097052617803},
                Weights.PETO,
                new double[] {.5669562665419526, .8626858990252614},
                Weights.flemingHarrington(1),
                new double[] {.46903098622151135, .8499042487815427});

        known.forEach((weights, chiSquared) -> {
            assertThat(statistic(weights, List.of(one, other))).isCloseTo(chiSquared[0], within(1e-12));
            assertThat(statistic(weights, List.of(one, other, third))).isCloseTo(chiSquared[1], within(1e-12));
        });
    }

    @Test
    void theOrderOfGroupsDoesNotMatter() {
        TimeHistogram third = Samples.histogram("3 14 25+ 60 61 70+");
        Result forward = LOG_RANK.test(List.of(MAINTAINED, NOT_MAINTAINED, third));
        Result backward = LOG_RANK.test(List.of(third, NOT_MAINTAINED, MAINTAINED));

        assertThat(forward.chiSquared()).isCloseTo(backward.chiSquared(), within(1e-10));
        assertThat(forward.degreesOfFreedom()).isEqualTo(2);
        assertThat(forward.expected().stream().mapToDouble(x -> x).sum())
                .isCloseTo(forward.observed().stream().mapToDouble(x -> x).sum(), within(1e-10));
    }

    @Test
    void aGroupSplitAtRandomFromItselfDoesNotDifferInAnyStratum() {
        List<TimeHistogram> groups = List.of(MAINTAINED, NOT_MAINTAINED);
        double once = LOG_RANK.test(groups).chiSquared();

        // Twice the same stratum doubles U and V, so it doubles U^2 / V.
        assertThat(LOG_RANK.testWithin(List.of(groups, groups)).chiSquared()).isCloseTo(2 * once, within(1e-10));
        assertThat(LOG_RANK.test(List.of(MAINTAINED, MAINTAINED)).chiSquared()).isCloseTo(0, within(1e-12));
    }

    /** The fast stratum lies mostly in one group: without strata that group looks faster than it is. */
    @Test
    void strataKeepTheMixOfCasesOut() {
        Random random = new Random(4);
        TimeHistogram manyFast = drawn(random, 60, 400);
        TimeHistogram fewFast = drawn(random, 60, 100);
        TimeHistogram fewSlow = drawn(random, 900, 100);
        TimeHistogram manySlow = drawn(random, 900, 400);

        assertThat(LOG_RANK.test(List.of(manyFast.merge(fewSlow), fewFast.merge(manySlow)))
                        .pValue())
                .isLessThan(1e-10);
        assertThat(LOG_RANK.testWithin(List.of(List.of(manyFast, fewFast), List.of(fewSlow, manySlow)))
                        .pValue())
                .isGreaterThan(.01);
    }

    @Test
    void fivePercentOfEqualGroupsAreCalledDifferent() {
        Random random = new Random(14);
        int called = 0;
        for (int round = 0; round < 1000; round++) {
            List<TimeHistogram> groups =
                    List.of(drawn(random, 300, 40), drawn(random, 300, 60), drawn(random, 300, 50));
            called += LOG_RANK.test(groups).pValue() < .05 ? 1 : 0;
        }

        // 50 expected; 3.3 standard deviations of 6.9 either way.
        assertThat(called).isBetween(27, 73);
    }

    @Test
    void whereNothingEndedThereIsNothingToCompare() {
        Result result = LOG_RANK.test(List.of(Samples.histogram("3+ 4+"), Samples.histogram("5+")));

        assertThat(result.chiSquared()).isZero();
        assertThat(result.degreesOfFreedom()).isZero();
        assertThat(result.pValue()).isEqualTo(1);
        assertThatThrownBy(() -> LOG_RANK.test(List.of(MAINTAINED))).hasMessageContaining("two groups or more");
        assertThatThrownBy(() -> Weights.flemingHarrington(-1)).hasMessageContaining("a power of -1.0");
    }

    /** R3: survminer pull request 827, lung data by sex up to day 965, women less men 131.8557 (39.75870), p .0009118595. */
    @Test
    void theDifferenceOfRestrictedMeansAgrees() {
        SurvivalCurve men = KaplanMeier.withDefaults().estimate(Samples.histogram(Samples.LUNG_MEN));
        SurvivalCurve women = KaplanMeier.withDefaults().estimate(Samples.histogram(Samples.LUNG_WOMEN));
        RestrictedMeanDifference difference = RestrictedMeanDifference.of(men, women, 965);

        assertThat(difference.estimate().value().orElseThrow()).isCloseTo(131.8557, within(5e-5));
        assertThat(difference.estimate().standardError().orElseThrow()).isCloseTo(39.75870, within(5e-6));
        assertThat(difference.pValue().orElseThrow()).isCloseTo(.0009118595, within(5e-10));
        assertThat(RestrictedMeanDifference.of(men, women, 1000).estimate().reading())
                .isEqualTo(Reading.NOT_REACHED);
    }

    private static double statistic(Weights weights, List<TimeHistogram> groups) {
        return LOG_RANK.withWeights(weights).test(groups).chiSquared();
    }

    /** Exponential times of a mean, a quarter of them cut off at the mean. */
    private static TimeHistogram drawn(Random random, double mean, int cases) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < cases; i++) {
            double time = -mean * Math.log(1 - random.nextDouble());
            boolean cut = i % 4 == 0 && time > mean;
            builder.add(TimeBins.bin((long) (cut ? mean : time)), cut ? TimeHistogram.CENSORED : 0, 1);
        }
        return builder.build();
    }
}
