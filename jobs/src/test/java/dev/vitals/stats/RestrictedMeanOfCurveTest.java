package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import org.junit.jupiter.api.Test;

/** The area under the curve of {@link KaplanMeier} up to a horizon. */
class RestrictedMeanOfCurveTest {
    private static final KaplanMeier KM = KaplanMeier.withDefaults();

    /**
     * R1, own: worked in exact fractions from the definition; the variance of the second arm is 362471/20736.
     */
    @Test
    void restrictedMeansOfTheLeukaemiaDataAgree() {
        SurvivalCurve maintained = KM.estimate(Samples.histogram(Samples.AML_MAINTAINED));
        SurvivalCurve not = KM.estimate(Samples.histogram(Samples.AML_NOT_MAINTAINED));

        assertRestrictedMean(maintained, 161, 52.6454545, 19.8286028);
        assertRestrictedMean(not, 161, 22.7083333, Math.sqrt(362471 / 20736.0));
        assertRestrictedMean(maintained, 45, 30.7386364, 4.1140862);
    }

    /** R3: survminer pull request 827, 324.0484 (22.29794) and 455.9041 (32.91742), difference 131.8557 (39.75870). */
    @Test
    void restrictedMeansOfTheLungDataAgree() {
        SurvivalCurve men = KM.estimate(Samples.histogram(Samples.LUNG_MEN));
        SurvivalCurve women = KM.estimate(Samples.histogram(Samples.LUNG_WOMEN));

        Estimate a = men.restrictedMean(965);
        Estimate b = women.restrictedMean(965);
        assertThat(a.value().orElseThrow()).isCloseTo(324.0484, within(5e-5));
        assertThat(a.standardError().orElseThrow()).isCloseTo(22.29794, within(5e-6));
        assertThat(b.value().orElseThrow()).isCloseTo(455.9041, within(5e-5));
        assertThat(b.standardError().orElseThrow()).isCloseTo(32.91742, within(5e-6));
        double error =
                Math.hypot(a.standardError().orElseThrow(), b.standardError().orElseThrow());
        assertThat(error).isCloseTo(39.75870, within(5e-6));
    }

    @Test
    void withoutOpenCasesTheRestrictedMeanIsTheMeanOfTheCappedTimes() {
        TimeHistogram histogram = TimeHistogram.builder()
                .add(10, 0, 1)
                .add(20, 0, 1)
                .add(90, 0, 2)
                .build();
        Estimate mean = KM.estimate(histogram).restrictedMean(60);

        // (10 + 20 + 60 + 60) / 4 = 37.5, and the variance of the four capped times with divisor n, over n.
        double variance = (27.5 * 27.5 + 17.5 * 17.5 + 2 * 22.5 * 22.5) / 4 / 4;
        assertThat(mean.value().orElseThrow()).isCloseTo(37.5, within(1e-12));
        assertThat(mean.standardError().orElseThrow()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    /** Of 2,000 one is lost from sight at 20 s: open until 100 s, or ended at once, 80 s that one in 2,000 is open or not. */
    @Test
    void oneOpenCaseOfThousandsHidesNothing() {
        SurvivalCurve curve = KM.estimate(TimeHistogram.builder()
                .add(10, 0, 1999)
                .add(20, TimeHistogram.CENSORED, 1)
                .build());
        Estimate mean = curve.restrictedMean(100);
        Estimate open = curve.survivalAt(100);

        double error = .045 * Math.sqrt(1999 / 2000.0);
        assertThat(mean.value().orElseThrow()).isCloseTo(10 + 90 / 2000.0, within(1e-12));
        assertThat(mean.lower().orElseThrow())
                .isCloseTo(10.045 - 1.959963984540054 * error - 80 / 2000.0, within(1e-9));
        assertThat(mean.upper().orElseThrow()).isCloseTo(10.045 + 1.959963984540054 * error, within(1e-9));
        assertThat(open.value().orElseThrow()).isCloseTo(1 / 2000.0, within(1e-12));
        assertThat(open.lower().orElseThrow()).as("it may have ended").isZero();
        assertThat(open.upper()).isEqualTo(curve.survivalAt(20).upper());
    }

    @Test
    void oneOpenCaseOfHundredsHidesTheMean() {
        TimeHistogram histogram = TimeHistogram.builder()
                .add(10, 0, 499)
                .add(20, TimeHistogram.CENSORED, 1)
                .build();

        assertThat(KM.estimate(histogram).restrictedMean(100).reading()).isEqualTo(Reading.NOT_REACHED);
    }

    @Test
    void endsInOneBinOnlyGiveAMeanWithoutLimits() {
        Estimate mean =
                KM.estimate(TimeHistogram.builder().add(30, 0, 4).build()).restrictedMean(60);

        assertThat(mean.value()).hasValue(30);
        assertThat(mean.lower()).isEmpty();
        assertThat(mean.upper()).isEmpty();
    }

    private static void assertRestrictedMean(SurvivalCurve curve, long tau, double mean, double error) {
        Estimate estimate = curve.restrictedMean(tau);
        assertThat(estimate.value().orElseThrow()).isCloseTo(mean, within(5e-8));
        assertThat(estimate.standardError().orElseThrow()).isCloseTo(error, within(5e-8));
        assertThat(estimate.lower().orElseThrow()).isCloseTo(mean - 1.959963985 * error, within(1e-6));
    }
}
