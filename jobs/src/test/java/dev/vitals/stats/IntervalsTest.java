package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

/** Shares and rates of independent counts. */
class IntervalsTest {
    private static final WilsonInterval WILSON = WilsonInterval.withDefaults();
    private static final ClopperPearson EXACT = ClopperPearson.withDefaults();
    private static final GarwoodInterval GARWOOD = GarwoodInterval.withDefaults();
    private static final JeffreysRateInterval JEFFREYS = JeffreysRateInterval.withDefaults();

    /** Newcombe, Statistics in Medicine 17, 857-872, 1998, table I, methods 3 (score) and 5 (exact). */
    @Test
    void fourPublishedSharesAgreeWithNewcombe() {
        assertLimits(WILSON.estimate(81, 263), .2553, .3662, 5e-5);
        assertLimits(WILSON.estimate(15, 148), .0624, .1605, 5e-5);
        assertLimits(WILSON.estimate(0, 20), .0000, .1611, 5e-5);
        assertLimits(WILSON.estimate(1, 29), .0061, .1718, 5e-5);

        assertLimits(EXACT.estimate(81, 263), .2527, .3676, 5e-5);
        assertLimits(EXACT.estimate(15, 148), .0578, .1617, 5e-5);
        assertLimits(EXACT.estimate(0, 20), .0000, .1684, 5e-5);
        assertLimits(EXACT.estimate(1, 29), .0009, .1776, 5e-5);
    }

    /** M4: statsmodels, test_rates_poisson.py, exact, Jeffreys and score limits of 15 events in 400. */
    @Test
    void aPublishedRateAgreesWithStatsmodels() {
        assertLimits(GARWOOD.estimate(15, 400), .0209884653319583, .0618505471787146, 1e-16);
        assertLimits(JEFFREYS.estimate(15, 400), .0219234232268444, .0602898619930649, 1e-16);
        assertLimits(ScoreRateInterval.withDefaults().estimate(15, 400), .0227264749053794, .0618771721463559, 1e-16);
        assertThat(GARWOOD.estimate(15, 400).value()).hasValue(.0375);
    }

    @Test
    void noEventIsAnUpperBoundAndNotZero() {
        // -ln(.025) = 3.688879 events are the most that fit with none seen.
        Estimate none = GARWOOD.estimate(0, 1000);
        assertThat(none.reading()).isEqualTo(Reading.AT_MOST);
        assertThat(none.upper().orElseThrow()).isCloseTo(.003688879454, within(1e-12));
        assertThat(JEFFREYS.estimate(0, 1000).reading()).isEqualTo(Reading.AT_MOST);
        // z^2, 3.841459, is the mean at which no event is z errors off.
        Estimate score = ScoreRateInterval.withDefaults().estimate(0, 1000);
        assertThat(score.reading()).isEqualTo(Reading.AT_MOST);
        assertThat(score.upper().orElseThrow()).isCloseTo(.003841459, within(5e-10));
        assertThat(WILSON.estimate(0, 50).reading()).isEqualTo(Reading.AT_MOST);
        // 1 - .025^(1/50)
        assertThat(EXACT.estimate(0, 50).upper().orElseThrow()).isCloseTo(.07112174, within(5e-9));
    }

    @Test
    void allPositiveIsALowerBoundAndNotOne() {
        assertThat(WILSON.estimate(50, 50).reading()).isEqualTo(Reading.AT_LEAST);
        assertThat(WILSON.estimate(50, 50).upper()).hasValue(1);
        assertThat(EXACT.estimate(50, 50).lower().orElseThrow()).isCloseTo(1 - .07112174, within(5e-9));
    }

    @Test
    void nothingToDivideByGivesNoNumber() {
        assertNoData(WILSON.estimate(0, 0));
        assertNoData(EXACT.estimate(0, 0));
        assertNoData(GARWOOD.estimate(0, 0));
        assertNoData(JEFFREYS.estimate(0, 0));
    }

