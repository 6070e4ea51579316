package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Numbers worked by hand with z = 1.959964, Student's t = 12.706205 (1 degree of freedom) and 4.302653 (2). */
class MomentEstimatesTest {
    private static final Offset<Double> CLOSE = within(1e-5);

    private static final KpiDefinition COUNT = CatalogueFiles.withStatistic("statistic: count");
    private static final KpiDefinition SHARE =
            CatalogueFiles.withStatistic("statistic: share\nnumerator: is_appealable");
    private static final KpiDefinition RATE =
            CatalogueFiles.withStatistic("statistic: rate\nevents: a\nexposure: b\nper: 1000");
    private static final KpiDefinition MEAN = CatalogueFiles.withStatistic("statistic: mean\nvalue: a\nscale: 10");
    private static final KpiDefinition SHARE_OF_TOTALS =
            CatalogueFiles.withStatistic("statistic: ratio\nnumerator: a\ndenominator: b");
    private static final KpiDefinition PER_HOUR = CatalogueFiles.read(CatalogueFiles.SMALLEST
            .replace(
                    "statistic: share\nnumerator: appealed_at < follow_up_end",
                    "statistic: ratio\nnumerator: a\ndenominator: b\nper: 3600")
            .replace("unit: share", "unit: decisions per hour"));
    private static final KpiDefinition WEIGHTED =
            CatalogueFiles.withStatistic("statistic: weighted_share\nnumerator: a\nweight: b");

    @Test
    void aCountHasNoInterval() {
        assertEstimate(estimate(COUNT, "7"), 7.0, null, null, "none");
        assertThat(estimate(COUNT, "7").n()).isEqualTo(7);
    }

    @Test
    void aShareHasWilsonsInterval() {
        // Centre (1/4 + z2/8) / (1 + z2/4) = 0.372472, half width 0.326886, with z2 = 3.841459.
        KpiEstimate estimate = estimate(SHARE, "4", "1");

        assertEstimate(estimate, 0.25, 0.045587, 0.699358, "wilson");
        assertCounts(estimate, 1.0, 4.0, 4);
    }

    @Test
    void aShareOfNothingIsNoNumberAndNotZero() {
        assertEstimate(estimate(SHARE, "0", "0"), null, null, null, "none");
        assertCounts(estimate(SHARE, "0", "0"), 0.0, 0.0, 0);
    }

    @Test
    void noPositivesGiveZeroWithAnUpperBound() {
        // z2/10 / (1 + z2/10) = 0.384146 / 1.384146
        assertEstimate(estimate(SHARE, "10", "0"), 0.0, 0.0, 0.277533, "wilson");
    }

    @Test
    void aRateWithoutBurstsHasTheExactInterval() {
        // Five events in each of two rows, as even as can be. Half chi-squared points for 10 events: 4.795389,
        // 18.390356.
        KpiEstimate estimate = estimate(RATE, "2", "10", "2000", "50", "10000", "2000000");

        assertEstimate(estimate, 5.0, 2.397695, 9.195178, "garwood");
        assertCounts(estimate, 10.0, 2000.0, 2);
    }

    @Test
    void aRateWithBurstsTakesRowsAsUnits() {
        // Ten events in one row, none in the other, 1000 each: residuals 5 and -5, standard error sqrt(2 * 50) / 2000.
        // 0.005 + 12.706205 * 0.005 = 0.068531; the lower end stays at 0.
        assertEstimate(
                estimate(RATE, "2", "10", "2000", "100", "10000", "2000000"), 5.0, 0.0, 68.531024, "ratio_delta");
    }

    @Test
    void aRateWithoutEventsHasAnUpperBound() {
        // -ln(0.025) = 3.688879 events in 1000.
        assertEstimate(estimate(RATE, "2", "0", "1000", "0", "0", "500000"), 0.0, 0.0, 3.688879, "garwood");
    }

    @Test
    void eventsWithoutExposureGiveNoRateButAreShown() {
        KpiEstimate estimate = estimate(RATE, "1", "3", "0", "9", "0", "0");

        assertEstimate(estimate, null, null, null, "none");
        assertCounts(estimate, 3.0, 0.0, 1);
    }

