package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunningEvidenceTest {
    private static Effect look(double value, double lower, double upper, double p) {
        return new Effect(
                OptionalDouble.of(value),
                OptionalDouble.of(lower),
                OptionalDouble.of(upper),
                OptionalDouble.of(1),
                Double.POSITIVE_INFINITY,
                OptionalDouble.of(p),
                .95,
                Alternative.TWO_SIDED,
                "sequential");
    }

    @Test
    void theSmallestPValueAndWhatAllIntervalsShare() {
        RunningEvidence evidence =
                RunningEvidence.of(look(1, -2, 4, .3)).with(look(2, -1, 5, .02)).with(look(1, -1.5, 3.5, .4));

        assertThat(evidence.looks()).isEqualTo(3);
        assertThat(evidence.pValue()).hasValue(.02);
        assertThat(evidence.lower()).hasValue(-1);
        assertThat(evidence.upper()).hasValue(3.5);
        assertThat(evidence.isContradictory()).isFalse();
        assertThat(evidence.latest()).isEqualTo(look(1, -1.5, 3.5, .4));
        assertThat(evidence.effect()).isEqualTo(look(1, -1, 3.5, .02));
    }

    @Test
    void intervalsThatShareNothingContradictEachOther() {
        RunningEvidence evidence = RunningEvidence.of(look(1, 0, 2, .04)).with(look(4, 3, 5, .01));

        assertThat(evidence.isContradictory()).isTrue();
        assertThat(evidence.effect().lower()).isEmpty();
        assertThat(evidence.effect().upper()).isEmpty();
        assertThat(evidence.effect().pValue()).hasValue(.01);
    }

    @Test
    void aLookThatSaysNothingTakesNothingBack() {
        Effect nothing = Hypothesis.NO_DIFFERENCE.none(Double.POSITIVE_INFINITY, "sequential");
        RunningEvidence evidence = RunningEvidence.of(nothing).with(nothing);
        assertThat(evidence.pValue()).isEmpty();
        assertThat(evidence.lower()).isEmpty();
        assertThat(evidence.upper()).isEmpty();
        assertThat(evidence.with(look(1, 0, 2, .5)).with(nothing).lower()).hasValue(0);
    }

    @Test
    void looksThatAskSomethingElseAreRefused() {
        RunningEvidence evidence = RunningEvidence.of(look(1, 0, 2, .5));
        Effect other = Hypothesis.NO_DIFFERENCE.with(Alternative.LESS).none(Double.POSITIVE_INFINITY, "sequential");
        assertThatThrownBy(() -> evidence.with(other)).hasMessageContaining("all looks must ask the same");
    }

    /** The true difference of 0.3 lies in all of the intervals at once. */
    @Test
    void theSharedPartHoldsTheTruth() {
        SplittableRandom random = new SplittableRandom(5);
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(200);
        int missed = 0;
        for (int test = 0; test < 300; test++) {
            double sum = 0;
            RunningEvidence evidence = null;
            for (int n = 1; n <= 500; n++) {
                sum += .3 + random.nextGaussian();
                Effect look = sequence.judge(Hypothesis.NO_DIFFERENCE, sum / n, 1 / Math.sqrt(n), n, "sequential");
                evidence = evidence == null ? RunningEvidence.of(look) : evidence.with(look);
            }
            missed += evidence.lower().getAsDouble() > .3 || evidence.upper().getAsDouble() < .3 ? 1 : 0;
        }
        assertThat(missed / 300.0).isLessThan(.05 + Looking.slack(300));
    }
}
