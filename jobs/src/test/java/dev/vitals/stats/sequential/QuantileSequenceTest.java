package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Effect;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantileSequenceTest {
    private static double[] upTo(int from, int to) {
        double[] values = new double[to - from + 1];
        Arrays.setAll(values, i -> from + i);
        return values;
    }

    private static long[] ones(int n) {
        long[] counts = new long[n];
        Arrays.fill(counts, 1);
        return counts;
    }

    /** Q1: confseq, quantiles test: 1 to 1,000 against the same moved up, tuned for 100. */
    @Test
    void pValuesOfConfseq() {
        require(.5, 70, .814704);
        require(.5, 85, .0838055);
        require(.5, 100, .0054947);
        require(.9, 55, .0340463);
    }

    private static void require(double share, int offset, double p) {
        Effect effect = QuantileSequence.of(share, 100)
                .difference(upTo(1, 1000), ones(1000), upTo(offset + 1, offset + 1000), ones(1000));
        assertThat(effect.pValue().getAsDouble()).isCloseTo(p, within(5e-7));
        assertThat(effect.value()).hasValue(offset);
        assertThat(effect.lower()).isEmpty();
    }

    /**
     * The evidence by its definition: of each x, the best fit of all whole and half counts from those below to those
     * up to x.
     */
    @Test
    void countedValuesByTrialOfEveryCount() {
        double[] one = {1, 2, 5};
        long[] ofOne = {60, 10, 30};
        double[] other = {2, 3, 5, 8};
        long[] ofOther = {5, 10, 20, 95};
        double[] shares = {.3, .7};
        double concentration = 80 / Tuning.near(.05) - 1;
        double least = Double.POSITIVE_INFINITY;
        for (double x = 0; x < 10; x += .5) {
            least = Math.min(
                    least,
                    trial(one, ofOne, x, shares, concentration) + trial(other, ofOther, x, shares, concentration));
        }

        Effect effect = QuantileSequence.of(.3, 80).difference(one, ofOne, other, ofOther);

        assertThat(least).isPositive();
        assertThat(effect.pValue().getAsDouble()).isCloseTo(Math.exp(-least), within(1e-6));
        assertThat(effect.value())
                .as("the 39th of 130 is 8, the 30th of 100 is 1")
                .hasValue(8 - 1);
    }

    private static double trial(double[] values, long[] counts, double x, double[] shares, double concentration) {
        long below = 0;
        long upTo = 0;
        long all = 0;
        for (int i = 0; i < values.length; i++) {
            below += values[i] < x ? counts[i] : 0;
            upTo += values[i] <= x ? counts[i] : 0;
            all += counts[i];
        }
        double least = Double.POSITIVE_INFINITY;
        for (double count = below; count <= upTo; count += .001) {
            least = Math.min(least, DirichletFactor.log(concentration, shares, count, all - count));
        }
        return least;
    }

    @Test
    void lookingEveryTenUnitsFindsNoEffectMoreOftenThanAlpha() {
        SplittableRandom random = new SplittableRandom(21);
        QuantileSequence sequence = QuantileSequence.of(.75, 50);
        int found = 0;
        for (int test = 0; test < 100; test++) {
            long[] one = new long[12];
            long[] other = new long[12];
            for (int n = 1; n <= 300; n++) {
                one[(int) Math.min(11, 3 * random.nextExponential())]++;
                other[(int) Math.min(11, 3 * random.nextExponential())]++;
                if (n % 10 == 0
                        && sequence.difference(upTo(0, 11), one, upTo(0, 11), other)
                                        .pValue()
                                        .getAsDouble()
                                <= .05) {
                    found++;
                    break;
                }
            }
        }
        assertThat(found / 100.0).isLessThan(.05 + Looking.slack(100));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> QuantileSequence.of(1, 10)).hasMessageContaining("quantile 1.0");
        assertThatThrownBy(() -> QuantileSequence.of(.5, 0)).hasMessageContaining("0 units");
        QuantileSequence median = QuantileSequence.of(.5, 10);
        double[] values = {1, 2};
        assertThatThrownBy(() -> median.difference(values, ones(1), values, ones(2)))
                .hasMessageContaining("2 values with 1 counts");
        assertThatThrownBy(() -> median.difference(new double[] {2, 1}, ones(2), values, ones(2)))
                .hasMessageContaining("values must ascend");
        assertThatThrownBy(() -> median.difference(values, new long[2], values, ones(2)))
                .hasMessageContaining("without a unit");
    }
}
