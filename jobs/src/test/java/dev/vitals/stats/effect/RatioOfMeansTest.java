package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioOfMeansTest {
    private static final SampleMean A = SampleMean.ofSums(3407, 1396.87, 52377.9767);
    private static final SampleMean B = SampleMean.ofSums(3461, 2422.7, 134698.29);
    private static final RatioOfMeans RATIO = RatioOfMeans.withDefaults();

    /** V1, own: the sums of GrowthBook's two-sided test; the limits were computed apart from this code. */
    @Test
    void limitsNeedNotBeSymmetric() {
        assertThat(RATIO.ofLogs(A, B).lower().getAsDouble()).isCloseTo(.105254073, within(5e-10));
        assertThat(RATIO.ofLogs(A, B).upper().getAsDouble()).isCloseTo(1.637340735, within(5e-10));
        assertThat(RATIO.fieller(A, B).lower().getAsDouble()).isCloseTo(.094169463, within(5e-10));
        assertThat(RATIO.fieller(A, B).upper().getAsDouble()).isCloseTo(1.708403369, within(5e-10));
    }

    /** A ratio r is a limit where m1 - r m0 is z of its standard errors from 0: that is what the theorem says. */
    @Test
    void fiellersLimitsAreTheRatiosThatAreJustNotContradicted() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            SampleMean control = new SampleMean(50, 1 + random.nextDouble(), 1 + 4 * random.nextDouble());
            SampleMean treatment = new SampleMean(40, 3 * random.nextDouble(), 5 * random.nextDouble());
            Effect fieller = RATIO.fieller(control, treatment);
            for (double limit :
                    new double[] {fieller.lower().getAsDouble(), fieller.upper().getAsDouble()}) {
                double ratio = 1 + limit;
                double error = Math.sqrt(treatment.variance() / 40 + ratio * ratio * control.variance() / 50);
                assertThat(Math.abs(treatment.mean() - ratio * control.mean()) / error)
                        .isCloseTo(1.959963984540054, within(1e-9));
            }
        }
    }

    @Test
    void aControlThatMayBe0HasNoLimits() {
        Effect fieller = RATIO.fieller(new SampleMean(10, .1, 1), new SampleMean(10, 2, 1));

        assertThat(fieller.value().getAsDouble()).isCloseTo(19, within(1e-9));
        assertThat(fieller.lower()).isEmpty();
        assertThat(RATIO.ofLogs(new SampleMean(10, -1, 1), new SampleMean(10, 2, 1))
                        .value())
                .isEmpty();
    }

    /** Of gamma variables with a mean of 1 and one of 1.3, 30 units each: the truth is 30% in 95 of 100 samples. */
    @Test
    void bothHoldTheTruthAsOftenAsTheySay() {
        Random random = new Random(11);
        int rounds = 4000;
        int logs = 0;
        int fieller = 0;
        for (int round = 0; round < rounds; round++) {
            SampleMean control = sample(random, 1);
            SampleMean treatment = sample(random, 1.3);
            logs += holds(RATIO.ofLogs(control, treatment)) ? 1 : 0;
            fieller += holds(RATIO.fieller(control, treatment)) ? 1 : 0;
        }
        assertThat((double) logs / rounds).isBetween(.93, .97);
        assertThat((double) fieller / rounds).isBetween(.93, .97);
    }

    private static boolean holds(Effect effect) {
        return effect.lower().getAsDouble() <= .3 && .3 <= effect.upper().getAsDouble();
    }

    /** 30 sums of four exponential variables. */
    private static SampleMean sample(Random random, double mean) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 30; i++) {
            double y = 0;
            for (int k = 0; k < 4; k++) {
                y -= mean / 4 * Math.log(1 - random.nextDouble());
            }
            sum += y;
            squares += y * y;
        }
        return SampleMean.ofSums(30, sum, squares);
    }

    @Test
    void whatDoesNotVaryHasNoLimits() {
        SampleMean one = new SampleMean(10, 1, 0);
        SampleMean other = new SampleMean(10, 2, 0);
        for (Effect effect : new Effect[] {RATIO.ofLogs(one, other), RATIO.fieller(one, other)}) {
            assertThat(effect.value().getAsDouble()).isCloseTo(1, within(1e-15));
            assertThat(effect.lower()).isEmpty();
            assertThat(effect.pValue()).isEmpty();
        }
    }

    /** V1, own: g = z^2 s0^2 / (n0 m0^2) is .102020054; the middle of Fieller's limits is r / (1 - g) - 1. */
    @Test
    void theMiddleOfFiellersLimitsTellsG() {
        Effect fieller = RATIO.fieller(A, B);
        double middle = (fieller.lower().getAsDouble() + fieller.upper().getAsDouble()) / 2;

        assertThat(1 - (1 + fieller.value().getAsDouble()) / (1 + middle)).isCloseTo(.102020054, within(5e-10));
    }
}