    @Test
    void aMeanHasStudentsIntervalInItsScale() {
        // 1, 2, 3 in tenths: mean 0.2, standard error 0.1 / sqrt(3), times 4.302653; as a share 1.552587 log-odds.
        KpiEstimate estimate = estimate(MEAN, "3", "6", "14");

        assertEstimate(estimate, 0.2, 0.050265, 0.541477, "student_logit");
        assertCounts(estimate, 0.6, 3.0, 3);
    }

    @Test
    void aMeanOfOneValueHasNoInterval() {
        assertEstimate(estimate(MEAN, "1", "6", "36"), 0.6, null, null, "none");
        assertEstimate(estimate(MEAN, "0", "0", "0"), null, null, null, "none");
    }

    @Test
    void aRatioTakesRowsAsUnits() {
        // (30, 3600) and (15, 5400): 18 an hour; residuals 12 and -12, standard error sqrt(2 * 288) / 9000 * 3600 =
        // 9.6.
        KpiEstimate estimate = estimate(PER_HOUR, "2", "45", "9000", "1125", "189000", "42120000");

        assertEstimate(estimate, 18.0, 0.0, 139.979568, "ratio_delta");
        assertCounts(estimate, 45.0, 9000.0, 2);
    }

    @Test
    void aRatioThatIsAShareStaysBetweenZeroAndOne() {
        // (2, 10) and (28, 30): 0.75; residuals -5.5 and 5.5, standard error sqrt(2 * 60.5) / 40 = 0.275, 18.6
        // log-odds.
        assertEstimate(
                estimate(SHARE_OF_TOTALS, "2", "30", "40", "788", "860", "1000"), 0.75, 0.0, 1.0, "ratio_delta_logit");
        assertEstimate(estimate(SHARE_OF_TOTALS, "1", "0", "0", "0", "0", "0"), null, null, null, "none");
    }

    @Test
    void aWeightedShareCountsWhatEachRowStandsFor() {
        // Weights 10 (positive), 10 and 40: 1/6. Squares 100 * 25/36 + 1700 / 36 = 116.6667, standard error
        // sqrt(116.6667 * 3/2) / 60 = 0.220479; on the log-odds 4.302653 * 0.220479 / (5/36) = 6.830244.
        KpiEstimate estimate = estimate(WEIGHTED, "3", "1", "60", "10", "1800", "100");

        assertEstimate(estimate, 0.166667, 0.000216, 0.994626, "hajek_logit");
        assertCounts(estimate, 10.0, 60.0, 3);
    }

    @Test
    void aWeightedShareWithoutPositivesHasAnUpperBound() {
        // Effective size 60 * 60 / 1800 = 2: 1 - sqrt(0.025).
        assertThat(estimate(WEIGHTED, "3", "0", "60", "0", "1800", "0").value()).isZero();
        assertThat(estimate(WEIGHTED, "3", "0", "60", "0", "1800", "0").ciHigh())
                .isCloseTo(0.841886, CLOSE);
    }

    private static KpiEstimate estimate(KpiDefinition kpi, String... sums) {
        KpiState state = new KpiState.Sums(Stream.of(sums).map(BigDecimal::new).toList());
        assertThat(((Moments) kpi.statistic()).sums()).hasSameSizeAs(sums);
        assertThat(Estimates.of(kpi, Evidence.of(state))).hasSize(1);
        return Estimates.of(kpi, Evidence.of(state)).get(0);
    }

    private static void assertEstimate(KpiEstimate estimate, Double value, Double low, Double high, String method) {
        assertNumber(estimate.value(), value);
        assertNumber(estimate.ciLow(), low);
        assertNumber(estimate.ciHigh(), high);
        assertThat(estimate.ciMethod()).isEqualTo(method);
        assertThat(estimate.nCensored()).isNull();
    }

    private static void assertNumber(Double actual, Double expected) {
        if (expected == null) {
            assertThat(actual).isNull();
        } else {
            assertThat(actual).isCloseTo(expected, CLOSE);
        }
    }

    private static void assertCounts(KpiEstimate estimate, Double numerator, Double denominator, long n) {
        assertThat(estimate.numerator()).isCloseTo(numerator, CLOSE);
        assertThat(estimate.denominator()).isCloseTo(denominator, CLOSE);
        assertThat(estimate.n()).isEqualTo(n);
    }
}
