package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class TwoRatesTest {
    /** M4: statsmodels, test_rates_poisson.py, 60 in 51477.5 and 30 in 54308.7. */
    private static final Rate TREATMENT = new Rate(60, 51477.5);

    private static final Rate CONTROL = new Rate(30, 54308.7);
    private static final TwoRates TEST = TwoRates.withDefaults();

    /**
     * M4: statsmodels, test_rates_poisson.py, of Gu and others 2008; more digits by statsmodels 0.15.0,
     * test_poisson_2indep.
     */
    @Test
    void publishedStatistics() {
        require(RatesStatistic.WALD, 3.384913, 3.384912556260793, .0007120093285061108);
        require(RatesStatistic.SCORE, 3.417402, 3.4174018390002145, .0006322188820470972);
        require(RatesStatistic.WALD_LOG, 3.3393, 3.3392848704672398, .0008399438093390379);
        require(RatesStatistic.SQUARE_ROOT, 3.445485, 3.4454850195636824, .0005700355621795108);
        assertThat(TEST.exactPValue(CONTROL, TREATMENT)).isCloseTo(.000675182658686321, within(5e-18));
        assertThat(TEST.with(Alternative.GREATER).exactPValue(CONTROL, TREATMENT))
                .isCloseTo(.0004280526940501244, within(1e-15));
    }

    private static void require(RatesStatistic statistic, double published, double computed, double p) {
        assertThat(statistic.of(CONTROL, TREATMENT)).isCloseTo(published, within(published == 3.3393 ? 5e-5 : 5e-7));
        assertThat(statistic.of(CONTROL, TREATMENT)).isCloseTo(computed, within(1e-12));
        assertThat(statistic.of(TREATMENT, CONTROL)).as("turned around").isCloseTo(-computed, within(1e-12));
        assertThat(statistic.pValue(CONTROL, TREATMENT, Alternative.TWO_SIDED)).isCloseTo(p, within(1e-14));
        assertThat(statistic.pValue(CONTROL, TREATMENT, Alternative.GREATER)).isCloseTo(p / 2, within(1e-14));
        assertThat(statistic.pValue(CONTROL, TREATMENT, Alternative.LESS)).isCloseTo(1 - p / 2, within(1e-14));
    }

    /** M4: statsmodels, test_rates_poisson.py, six digits; more by statsmodels 0.15.0, confint_poisson_2indep. */
    @Test
    void publishedScoreIntervals() {
        Effect lift = TEST.lift(CONTROL, TREATMENT);
        assertThat(1 + lift.lower().getAsDouble()).isCloseTo(1.3659624311981189, within(1e-8));
        assertThat(1 + lift.upper().getAsDouble()).isCloseTo(3.2593061483872248, within(1e-8));
        assertThat(lift.pValue().getAsDouble()).isCloseTo(.0006322188820470972, within(1e-14));
        Effect difference = TEST.difference(CONTROL, TREATMENT);
        assertThat(1e3 * difference.lower().getAsDouble()).isCloseTo(.265796, within(5e-7));
        assertThat(1e3 * difference.upper().getAsDouble()).isCloseTo(.989192, within(5e-7));
        assertThat(difference.pValue().getAsDouble()).isCloseTo(.0006322188820470972, within(1e-14));
    }

    /** statsmodels 0.15.0, test_poisson_2indep with method score and a value. */
    @Test
    void otherHypotheses() {
        assertThat(TEST.withHypothesis(.0002)
                        .difference(CONTROL, TREATMENT)
                        .pValue()
                        .getAsDouble())
                .isCloseTo(.019830435773931575, within(1e-13));
        assertThat(TEST.withHypothesis(.001)
                        .difference(CONTROL, TREATMENT)
                        .pValue()
                        .getAsDouble())
                .isCloseTo(.044173262307389966, within(1e-13));
        assertThat(TEST.withHypothesis(.5).lift(CONTROL, TREATMENT).pValue().getAsDouble())
                .isCloseTo(.12517642644074958, within(1e-13));
    }

    /** A limit is where the p-value is what is left outside it, with no events in an arm as well. */
    @Test
    void limitsAreValuesThatAreJustNotRejected() {
        long[][] events = {{0, 5}, {4, 0}, {1, 1}, {7, 20}, {300, 250}};
        for (long[] pair : events) {
            Rate control = new Rate(pair[0], 12);
            Rate treatment = new Rate(pair[1], 10);
            Effect difference = TEST.difference(control, treatment);
            requireLimit(TEST.withHypothesis(difference.lower().getAsDouble()).difference(control, treatment));
            requireLimit(TEST.withHypothesis(difference.upper().getAsDouble()).difference(control, treatment));
            Effect lift = TEST.lift(control, treatment);
            if (pair[1] > 0) {
                requireLimit(TEST.withHypothesis(lift.lower().getAsDouble()).lift(control, treatment));
            }
            if (pair[0] > 0) {
                requireLimit(TEST.withHypothesis(lift.upper().getAsDouble()).lift(control, treatment));
            }
        }
    }

    private static void requireLimit(Effect effect) {
        assertThat(effect.pValue().getAsDouble()).isCloseTo(.05, within(1e-9));
    }

    /** The rates that are likeliest with a difference of .2, searched on a grid. */
    @Test
    void theErrorIsThatOfTheLikeliestRates() {
        Rate control = new Rate(3, 12);
        Rate treatment = new Rate(9, 10);
        double best = Double.NEGATIVE_INFINITY;
        double likeliest = 0;
        for (double rate = .00001; rate < 2; rate += .00001) {
            double log = 3 * Math.log(rate) - 12 * rate + 9 * Math.log(rate + .2) - 10 * (rate + .2);
            likeliest = log > best ? rate : likeliest;
            best = Math.max(best, log);
        }
        double z = (.9 - .25 - .2) / Math.sqrt((likeliest + .2) / 10 + likeliest / 12);

        double p = TEST.with(Alternative.GREATER)
                .withHypothesis(.2)
                .difference(control, treatment)
                .pValue()
                .getAsDouble();

        assertThat(p).isCloseTo(RatesStatistic.tail(z, Alternative.GREATER), within(1e-5));
    }

    @Test
    void oneSidedTestsHaveOneLimit() {
        TwoRates greater = TEST.with(Alternative.GREATER).withConfidence(.975);

        assertThat(greater.lift(CONTROL, TREATMENT).lower().getAsDouble())
                .isCloseTo(TEST.lift(CONTROL, TREATMENT).lower().getAsDouble(), within(1e-12));
        assertThat(greater.difference(CONTROL, TREATMENT).lower().getAsDouble())
                .isCloseTo(TEST.difference(CONTROL, TREATMENT).lower().getAsDouble(), within(1e-15));
        assertThat(greater.lift(CONTROL, TREATMENT).upper()).isEmpty();
        assertThat(TEST.with(Alternative.LESS).difference(CONTROL, TREATMENT).lower())
                .isEmpty();
    }

    /** Of 6 events with odds of 1 to 2, splits no likelier than 5 to 1. */
    @Test
    void theExactTestSumsWhatIsNoLikelier() {
        BinomialDistribution splits = BinomialDistribution.of(6, 1 / 3.0);
        double expected = 0;
        for (int x = 0; x <= 6; x++) {
            expected += splits.probability(x) <= splits.probability(5) * (1 + 1e-9) ? splits.probability(x) : 0;
        }

        assertThat(TEST.exactPValue(new Rate(1, 2), new Rate(5, 1))).isCloseTo(expected, within(1e-14));
    }

    @Test
    void withoutEventsLittleIsKnown() {
        Rate none = new Rate(0, 5);

        assertThat(TEST.lift(none, none).value()).isEmpty();
        assertThat(TEST.difference(none, none).upper()).isEmpty();
        assertThat(TEST.exactPValue(none, none)).isEqualTo(1);
        assertThat(TEST.lift(none, new Rate(5, 5)).value()).isEmpty();
        assertThat(TEST.lift(none, new Rate(5, 5)).upper()).isEmpty();
        assertThat(TEST.lift(none, new Rate(5, 5)).lower()).isPresent();
        assertThat(TEST.lift(new Rate(5, 5), none).value()).hasValue(-1);
        assertThat(RatesStatistic.WALD_LOG.of(none, TREATMENT)).isNaN();
    }

    @Test
    void ratesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Rate(-1, 5)).hasMessageContaining("-1 events");
        assertThatThrownBy(() -> new Rate(1, 0)).hasMessageContaining("exposure of 0.0");
        assertThatThrownBy(() -> TEST.withHypothesis(-1).lift(CONTROL, TREATMENT))
                .hasMessageContaining("lift of -1.0");
    }

    @Test
    void oneLimitNeedsAConfidenceAboveAHalf() {
        TwoRates greater = TEST.with(Alternative.GREATER).withConfidence(.3);

        assertThatThrownBy(() -> greater.lift(CONTROL, TREATMENT)).hasMessageContaining("above 0.5, not 0.3");
        assertThatThrownBy(() -> greater.difference(CONTROL, TREATMENT)).hasMessageContaining("above 0.5, not 0.3");
    }
}
