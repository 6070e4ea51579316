package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WelchTestTest {
    /** V1: GrowthBook, test_tests.py, TestTwoSidedTTest. */
    private static final SampleMean A = SampleMean.ofSums(3407, 1396.87, 52377.9767);

    private static final SampleMean B = SampleMean.ofSums(3461, 2422.7, 134698.29);

    /** GrowthBook prints five digits. */
    private static final Offset<Double> FIVE = within(5e-6);

    private static final WelchTest TEST = WelchTest.withDefaults();

    private static void requireEffect(Effect effect, double value, double error, double lower, double upper, double p) {
        assertThat(effect.value().getAsDouble()).isCloseTo(value, FIVE);
        assertThat(effect.standardError().getAsDouble()).isCloseTo(error, FIVE);
        assertThat(effect.lower().getAsDouble()).isCloseTo(lower, FIVE);
        assertThat(effect.upper().getAsDouble()).isCloseTo(upper, FIVE);
        assertThat(effect.pValue().getAsDouble()).isCloseTo(p, FIVE);
    }

    /** V1: GrowthBook, test_tests.py, TestTwoSidedTTest. */
    @Test
    void twoMeansOfGrowthBook() {
        requireEffect(TEST.difference(A, B), .29, .12478, .04538, .53462, .02016);
        requireEffect(TEST.lift(A, B), .70732, .37879, -.03526, 1.44989, .06191);
    }

    /** V2: GrowthBook, test_tests.py, test_two_sided_ttest_binom. */
    @Test
    void twoSharesOfGrowthBook() {
        Effect lift = TEST.lift(SampleMean.ofShare(14, 28), SampleMean.ofShare(16, 30));

        assertThat(lift.value().getAsDouble()).isCloseTo(.06667, FIVE);
        assertThat(lift.standardError().getAsDouble()).isCloseTo(.2717, FIVE);
        assertThat(lift.lower().getAsDouble()).isCloseTo(-.47767, FIVE);
        assertThat(lift.upper().getAsDouble()).isCloseTo(.61101, FIVE);
        assertThat(lift.pValue().getAsDouble()).isCloseTo(.80707, FIVE);
    }

    /** V3b: GrowthBook, test_tests.py, one-sided tests of 3,000 units. */
    @Test
    void oneSidedTestsHaveOneLimit() {
        SampleMean a = SampleMean.ofSums(3000, 1396.87, 52377.9767);
        WelchTest greater = TEST.with(Alternative.GREATER);

        assertThat(greater.lift(a, B).lower().getAsDouble()).isCloseTo(-.045136675850396046, within(5e-16));
        assertThat(greater.lift(a, B).pValue().getAsDouble()).isCloseTo(.06558262868467746, within(5e-16));
        assertThat(greater.difference(a, B).lower().getAsDouble()).isCloseTo(.020791480063255735, within(5e-16));
        assertThat(greater.difference(a, B).pValue().getAsDouble()).isCloseTo(.03554272489873023, within(5e-16));
        assertThat(greater.difference(a, B).upper()).isEmpty();
        WelchTest less = TEST.with(Alternative.LESS);
        assertThat(less.lift(a, B).upper().getAsDouble()).isCloseTo(1.0518588475628676, within(5e-16));
        assertThat(less.lift(a, B).pValue().getAsDouble()).isCloseTo(.9344173713153225, within(5e-16));
        assertThat(less.difference(a, B).upper().getAsDouble()).isCloseTo(.44796185327007765, within(5e-16));
        assertThat(less.difference(a, B).pValue().getAsDouble()).isCloseTo(.9644572751012698, within(5e-16));
        assertThat(less.difference(a, B).lower()).isEmpty();
    }

    /** V5: GrowthBook, test_gbstats.py. */
    @Test
    void meansOfAHundredUnits() {
        Effect lift = TEST.lift(SampleMean.ofSums(100, 270, 848.79), SampleMean.ofSums(120, 300, 869));

        assertThat(lift.value().getAsDouble()).isCloseTo(-.074074074, within(5e-10));
        assertThat(lift.pValue().getAsDouble()).isCloseTo(.145219005, within(5e-10));
    }

    /** S1: Spotify Confidence, test_ttest.py. */
    @Test
    void meansOfSpotifyConfidence() {
        Effect us = TEST.difference(SampleMean.ofSums(104, 312, 984), SampleMean.ofSums(1009, 1969, 5767));
        assertThat(us.value().getAsDouble()).isCloseTo(-1.0485629, within(5e-8));
        assertThat(us.lower().getAsDouble()).isCloseTo(-1.205963, within(5e-7));
        assertThat(us.upper().getAsDouble()).isCloseTo(-.891163, within(5e-7));
        Effect gb = TEST.difference(SampleMean.ofSums(10, 24, 80), SampleMean.ofSums(150, 330, 1010));
        assertThat(gb.value().getAsDouble()).isCloseTo(-.2, within(1e-14));
        assertThat(gb.lower().getAsDouble()).isCloseTo(-1.340533, within(5e-7));
        assertThat(gb.upper().getAsDouble()).isCloseTo(.940533, within(5e-7));
        assertThat(gb.pValue().getAsDouble()).as("cut off there").isCloseTo(.704021, within(1e-6));
    }

    /** D4, own: a tail that is one less a distribution function would be 0. */
    @Test
    void tinyPValuesKeepTheirDigits() {
        SampleMean control = new SampleMean(50_001, 0, 50_001 / 2.0);
        for (double[] known : new double[][] {{9, 2.295409005023148e-19}, {8.3, 1.0538946271940147e-16}}) {
            Effect effect = TEST.difference(control, new SampleMean(50_001, known[0], 50_001 / 2.0));
            assertThat(effect.degreesOfFreedom()).isCloseTo(1e5, within(1e-6));
            assertThat(effect.pValue().getAsDouble() / known[1]).isCloseTo(1, within(1e-14));
        }
    }

    @Test
    void theLiftOfANegativeMeanRisesWithTheMean() {
        Effect lift = TEST.lift(new SampleMean(50, -10, 4), new SampleMean(50, -5, 4));

        assertThat(lift.value()).hasValue(.5);
    }

    /** (10.5 - 1.02 * 10) / sqrt(0.05 + 1.02^2 * 0.04) = 0.991141; at a loss of 0.02, 0.98 in place of 1.02, 2.354142. Tails by scipy. */
    @Test
    void aMarginOfALiftIsAskedWithTheErrorThatItWouldHave() {
        SampleMean control = new SampleMean(1_000_000, 10, 40_000);
        SampleMean treatment = new SampleMean(1_000_000, 10.5, 50_000);
        WelchTest worse = TEST.with(Alternative.GREATER);

        assertThat(worse.withHypothesis(.02).lift(control, treatment).pValue().getAsDouble())
                .isCloseTo(0.1608083, within(1e-7));
        assertThat(worse.withHypothesis(-.02).lift(control, treatment).pValue().getAsDouble())
                .isCloseTo(0.0092828, within(1e-7));
    }

    /** 0.1 of 1 above the margin of -0.1 is as far as 0.2 above 0 where errors are alike. */
    @Test
    void anotherHypothesisMovesThePValueAndNotTheInterval() {
        Effect plain = TEST.difference(new SampleMean(100, 1, 1), new SampleMean(100, 1.2, 1));
        Effect moved = TEST.withHypothesis(-.1).difference(new SampleMean(100, 1, 1), new SampleMean(100, 1.1, 1));

        assertThat(moved.pValue().getAsDouble()).isCloseTo(plain.pValue().getAsDouble(), within(1e-12));
        assertThat(moved.lower().getAsDouble()).isCloseTo(plain.lower().getAsDouble() - .1, within(1e-12));
    }

    @Test
    void whatDoesNotVaryHasNoInterval() {
        Effect effect = TEST.difference(new SampleMean(10, 1, 0), new SampleMean(10, 2, 0));

        assertThat(effect.value()).hasValue(1);
        assertThat(effect.lower()).isEmpty();
        assertThat(effect.pValue()).isEmpty();
        assertThat(TEST.lift(new SampleMean(10, 0, 1), new SampleMean(10, 2, 1)).value())
                .isEmpty();
        assertThatThrownBy(() -> TEST.difference(new SampleMean(1, 0, 0), new SampleMean(10, 2, 1)))
                .hasMessageContaining("two each are needed");
    }

    /** Two arms of three units with one variance have four degrees of freedom, however small the variance. */
    @Test
    void tinyVariancesDoNotVanish() {
        Effect effect = TEST.difference(new SampleMean(3, 1e-90, 1e-180), new SampleMean(3, 3e-90, 1e-180));

        assertThat(effect.degreesOfFreedom()).isCloseTo(4, within(1e-12));
        assertThat(effect.standardError().getAsDouble() / 1e-90).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
    }

    /** t = 40, by mpmath 1.4.1 in 40 digits: no tail that a double can hold is 0. */
    @Test
    void tailsAtFortyErrors() {
        double[][] known = {{1, 0.015912179824051627}, {100, 2.4621076021400708e-63}, {1000, 1.0478852155173361e-209}};
        for (double[] each : known) {
            Effect effect = Hypothesis.NO_DIFFERENCE.judge(40, 1, each[0], "t");
            assertThat(effect.pValue().getAsDouble() / each[1]).isCloseTo(1, within(1e-9));
        }
    }

    /** V3b: GrowthBook, test_tests.py, the one-sided tests: value and standard error. */
    @Test
    void oneSidedTestsKeepTheError() {
        Effect effect = TEST.with(Alternative.GREATER).difference(SampleMean.ofSums(3000, 1396.87, 52377.9767), B);

        assertThat(effect.value().getAsDouble()).isCloseTo(.23437666666666668, within(1e-15));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.12983081254184736, within(1e-15));
    }

    /** S1: Spotify Confidence, test_ttest.py, whose older limits have squared deviations over n in place of n - 1. */
    @Test
    void meansOfSpotifyConfidenceByVariancesOverN() {
        double mean = 1969 / 1009.0;
        Effect us = TEST.difference(
                new SampleMean(104, 3, 984 / 104.0 - 9), new SampleMean(1009, mean, 5767 / 1009.0 - mean * mean));

        assertThat(us.lower().getAsDouble()).isCloseTo(-1.205402, within(5e-7));
        assertThat(us.upper().getAsDouble()).isCloseTo(-.891723, within(5e-7));
    }
}
