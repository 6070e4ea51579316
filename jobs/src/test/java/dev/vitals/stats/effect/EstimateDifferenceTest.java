package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Atkinson;
import dev.vitals.stats.Atkinson.Sums;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.Inequality;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimateDifferenceTest {
    private static final EstimateDifference DIFFERENCE = EstimateDifference.withDefaults();
    private static final Atkinson ATKINSON = Atkinson.withAversion(.5);

    /**
     * Log-normal amounts with spreads of 0.5 and 0.8 have indices of 1 - exp(-s^2 / 4); the difference lies in 95 of
     * 100.
     */
    @Test
    void intervalsHoldTheTrueDifference() {
        Random random = new Random(2);
        double truth = Math.exp(-.25 / 4) - Math.exp(-.64 / 4);
        int held = 0;
        for (int round = 0; round < 1000; round++) {
            Effect effect = DIFFERENCE.difference(drawn(random, .5), drawn(random, .8));
            held += effect.lower().getAsDouble() <= truth
                            && truth <= effect.upper().getAsDouble()
                    ? 1
                    : 0;
        }

        assertThat(held / 1000.0).isBetween(.92, .97);
    }

    private static Estimate drawn(Random random, double spread) {
        Sums sums = Sums.EMPTY;
        for (int i = 0; i < 300; i++) {
            sums = sums.merge(ATKINSON.ofPerson(Math.exp(spread * random.nextGaussian())));
        }
        return ATKINSON.estimate(sums);
    }

    /** The variance of a difference of independent numbers is the sum of theirs. */
    @Test
    void errorsAddUpAsSquares() {
        Random random = new Random(9);
        Estimate one = drawn(random, .5);
        Estimate other = drawn(random, .8);
        Effect effect = DIFFERENCE.difference(one, other);
        double variance = Math.pow(one.standardError().getAsDouble(), 2)
                + Math.pow(other.standardError().getAsDouble(), 2);

        assertThat(Math.pow(effect.standardError().getAsDouble(), 2)).isCloseTo(variance, within(1e-12));
        assertThat(effect.method()).isEqualTo("atkinson_delta_difference");
        assertThat(DIFFERENCE
                        .with(Hypothesis.NO_DIFFERENCE.with(Alternative.GREATER))
                        .difference(one, other)
                        .upper())
                .isEmpty();
    }

    @Test
    void whatIsNotKnownCantBeCompared() {
        Estimate known = drawn(new Random(1), .5);
        Estimate even = ATKINSON.estimate(ATKINSON.ofPerson(1));

        assertThat(DIFFERENCE.difference(ATKINSON.estimate(Sums.EMPTY), known).value())
                .isEmpty();
        assertThat(DIFFERENCE.difference(even, known).value()).isPresent();
        assertThat(DIFFERENCE.difference(even, known).pValue()).isEmpty();
        Estimate other = Inequality.withDefaults().gini(Map.of(1L, 4L, 2L, 5L));
        assertThatThrownBy(() -> DIFFERENCE.difference(known, other)).hasMessageContaining("different methods");
    }
}