    @Test
    void sharesAndTheirComplementsHaveMirroredLimits() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            long n = 1 + random.nextInt(5000);
            long k = random.nextInt((int) n + 1);
            assertMirrored(WILSON.estimate(k, n), WILSON.estimate(n - k, n));
            assertMirrored(EXACT.estimate(k, n), EXACT.estimate(n - k, n));
        }
    }

    @Test
    void theWilsonLimitsAreTheSharesThatAScoreTestJustKeeps() {
        double z = 1.959963984540054;
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            long n = 2 + random.nextInt(100_000);
            long k = 1 + random.nextInt((int) n - 1);
            Estimate estimate = WILSON.estimate(k, n);
            double p = (double) k / n;
            for (double limit : new double[] {
                estimate.lower().orElseThrow(), estimate.upper().orElseThrow()
            }) {
                double score = Math.abs(p - limit) / Math.sqrt(limit * (1 - limit) / n);
                assertThat(score).isCloseTo(z, within(1e-6));
            }
        }
    }

    @Test
    void theExactLimitsLeaveHalfTheErrorInEachTail() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            int n = 2 + random.nextInt(3000);
            int k = 1 + random.nextInt(n - 1);
            Estimate share = EXACT.estimate(k, n);
            BinomialDistribution low = BinomialDistribution.of(n, share.lower().orElseThrow());
            BinomialDistribution high = BinomialDistribution.of(n, share.upper().orElseThrow());
            assertThat(low.survivalProbability(k - 1)).isCloseTo(.025, within(1e-11));
            assertThat(high.cumulativeProbability(k)).isCloseTo(.025, within(1e-11));

            Estimate rate = GARWOOD.estimate(k, 1);
            PoissonDistribution few = PoissonDistribution.of(rate.lower().orElseThrow());
            PoissonDistribution many = PoissonDistribution.of(rate.upper().orElseThrow());
            assertThat(few.survivalProbability(k - 1)).isCloseTo(.025, within(1e-11));
            assertThat(many.cumulativeProbability(k)).isCloseTo(.025, within(1e-11));
        }
    }

    @Test
    void rareEventsAmongManyKeepTheirDigits() {
        // One positive in a billion: the lower limit solves 1 - (1-p)^n = .025, p = -expm1(ln(.975)/n).
        Estimate share = EXACT.estimate(1, 1_000_000_000L);
        double expected = -Math.expm1(Math.log(.975) / 1e9);
        assertThat(share.lower().orElseThrow() / expected).isCloseTo(1, within(1e-12));
        // And of the Poisson upper limit of one event, 5.5716434.
        assertThat(share.upper().orElseThrow()).isCloseTo(5.5716434e-9, within(1e-15));
        Estimate half = EXACT.estimate(500_000_000L, 1_000_000_000L);
        assertThat(half.lower().orElseThrow()).isCloseTo(.5 - 1.959964 * .5 / Math.sqrt(1e9), within(1e-8));
    }

    @Test
    void moreConfidenceIsAWiderInterval() {
        assertThat(EXACT.withConfidence(.99).estimate(5, 25).upper().orElseThrow())
                .isGreaterThan(EXACT.estimate(5, 25).upper().orElseThrow());
        assertThat(WILSON.withConfidence(.99).estimate(5, 25).confidence()).isEqualTo(.99);
        // Garwood at 90 %: half the chi-squared .05 point with 6 degrees of freedom, 1.63538, and .95 point with 8,
        // 15.50731.
        assertLimits(GARWOOD.withConfidence(.9).estimate(3, 1), 1.63538 / 2, 15.50731 / 2, 5e-6);
        assertThat(JEFFREYS.withConfidence(.9).estimate(3, 1).method()).isEqualTo("jeffreys_rate");
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> WILSON.estimate(6, 5)).hasMessageContaining("6 positives of 5 cases");
        assertThatThrownBy(() -> EXACT.estimate(-1, 5)).hasMessageContaining("between 0 and the number of cases");
        assertThatThrownBy(() -> GARWOOD.estimate(3, 0)).hasMessageContaining("3 events without any exposure");
        assertThatThrownBy(() -> GARWOOD.estimate(-3, 1)).hasMessageContaining("is not a rate");
        assertThatThrownBy(() -> JEFFREYS.estimate(3, Double.NaN)).hasMessageContaining("exposure of NaN");
        assertThatThrownBy(() -> WILSON.withConfidence(1)).hasMessageContaining("confidence 1.0");
    }

    private static void assertLimits(Estimate estimate, double lower, double upper, double precision) {
        assertThat(estimate.lower().orElseThrow()).isCloseTo(lower, within(precision));
        assertThat(estimate.upper().orElseThrow()).isCloseTo(upper, within(precision));
    }

    private static void assertMirrored(Estimate a, Estimate b) {
        assertThat(a.lower().orElseThrow()).isCloseTo(1 - b.upper().orElseThrow(), within(1e-13));
        assertThat(a.upper().orElseThrow()).isCloseTo(1 - b.lower().orElseThrow(), within(1e-13));
    }

    private static void assertNoData(Estimate estimate) {
        assertThat(estimate.reading()).isEqualTo(Reading.NO_DATA);
        assertThat(estimate.value()).isEmpty();
        assertThat(estimate.lower()).isEmpty();
        assertThat(estimate.upper()).isEmpty();
    }
}
