package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NormalPosteriorTest {
    private static final Offset<Double> FIVE = within(5e-6);
    private static final WelchTest TEST = WelchTest.withDefaults();

    private static NormalPosterior flat(Effect lift) {
        return new NormalPosterior(
                lift.value().getAsDouble(), lift.standardError().getAsDouble());
    }

    /** V11: GrowthBook, bayesian/test_tests.py. */
    @Test
    void sharesWithoutAPrior() {
        NormalPosterior posterior = flat(TEST.lift(SampleMean.ofShare(49, 100), SampleMean.ofShare(51, 100)));

        assertThat(posterior.mean()).isCloseTo(.04082, FIVE);
        assertThat(posterior.deviation()).isCloseTo(.14725, FIVE);
        assertThat(posterior.mean() - posterior.half(.95)).isCloseTo(-.24779, FIVE);
        assertThat(posterior.mean() + posterior.half(.95)).isCloseTo(.32943, FIVE);
        assertThat(posterior.chanceToBeHigher()).isCloseTo(.60918, FIVE);
        assertThat(posterior.riskOfControl()).isCloseTo(.0814, FIVE);
        assertThat(posterior.riskOfTreatment()).isCloseTo(.04058, FIVE);
    }

    /** V11: GrowthBook, bayesian/test_tests.py. */
    @Test
    void meansWithAndWithoutAPrior() {
        Effect lift = TEST.lift(SampleMean.ofSums(10, 100, 1002.25), SampleMean.ofSums(10, 105, 1111.5));
        assertThat(flat(lift).mean()).isCloseTo(.05, FIVE);
        assertThat(flat(lift).mean() - flat(lift).half(.95)).isCloseTo(-.02, FIVE);
        assertThat(flat(lift).mean() + flat(lift).half(.95)).isCloseTo(.12, FIVE);
        assertThat(flat(lift).chanceToBeHigher()).isCloseTo(.91923, FIVE);
        assertThat(flat(lift).riskOfControl()).isCloseTo(.05131, FIVE);
        assertThat(flat(lift).riskOfTreatment()).isCloseTo(.00131, FIVE);

        NormalPosterior believed = new NormalPosterior(.1, Math.sqrt(.1))
                .after(lift.value().getAsDouble(), lift.standardError().getAsDouble());
        assertThat(believed.mean()).isCloseTo(.05063, FIVE);
        assertThat(believed.deviation()).isCloseTo(.03549, FIVE);
        assertThat(believed.mean() - believed.half(.95)).isCloseTo(-.01893, FIVE);
        assertThat(believed.mean() + believed.half(.95)).isCloseTo(.12019, FIVE);
        assertThat(believed.chanceToBeHigher()).isCloseTo(.92315, FIVE);
        assertThat(believed.riskOfControl()).isCloseTo(.05186, FIVE);
        assertThat(believed.riskOfTreatment()).isCloseTo(.00123, FIVE);
    }

    /** V11: GrowthBook, bayesian/test_tests.py, get_risk. */
    @Test
    void risksOfABelief() {
        assertThat(new NormalPosterior(.1, .05).riskOfControl()).isCloseTo(.1004245351308, within(5e-14));
        assertThat(new NormalPosterior(.1, .05).riskOfTreatment()).isCloseTo(.0004245351308414, within(1e-16));
    }

    /** V5: GrowthBook, test_gbstats.py. */
    @Test
    void aHundredUnits() {
        NormalPosterior posterior =
                flat(TEST.lift(SampleMean.ofSums(100, 270, 848.79), SampleMean.ofSums(120, 300, 869)));

        assertThat(posterior.chanceToBeHigher()).isCloseTo(.071834168, within(5e-10));
        assertThat(posterior.riskOfTreatment()).isCloseTo(.075691131, within(5e-10));
    }

    @Test
    void noBeliefIsCertain() {
        assertThatThrownBy(() -> new NormalPosterior(0, 0)).hasMessageContaining("deviation above 0");
    }

    /** phi(10) - 10 Phi(-10) in 40 digits (mpmath 1.4.1): a difference of the two risks would leave 0. */
    @Test
    void aRemoteRiskKeepsItsDigits() {
        assertThat(new NormalPosterior(10, 1).riskOfTreatment() / 7.474560254589328e-25)
                .isCloseTo(1, within(1e-11));
        assertThat(new NormalPosterior(-20, 2).riskOfControl() / 1.4949120509178656e-24)
                .isCloseTo(1, within(1e-11));
        assertThat(new NormalPosterior(1e9, 1).riskOfTreatment()).isZero();
    }
}
