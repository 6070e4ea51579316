package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Tails;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuasiPoissonTest {
    private static final UnitRate CONTROL =
            UnitRate.ofUnits(new double[] {3, 0, 7, 1, 12, 2}, new double[] {1, .5, 2, 1, 4, 1.5});
    private static final UnitRate TREATMENT =
            UnitRate.ofUnits(new double[] {5, 4, 2, 0, 30, 1}, new double[] {1, 2, .5, 1, 5, .25});
    private static final QuasiPoisson TEST = QuasiPoisson.withDefaults();

    /**
     * statsmodels 0.15.0, GLM(Poisson, exposure).fit(cov_type HC0, tol 1e-14): .2960944732653935 times sqrt(6/5) for n
     * - 1 in place of n; without a cov_type .2526054706642828.
     */
    @Test
    void aRegressionWithRobustErrors() {
        double error = .3243552443201326;
        Effect lift = TEST.lift(CONTROL, TREATMENT);

        assertThat(Math.log1p(lift.value().getAsDouble())).isCloseTo(.5441116014621655, within(1e-10));
        double width =
                Math.log1p(lift.upper().getAsDouble()) - Math.log1p(lift.lower().getAsDouble());
        double student = Tails.student(lift.degreesOfFreedom(), .025);
        assertThat(width).isCloseTo(2 * student * error, within(1e-9));
        assertThat(lift.degreesOfFreedom()).isBetween(5.0, 10.0);
        assertThat(QuasiPoisson.dispersion(CONTROL, TREATMENT).getAsDouble())
                .isCloseTo(Math.pow(error / .2526054706642828, 2), within(1e-9));
        assertThat(lift.standardError()).isEmpty();
    }

    /** A p-value at a limit is what is left outside. */
    @Test
    void aLiftIsTestedOnTheLogarithm() {
        double upper = TEST.lift(CONTROL, TREATMENT).upper().getAsDouble();

        assertThat(TEST.withHypothesis(upper).lift(CONTROL, TREATMENT).pValue().getAsDouble())
                .isCloseTo(.05, within(1e-10));
    }

    /** Exposures of 1 leave means: of 1, 2, 3 and of 4, 6, 8, with variances of 1/3 and 4/3. */
    @Test
    void withoutExposureItIsWelchsTest() {
        double[] ones = {1, 1, 1};
        UnitRate control = UnitRate.ofUnits(new double[] {1, 2, 3}, ones);
        UnitRate treatment = UnitRate.ofUnits(new double[] {4, 6, 8}, ones);

        Effect expected = WelchTest.withDefaults().difference(new SampleMean(3, 2, 1), new SampleMean(3, 6, 4));
        Effect difference = TEST.difference(control, treatment);

        assertThat(difference.value().getAsDouble()).isCloseTo(4, within(1e-14));
        assertThat(difference.standardError().getAsDouble()).isCloseTo(Math.sqrt(5 / 3.0), within(1e-14));
        assertThat(difference.degreesOfFreedom()).isCloseTo(expected.degreesOfFreedom(), within(1e-12));
        assertThat(difference.pValue().getAsDouble())
                .isCloseTo(expected.pValue().getAsDouble(), within(1e-14));
        // Variance of 1 over a mean of 2, and of 4 over 6.
        assertThat(QuasiPoisson.dispersion(control).getAsDouble()).isCloseTo(.5, within(1e-14));
        assertThat(QuasiPoisson.dispersion(treatment).getAsDouble()).isCloseTo(2 / 3.0, within(1e-14));
    }

    /** Each event three times over: a dispersion of 3, and of 1 if once. */
    @Test
    void burstsOfThreeVaryThreeTimesAsMuch() {
        Random random = new Random(2);
        assertThat(QuasiPoisson.dispersion(bursts(random, 3), bursts(random, 3)).getAsDouble())
                .isCloseTo(3, within(.15));
        assertThat(QuasiPoisson.dispersion(bursts(random, 1), bursts(random, 1)).getAsDouble())
                .isCloseTo(1, within(.05));
    }

    private static UnitRate bursts(Random random, int size) {
        int n = 5000;
        double[] events = new double[n];
        double[] exposures = new double[n];
        for (int i = 0; i < n; i++) {
            exposures[i] = 1 + random.nextInt(4);
            for (double at = -Math.log(random.nextDouble()); at < exposures[i]; at -= Math.log(random.nextDouble())) {
                events[i] += size;
            }
        }
        return UnitRate.ofUnits(events, exposures);
    }

    @Test
    void withoutEventsThereIsNoLift() {
        UnitRate none = UnitRate.ofUnits(new double[] {0, 0}, new double[] {1, 2});

        assertThat(TEST.lift(none, TREATMENT).value()).isEmpty();
        assertThat(QuasiPoisson.dispersion(none, TREATMENT)).isEmpty();
        assertThat(QuasiPoisson.dispersion(none)).isEmpty();
        assertThat(TEST.difference(none, none).pValue()).isEmpty();
    }

    @Test
    void unitsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> UnitRate.ofUnits(new double[] {1}, new double[] {1}))
                .hasMessageContaining("need two units");
        assertThatThrownBy(() -> new UnitRate(5, 1, 0, 1, 1, 1)).hasMessageContaining("0.0 exposure");
        assertThatThrownBy(() -> TEST.withHypothesis(-2).lift(CONTROL, TREATMENT))
                .hasMessageContaining("lift of -2.0");
    }
}
