package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate;
import dev.vitals.stats.Estimate.Reading;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShareSequenceTest {
    /** Q1: confseq, uniform_boundaries_unittest.cpp, which cuts digits off after the sixth. */
    @Test
    void intervalsOfConfseq() {
        require(700, 1000, 100, .651629, .745949);
        require(15, 50, 50, .129556, .511896);
        require(5, 50, 50, .013021, .269264);
        require(1, 50, 50, 0, .13489);
        require(100, 200, 1, .328923, .671076);
        require(1, 2, 50, 0, 1);
        require(0, 1, 50, 0, 1);
        require(1, 1, 50, 0, 1);
    }

    private static void require(long positives, long n, long tuned, double lower, double upper) {
        Estimate estimate = ShareSequence.tunedFor(tuned).estimate(positives, n);
        assertThat(estimate.lower().getAsDouble()).isCloseTo(lower, within(1e-6));
        assertThat(estimate.upper().getAsDouble()).isCloseTo(upper, within(2e-6));
        assertThat(estimate.value()).hasValue((double) positives / n);
    }

    /** At a limit the mixture of confseq, (k - n p) at a variance of n p (1 - p), is 1 / alpha. */
    @Test
    void limitsAreWhereTheMixtureCrosses() {
        Estimate estimate = ShareSequence.tunedFor(300).withConfidence(.9).estimate(40, 250);
        double p = estimate.lower().getAsDouble();
        Mixture mixture = Mixture.betaBinomial(300 * p * (1 - p), .1, p, 1 - p);
        assertThat(mixture.logValue(40 - 250 * p, 250 * p * (1 - p))).isCloseTo(Math.log(10), within(1e-8));
    }

    @Test
    void noneAndAllAreReadFromOneSide() {
        ShareSequence sequence = ShareSequence.tunedFor(100);
        assertThat(sequence.estimate(0, 200).reading()).isEqualTo(Reading.AT_MOST);
        assertThat(sequence.estimate(0, 200).upper().getAsDouble()).isBetween(.015, .05);
        assertThat(sequence.estimate(200, 200).reading()).isEqualTo(Reading.AT_LEAST);
        assertThat(sequence.estimate(200, 200).lower().getAsDouble())
                .isCloseTo(1 - sequence.estimate(0, 200).upper().getAsDouble(), within(1e-12));
        assertThat(sequence.estimate(0, 0).reading()).isEqualTo(Reading.NO_DATA);
    }

    /** The smallest evidence against the truth at any case; the interval is where it stays below 20. */
    @Test
    void theTruthIsInAllIntervalsAtOnce() {
        SplittableRandom random = new SplittableRandom(8);
        ShareSequence sequence = ShareSequence.tunedFor(40);
        int missed = 0;
        for (int test = 0; test < 200; test++) {
            long positives = 0;
            for (int n = 1; n <= 100; n++) {
                positives += random.nextDouble() < .2 ? 1 : 0;
                Estimate estimate = sequence.estimate(positives, n);
                if (estimate.lower().getAsDouble() > .2 || estimate.upper().getAsDouble() < .2) {
                    missed++;
                    break;
                }
            }
        }
        assertThat(missed / 200.0).isLessThan(.05 + Looking.slack(200));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> ShareSequence.tunedFor(0)).hasMessageContaining("0 units");
        assertThatThrownBy(() -> ShareSequence.tunedFor(5).withConfidence(1)).hasMessageContaining("1.0");
        assertThatThrownBy(() -> ShareSequence.tunedFor(5).estimate(3, 2)).hasMessageContaining("3 positives of 2");
    }
}
