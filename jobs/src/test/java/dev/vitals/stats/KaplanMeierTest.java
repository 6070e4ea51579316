package dev.vitals.stats;

import static dev.vitals.stats.TimeHistogram.CENSORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {
    private static final KaplanMeier KM = KaplanMeier.withDefaults();

    /** R1: R survival, tests/doaml.Rout.save, printed to four and three digits. */
    @Test
    void leukaemiaCurvesAgreeWithR() {
        assertCurve(
                Samples.AML_MAINTAINED,
                new int[] {9, 13, 18, 23, 31, 34, 48},
                new double[] {.909, .818, .716, .614, .491, .368, .184},
                new double[] {.0867, .1163, .1397, .1526, .1642, .1627, .1535},
                within(5.0e-4),
                within(5.0e-5));
        assertCurve(
                Samples.AML_NOT_MAINTAINED,
                new int[] {5, 8, 12, 23, 27, 30, 33, 43, 45},
                new double[] {.8333, .6667, .5833, .4861, .3889, .2917, .1944, .0972, 0},
                new double[] {.1076, .1361, .1423, .1481, .1470, .1387, .1219, .0919},
                within(5.0e-5),
                within(5.0e-5));
    }

    /** M3: R survival 2.x, as recorded in statsmodels duration/tests/test_survfunc.py. */
    @Test
    void tiedEndsAndCensoredCasesAgreeWithR() {
        assertCurve(
                "3+ 1 2 3 2+ 1+ 5 3+",
                new int[] {1, 2, 3, 5},
                new double[] {.875, .7291667, .546875, 0},
                new double[] {.1169268, .1649762, .2005800},
                within(5.0e-8),
                within(5.0e-8));
        assertCurve(
                "1+ 1 2+ 3+ 7 1+ 5 3+ 9",
                new int[] {1, 5, 7, 9},
                new double[] {.8888889, .5925926, .2962963, 0},
                new double[] {.1047566, .2518034, .2444320},
                within(5.0e-8),
                within(5.0e-8));
    }

    /** M3: the weights of the R survfit call in statsmodels test_weights1 are numbers of equal cases here. */
    @Test
    void countsOfEqualCasesActAsFrequencyWeights() {
        int[] times = {1, 3, 5, 6, 7, 8, 8, 9, 3, 4, 1, 3, 2};
        int[] ended = {1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0};
        int[] weights = {1, 2, 3, 2, 3, 1, 2, 1, 1, 2, 2, 3, 1};
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < times.length; i++) {
            builder.add(times[i], ended[i] == 1 ? 0 : CENSORED, weights[i]);
        }
        SurvivalCurve curve = KM.estimate(builder.build());
        double[] expected = {.875, .65625, .51041667, .29166667, 0};
        int[] at = {1, 3, 6, 7, 9};
        for (int i = 0; i < at.length; i++) {
            assertThat(curve.survivalAt(at[i]).value().orElseThrow()).isCloseTo(expected[i], within(5.0e-9));
        }
    }

    /**
     * At 9 weeks S = 10/11 and Greenwood's sum is 1/110, so the error on log(-log S) is
     * sqrt(1/110) / ln(1.1) = 1.000388. The limits are S^exp(1.959964 * 1.000388) = .5081 and S^exp(-...) = .9867.
     */
    @Test
    void theFirstLogLogIntervalIsWorkedByHand() {
        Estimate at9 = KM.estimate(Samples.histogram(Samples.AML_MAINTAINED)).survivalAt(9);

        assertThat(at9.reading()).isEqualTo(Reading.VALUE);
        assertThat(at9.value().orElseThrow()).isCloseTo(10 / 11.0, within(1e-15));
        assertThat(at9.lower().orElseThrow()).isCloseTo(.5081, within(5e-5));
        assertThat(at9.upper().orElseThrow()).isCloseTo(.9867, within(5e-5));
    }

    /** SAS PROC LIFETEST, CONFTYPE=LOGLOG, as recorded in statsmodels test_bmt: 86 to 230 days. */
    @Test
    void theFirstQuartileAndItsLogLogIntervalAgreeWithSas() {
        Estimate quartile =
                KM.estimate(Samples.histogram(Samples.TRANSPLANT_ALL)).quantile(0.25);

        assertThat(quartile.lower()).hasValue(86);
        assertThat(quartile.upper()).hasValue(230);
    }

    /** Medians 31 and 23 in R; R's own default interval is on the log scale and is not compared. */
    @Test
    void theMedianIsTheFirstTimeAtWhichHalfHaveEnded() {
        assertThat(KM.estimate(Samples.histogram(Samples.AML_MAINTAINED))
                        .quantile(0.5)
                        .value())
                .hasValue(31);
        assertThat(KM.estimate(Samples.histogram(Samples.AML_NOT_MAINTAINED))
                        .quantile(0.5)
                        .value())
                .hasValue(23);
    }

    @Test
    void aQuantileTheCurveDoesNotReachIsSaidSo() {
        // The maintained curve ends at .184 with a case still open at 161 weeks.
        Estimate p90 = KM.estimate(Samples.histogram(Samples.AML_MAINTAINED)).quantile(0.9);

        assertThat(p90.reading()).isEqualTo(Reading.NOT_REACHED);
        assertThat(p90.value()).isEmpty();
        assertThat(p90.upper()).isEmpty();
        assertThat(p90.lower()).hasValue(34);
    }

    @Test
    void withoutOpenCasesTheQuantileIsTheOrderedValueOfRankCeilNp() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(60);
            int[] values = random.ints(n, 0, 100).sorted().toArray();
            TimeHistogram.Builder builder = TimeHistogram.builder();
            for (int value : values) {
                builder.add(value, 0, 1);
            }
            SurvivalCurve curve = KM.estimate(builder.build());
            for (int percent : new int[] {10, 25, 50, 70, 90, 95}) {
                int rank = (n * percent + 99) / 100;
                assertThat(curve.quantile(percent / 100.0).value()).hasValue(values[rank - 1]);
            }
        }
    }

    @Test
    void withoutOpenCasesTheVarianceIsTheBinomialOne() {
        TimeHistogram histogram = TimeHistogram.builder()
                .add(10, 0, 3)
                .add(20, 0, 5)
                .add(30, 0, 12)
                .build();
        Estimate at20 = KM.estimate(histogram).survivalAt(25);

        // 12 of 20 are open: S = .6 and the variance is .6 * .4 / 20.
        assertThat(at20.value().orElseThrow()).isCloseTo(.6, within(1e-15));
        assertThat(at20.standardError().orElseThrow()).isCloseTo(Math.sqrt(.6 * .4 / 20), within(1e-15));
    }

    /** Medians of the lung data in the documentation of R survival: 270 and 426 days. */
    @Test
    void mediansOfTheLungDataAgreeWithR() {
        assertThat(KM.estimate(Samples.histogram(Samples.LUNG_MEN))
                        .quantile(0.5)
                        .value())
                .hasValue(270);
        assertThat(KM.estimate(Samples.histogram(Samples.LUNG_WOMEN))
                        .quantile(0.5)
                        .value())
                .hasValue(426);
    }

    @Test
    void beforeAnyEndTheShareOpenIsABound() {
        // Nothing ended among 20 cases: at least .025^(1/20) = .8316 are open, Clopper and Pearson's limit for 20 of
        // 20.
        TimeHistogram histogram =
                TimeHistogram.builder().add(100, CENSORED, 15).add(200, 0, 5).build();
        Estimate open = KM.estimate(histogram).survivalAt(60);
        Estimate ended = KM.estimate(histogram).endedBy(60);

        assertThat(open.reading()).isEqualTo(Reading.AT_LEAST);
        assertThat(open.value()).hasValue(1);
        assertThat(open.lower().orElseThrow()).isCloseTo(.8316, within(5e-5));
        assertThat(ended.reading()).isEqualTo(Reading.AT_MOST);
        assertThat(ended.upper().orElseThrow()).isCloseTo(.1684, within(5e-5));
        assertThat(KM.estimate(histogram).restrictedMean(60).reading()).isEqualTo(Reading.AT_LEAST);
        assertThat(KM.estimate(histogram).restrictedMean(60).lower().orElseThrow())
                .isCloseTo(60 * .8316, within(5e-3));
    }

    @Test
    void onlyTheCasesFollowedLongEnoughSpeakForATimeWithoutEnds() {
        // After 100 s only the five later cases are followed: 1 - .025^(1/5) = .5218.
        TimeHistogram histogram =
                TimeHistogram.builder().add(100, CENSORED, 15).add(200, 0, 5).build();

        assertThat(KM.estimate(histogram).endedBy(150).upper().orElseThrow()).isCloseTo(.5218, within(5e-5));
        assertThat(KM.estimate(histogram).endedBy(100).upper().orElseThrow()).isCloseTo(.1684, within(5e-5));
    }

    @Test
    void onceAllHaveEndedTheShareOpenIsAtMostWhatItWasBefore() {
        SurvivalCurve curve = KM.estimate(Samples.histogram(Samples.AML_NOT_MAINTAINED));
        Estimate at45 = curve.survivalAt(45);

        assertThat(at45.reading()).isEqualTo(Reading.AT_MOST);
        assertThat(at45.value()).hasValue(0);
        assertThat(at45.upper()).isEqualTo(curve.survivalAt(43).upper());
        assertThat(curve.survivalAt(100_000)).isEqualTo(at45);
        assertThat(curve.quantile(0.99).value()).hasValue(45);
        assertThat(curve.quantile(0.99).upper()).isEmpty();
    }

    @Test
    void nothingIsSaidAboutTimesNobodyWasFollowed() {
        SurvivalCurve curve = KM.estimate(Samples.histogram(Samples.AML_MAINTAINED));

        assertThat(curve.survivalAt(161).reading()).isEqualTo(Reading.VALUE);
        assertThat(curve.survivalAt(162).reading()).isEqualTo(Reading.NOT_REACHED);
        Estimate mean = curve.restrictedMean(200);
        assertThat(mean.reading()).isEqualTo(Reading.NOT_REACHED);
        // The part up to 161 weeks is 52.645 with error 19.829: its lower limit bounds the whole.
        assertThat(mean.lower().orElseThrow()).isCloseTo(52.6454545 - 1.959964 * 19.8286028, within(1e-4));
        assertThat(mean.upper()).isEmpty();
    }

    @Test
    void withAFewCasesTheMedianMayBeAnywhereBelow() {
        // Five of five after the median has probability 1/32 > .025, so the first time is no lower limit.
        Estimate median = KM.estimate(Samples.histogram("10 20 30 40 50")).quantile(0.5);

        assertThat(median.value()).hasValue(30);
        assertThat(median.lower()).hasValue(0);
    }

    @Test
    void noCasesGiveNoData() {
        SurvivalCurve curve = KM.estimate(TimeHistogram.EMPTY);

        assertThat(curve.points()).isEmpty();
        assertThat(curve.survivalAt(10).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(curve.quantile(0.5).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(curve.restrictedMean(60).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(curve.restrictedMean(60).value()).isEmpty();
    }

    @Test
    void otherCausesCountAsCensoringWhenOneIsFollowed() {
        TimeHistogram histogram = TimeHistogram.builder()
                .add(10, 0, 2)
                .add(10, 1, 3)
                .add(20, 0, 1)
                .add(20, CENSORED, 4)
                .build();
        TimeHistogram recoded = TimeHistogram.builder()
                .add(10, 0, 2)
                .add(10, CENSORED, 3)
                .add(20, 0, 1)
                .add(20, CENSORED, 4)
                .build();

        assertThat(KM.ofCauses(0).estimate(histogram).points())
                .isEqualTo(KM.estimate(recoded).points());
        assertThat(KM.ofCauses(0, 1).estimate(histogram).points())
                .isEqualTo(KM.estimate(histogram).points());
    }

    @Test
    void aboveOneHourTheLimitsAreWidenedToWholeBins() {
        // 100 cases at 2 h: bin 3600 + floor(ln 2 / ln 1.01) = 3669 holds 7153 to 7224 s.
        int bin = TimeBins.bin(7200);
        Estimate median =
                KM.estimate(TimeHistogram.builder().add(bin, 0, 100).build()).quantile(0.5);

        assertThat(bin).isEqualTo(3669);
        assertThat(median.value()).hasValue((7153 + 7224) / 2.0);
        assertThat(median.lower()).hasValue(7153);
        assertThat(median.upper()).hasValue(7224);
    }

    @Test
    void aSmallerConfidenceGivesAShorterInterval() {
        SurvivalCurve wide = KM.estimate(Samples.histogram(Samples.LUNG_MEN));
        SurvivalCurve narrow = KM.withConfidence(0.5).estimate(Samples.histogram(Samples.LUNG_MEN));

        assertThat(narrow.quantile(0.5).lower().orElseThrow())
                .isGreaterThan(wide.quantile(0.5).lower().orElseThrow());
        assertThat(narrow.quantile(0.5).confidence()).isEqualTo(0.5);
        assertThat(narrow.quantile(0.5).method()).isEqualTo("kaplan_meier_log_log");
    }

    @Test
    void wrongQuestionsAreRefused() {
        SurvivalCurve curve = KM.estimate(TimeHistogram.EMPTY);
        assertThatThrownBy(() -> curve.quantile(90))
                .hasMessageContaining("quantile 90.0")
                .hasMessageContaining("0.9");
        assertThatThrownBy(() -> curve.quantile(0)).hasMessageContaining("strictly between");
        assertThatThrownBy(() -> curve.restrictedMean(0)).hasMessageContaining("more than 0");
        assertThatThrownBy(() -> KM.withConfidence(95)).hasMessageContaining("confidence 95.0");
        assertThatThrownBy(() -> KM.ofCauses(CENSORED)).hasMessageContaining("a censored case has no cause");
        assertThatThrownBy(() -> KM.ofCauses()).hasMessageContaining("name at least one");
    }

    /** A last share of 0 has no published error. */
    private static void assertCurve(
            String durations,
            int[] times,
            double[] survival,
            double[] errors,
            Offset<Double> precision,
            Offset<Double> ofErrors) {
        List<CurvePoint> points = KM.estimate(Samples.histogram(durations)).points();
        List<CurvePoint> ends =
                points.stream().filter(point -> point.ended() > 0).toList();
        assertThat(ends).hasSize(times.length);
        for (int i = 0; i < times.length; i++) {
            assertThat(ends.get(i).seconds()).isEqualTo(times[i]);
            assertThat(ends.get(i).share()).isCloseTo(survival[i], precision);
            if (i < errors.length) {
                assertThat(ends.get(i).standardError()).isCloseTo(errors[i], ofErrors);
            }
        }
    }
}
