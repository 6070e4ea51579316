package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearModelSequenceTest {
    private static final Hypothesis TWO_SIDED = Hypothesis.NO_DIFFERENCE;

    /**
     * Noncentral over central density of t, the centre being normal with variance n / g, by midpoints in two
     * dimensions.
     */
    @Test
    void theMixtureIsAMeanOfNoncentralDensities() {
        for (double[] known : new double[][] {{2.7, 12, 2, 100}, {4.4, 25, 5, 30}}) {
            long n = (long) known[1];
            int k = (int) known[2];
            double g = known[3] / Tuning.near(.05);
            double mean = mean(known[0], n - k, Math.sqrt(n / g)) / density(known[0], n - k, 0);

            Effect effect = LinearModelSequence.tunedFor((long) known[3])
                    .judge(TWO_SIDED, known[0] * .3, .3, n, k, "linear_model");

            assertThat(effect.pValue().getAsDouble()).isCloseTo(Math.min(1, 1 / mean), within(1e-6));
            assertThat(effect.degreesOfFreedom()).isEqualTo(n - k);
        }
    }

    private static double mean(double t, double freedom, double deviation) {
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            double z = -8 + (i + .5) * 16 / 1000;
            sum += Math.exp(-z * z / 2) * density(t, freedom, z * deviation);
        }
        return sum * 16 / 1000 / Math.sqrt(2 * Math.PI);
    }

    /** Up to a factor: (z + centre) / w where z is normal and w^2 chi-squared over its degrees of freedom. */
    private static double density(double t, double freedom, double centre) {
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            double w = (i + .5) * 3.5 / 1000;
            double z = t * w - centre;
            sum += w * Math.exp((freedom - 1) * Math.log(w) - freedom * w * w / 2 - z * z / 2);
        }
        return sum;
    }

    /** An effect whose limit is the hypothesis has a p-value of alpha. */
    @Test
    void limitsAndPValuesSayTheSame() {
        LinearModelSequence sequence = LinearModelSequence.tunedFor(50);
        Effect effect = sequence.judge(TWO_SIDED.withConfidence(.9), 5, 2, 40, 3, "linear_model");
        double half = effect.upper().getAsDouble() - 5;
        Effect there = sequence.judge(TWO_SIDED.withConfidence(.9).withValue(5 - half), 5, 2, 40, 3, "linear_model");
        assertThat(there.pValue().getAsDouble()).isCloseTo(.1, within(1e-12));
        assertThat(5 - effect.lower().getAsDouble()).isCloseTo(half, within(1e-12));
    }

    /** At 100,000 units z is 3.336858 where it was tuned for 5,000. */
    @Test
    void ofManyUnitsItIsTheConfidenceSequence() {
        Effect effect = LinearModelSequence.tunedFor(5000).judge(TWO_SIDED, 0, 1, 100_000, 2, "linear_model");
        assertThat(effect.upper().getAsDouble()).isCloseTo(3.336858, within(3e-4));
    }

    @Test
    void theFirstUnitsSetNoLimits() {
        Effect effect = LinearModelSequence.tunedFor(5000).judge(TWO_SIDED, 1, 1, 3, 2, "linear_model");
        assertThat(effect.lower()).isEmpty();
        assertThat(effect.upper()).isEmpty();
        assertThat(effect.pValue()).isPresent();
        assertThat(effect.standardError()).hasValue(1);
    }

    /** The mean of normal units whose variance is not known, from the second unit on. */
    @Test
    void lookingAtEveryUnitFindsNoEffectMoreOftenThanAlpha() {
        SplittableRandom random = new SplittableRandom(9);
        LinearModelSequence sequence = LinearModelSequence.tunedFor(50);
        int found = 0;
        for (int test = 0; test < 500; test++) {
            double sum = 0;
            double squares = 0;
            for (int n = 1; n <= 500; n++) {
                double value = random.nextGaussian();
                sum += value;
                squares += value * value;
                double error = Math.sqrt((squares - sum * sum / n) / (n - 1) / n);
                if (n > 1
                        && sequence.judge(TWO_SIDED, sum / n, error, n, 1, "linear_model")
                                        .pValue()
                                        .getAsDouble()
                                <= .05) {
                    found++;
                    break;
                }
            }
        }
        assertThat(found / 500.0).isLessThan(.05 + Looking.slack(500)).isGreaterThan(.005);
    }

    @Test
    void whatCannotBeIsRefused() {
        LinearModelSequence sequence = LinearModelSequence.tunedFor(50);
        assertThatThrownBy(() -> LinearModelSequence.tunedFor(0)).hasMessageContaining("0 units");
        assertThatThrownBy(() -> sequence.judge(TWO_SIDED, 1, 1, 2, 2, "linear_model"))
                .hasMessageContaining("2 units can't tell 2 coefficients");
        assertThatThrownBy(() -> sequence.judge(TWO_SIDED.with(Alternative.LESS), 1, 1, 9, 2, "linear_model"))
                .hasMessageContaining("not LESS");
        assertThat(sequence.judge(TWO_SIDED, 1, 0, 9, 2, "linear_model").pValue())
                .isEmpty();
        assertThat(sequence.shortestAt()).isEqualTo(50);
    }
}
