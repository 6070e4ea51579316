package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequentialSampleRatioTest {
    /** Unit by unit, the factor grows by the predictive probability of its arm over the intended one. */
    @Test
    void batchesAreAsGoodAsUnits() {
        double[] shares = {.2, .3, .5};
        int[] arms = {0, 2, 2, 1, 2, 2, 0, 2, 2, 2, 1, 2, 2, 2};
        double log = 0;
        double largest = 0;
        double[] urn = {.2 * 7, .3 * 7, .5 * 7};
        SequentialSampleRatio ratio = SequentialSampleRatio.of(2, 3, 5).withConcentration(7);
        for (int i = 0; i < arms.length; i++) {
            log += Math.log(urn[arms[i]] / (7 + i) / shares[arms[i]]);
            urn[arms[i]]++;
            largest = Math.max(largest, log);
            long[] batch = new long[3];
            batch[arms[i]] = 1;
            ratio = ratio.with(batch);
            assertThat(ratio.logBayesFactor()).isCloseTo(log, within(1e-12));
            assertThat(ratio.pValue()).isCloseTo(Math.exp(-largest), within(1e-12));
        }
        assertThat(ratio.units()).containsExactly(2, 2, 10);
        assertThat(SequentialSampleRatio.of(2, 3, 5)
                        .withConcentration(7)
                        .with(2, 2, 10)
                        .logBayesFactor())
                .isCloseTo(log, within(1e-12));
    }

    /** The integral of s^60 (1 - s)^40 2^100 over a prior of Beta(10, 10), by the midpoint rule. */
    @Test
    void theFactorIsAMeanOverThePrior() {
        double above = 0;
        double below = 0;
        for (int i = 0; i < 100_000; i++) {
            double s = (i + .5) / 100_000;
            double prior = Math.pow(s * (1 - s), 9);
            below += prior;
            above += prior * Math.exp(60 * Math.log(2 * s) + 40 * Math.log(2 * (1 - s)));
        }
        assertThat(SequentialSampleRatio.of(1, 1)
                        .withConcentration(20)
                        .with(60, 40)
                        .logBayesFactor())
                .isCloseTo(Math.log(above / below), within(1e-9));
    }

    @Test
    void anAlarmIsNotTakenBack() {
        SequentialSampleRatio ratio =
                SequentialSampleRatio.of(1, 1).withConcentration(100).with(700, 500);
        assertThat(ratio.pValue()).isLessThan(1e-5);
        assertThat(ratio.with(500, 700).pValue()).isEqualTo(ratio.pValue());
        assertThat(ratio.with(500, 700).logBayesFactor()).isNegative();
        assertThat(SequentialSampleRatio.of(1, 1).pValue()).isEqualTo(1);
    }

    @Test
    void lookingAtEveryUnitAlarmsNoMoreOftenThanAlpha() {
        SplittableRandom random = new SplittableRandom(3);
        int alarms = 0;
        for (int test = 0; test < 400; test++) {
            SequentialSampleRatio ratio = SequentialSampleRatio.of(1, 2).withConcentration(50);
            for (int n = 0; n < 1000; n++) {
                boolean isFirst = random.nextInt(3) == 0;
                ratio = ratio.with(isFirst ? 1 : 0, isFirst ? 0 : 1);
            }
            alarms += ratio.pValue() <= .05 ? 1 : 0;
        }
        assertThat(alarms / 400.0).isLessThan(.05 + Looking.slack(400)).isGreaterThan(.005);
    }

    /** 51% of 200,000 units where half was meant. */
    @Test
    void aMismatchIsFound() {
        SequentialSampleRatio ratio = SequentialSampleRatio.of(1, 1);
        for (int night = 0; night < 20; night++) {
            ratio = ratio.with(5_100, 4_900);
        }
        assertThat(ratio.pValue()).isLessThan(1e-6);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> SequentialSampleRatio.of(1)).hasMessageContaining("two or more");
        assertThatThrownBy(() -> SequentialSampleRatio.of(1, 0)).hasMessageContaining("[1.0, 0.0]");
        SequentialSampleRatio ratio = SequentialSampleRatio.of(1, 1);
        assertThatThrownBy(() -> ratio.with(1, -1)).hasMessageContaining("[1, -1]");
        assertThatThrownBy(() -> ratio.with(1)).hasMessageContaining("2 arms");
        assertThatThrownBy(() -> ratio.withConcentration(0)).hasMessageContaining("concentration of 0.0");
        assertThatThrownBy(() -> ratio.with(1, 0).withConcentration(5)).hasMessageContaining("choose it first");
    }

    /** Concentrations of ten million and 1e12, by mpmath 1.4.1 in 40 digits. */
    @Test
    void aLargeConcentrationCostsNoDigits() {
        assertThat(SequentialSampleRatio.of(1, 1)
                        .withConcentration(1e12)
                        .with(10, 40)
                        .logBayesFactor())
                .isCloseTo(4.249999999785625e-10, within(1e-12));
        assertThat(SequentialSampleRatio.of(1, 1)
                        .withConcentration(1e7)
                        .with(100, 40)
                        .logBayesFactor())
                .isCloseTo(0.00017299754668540424, within(1e-12));
        assertThat(SequentialSampleRatio.of(1, 1).with(1_000_000, 1_003_000).logBayesFactor())
                .isCloseTo(-0.41695165551870644, within(1e-8));
    }
}
