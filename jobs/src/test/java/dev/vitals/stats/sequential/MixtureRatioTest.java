package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class MixtureRatioTest {
    private static final Hypothesis TWO_SIDED = Hypothesis.NO_DIFFERENCE;

    /**
     * The likelihood of 1.3 with an error of 0.4 under effects of variance 0.25, over that of no effect, by midpoints.
     */
    @Test
    void theRatioIsAMeanOfLikelihoods() {
        MixtureRatio ratio = MixtureRatio.ofEffects(.25);
        NormalDistribution prior = NormalDistribution.of(0, .5);
        NormalDistribution error = NormalDistribution.of(0, .4);
        double all = 0;
        double upper = 0;
        for (int i = 0; i < 20_000; i++) {
            double effect = -5 + (i + .5) / 2000;
            double part = prior.density(effect) * error.density(1.3 - effect) / 2000;
            all += part;
            upper += effect > 0 ? 2 * part : 0;
        }
        all /= error.density(1.3);
        upper /= error.density(1.3);

        assertThat(ratio.logRatio(1.3, .4)).isCloseTo(Math.log(all), within(1e-8));
        Effect effect = ratio.judge(TWO_SIDED, 1.3, .4, "msprt");
        assertThat(effect.pValue().getAsDouble()).isCloseTo(1 / all, within(1e-8));
        assertThat(effect.degreesOfFreedom()).isInfinite();
        double p = ratio.judge(TWO_SIDED.with(Alternative.GREATER), 1.3, .4, "msprt")
                .pValue()
                .getAsDouble();
        assertThat(p).as("the bound of the half takes no credit for the tail").isBetween(1 / upper, 1.2 / upper);
    }

    /** sqrt(2 V (V + tau) / tau ln(sqrt((V + tau) / V) / alpha)) with V = 0.16 and tau = 0.25. */
    @Test
    void limitsAreWhereTheRatioReachesOneOverAlpha() {
        MixtureRatio ratio = MixtureRatio.ofEffects(.25);
        double half = Math.sqrt(2 * .16 * .41 / .25 * Math.log(Math.sqrt(.41 / .16) / .05));
        Effect effect = ratio.judge(TWO_SIDED.withValue(7), 3, .4, "msprt");
        assertThat(effect.lower().getAsDouble()).isCloseTo(3 - half, within(1e-12));
        assertThat(effect.upper().getAsDouble()).isCloseTo(3 + half, within(1e-12));
        assertThat(effect.pValue().getAsDouble()).isCloseTo(Math.exp(-ratio.logRatio(-4, .4)), within(1e-15));
        assertThat(ratio.logRatio(half, .4)).isCloseTo(Math.log(20), within(1e-12));
    }

    @Test
    void lookingAtEveryUnitFindsNoEffectMoreOftenThanAlpha() {
        MixtureRatio ratio = MixtureRatio.ofEffects(.01);
        for (Alternative alternative : Alternative.values()) {
            Hypothesis hypothesis = TWO_SIDED.with(alternative);
            double share = Looking.shareEverSmall(
                    400,
                    1000,
                    (sum, n) -> ratio.judge(hypothesis, sum / n, 1 / Math.sqrt(n), "msprt")
                            .pValue()
                            .getAsDouble());
            assertThat(share).isLessThan(.05 + Looking.slack(400)).isGreaterThan(.005);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> MixtureRatio.ofEffects(0)).hasMessageContaining("variance of 0.0");
        MixtureRatio ratio = MixtureRatio.ofEffects(1);
        assertThatThrownBy(() -> ratio.logRatio(1, 0)).hasMessageContaining("standard error of 0.0");
        assertThatThrownBy(() -> ratio.judge(TWO_SIDED, 1, -1, "msprt")).hasMessageContaining("error of -1.0");
        assertThat(ratio.judge(TWO_SIDED, 1, 0, "msprt").pValue()).isEmpty();
        assertThat(ratio.judge(TWO_SIDED, 1, 0, "msprt").lower()).isEmpty();
    }
}
