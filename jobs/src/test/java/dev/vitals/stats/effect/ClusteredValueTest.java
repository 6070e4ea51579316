package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClusteredValueTest {
    /** Vector D1, by the matrix definition: four channels an arm, their sums and sizes. */
    private static final ClusteredValue CONTROL =
            ClusteredValue.ofRatio(new double[] {30, 96, 14, 45}, new double[] {12, 30, 7, 18});

    private static final ClusteredValue TREATMENT =
            ClusteredValue.ofRatio(new double[] {90, 18, 168, 42}, new double[] {25, 9, 40, 15});

    @Test
    void meansOfUnitsWithTheErrorOfClusters() {
        Effect effect = TREATMENT.less(CONTROL, Hypothesis.NO_DIFFERENCE, "test");

        assertThat(CONTROL.value()).isCloseTo(2.7611940298507465, within(1e-14));
        assertThat(TREATMENT.value()).isCloseTo(3.5730337078651684, within(1e-14));
        assertThat(effect.value().getAsDouble()).isCloseTo(.8118396780144219, within(1e-14));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.48135725293171483, within(1e-14));
    }

    /** Moves of -1, 0 and 1 have a sum of squares of 2, and so a variance of 3. */
    @Test
    void theVarianceIsTheSumOfSquaredMovesOverItsShareOfFreedom() {
        assertThat(ClusteredValue.of(5, -1, 0, 1)).isEqualTo(new ClusteredValue(5, 3, 3));
    }

    /** With variances of 3 and 1 of 4 and 3 clusters, 16 / (9 / 3 + 1 / 2). */
    @Test
    void degreesOfFreedomAreSatterthwaites() {
        Effect effect = new ClusteredValue(2, 4, 3)
                .less(new ClusteredValue(1, 3, 1), Hypothesis.NO_DIFFERENCE.with(Alternative.GREATER), "test");

        assertThat(effect.degreesOfFreedom()).isCloseTo(16 / 3.5, within(1e-12));
        assertThat(effect.standardError()).hasValue(2);
        assertThat(effect.upper()).isEmpty();
    }

    @Test
    void aRatioNeedsValuesAbove0() {
        Effect ratio = new ClusteredValue(3, 5, .09)
                .relativeTo(new ClusteredValue(2, 5, .04), Hypothesis.NO_DIFFERENCE, "test");
        double log = Math.log(1.5);

        assertThat(ratio.value().getAsDouble()).isCloseTo(.5, within(1e-12));
        assertThat((1 + ratio.lower().getAsDouble()) * (1 + ratio.upper().getAsDouble()))
                .as("symmetric on the logarithm")
                .isCloseTo(Math.exp(2 * log), within(1e-12));
        assertThat(ratio.degreesOfFreedom()).as("both vary by a tenth").isCloseTo(8, within(1e-9));
        assertThat(TREATMENT
                        .relativeTo(new ClusteredValue(0, 5, 1), Hypothesis.NO_DIFFERENCE, "test")
                        .value())
                .isEmpty();
    }

    @Test
    void whatDoesNotVaryHasNoInterval() {
        Effect same = new ClusteredValue(2, 4, 0).less(new ClusteredValue(1, 3, 0), Hypothesis.NO_DIFFERENCE, "test");

        assertThat(same.value()).hasValue(1);
        assertThat(same.pValue()).isEmpty();
        assertThatThrownBy(() -> ClusteredValue.of(1, 0)).hasMessageContaining("a value of 1.0 of 1 clusters");
        assertThatThrownBy(() -> new ClusteredValue(Double.NaN, 3, 1)).hasMessageContaining("a finite value");
        assertThatThrownBy(() -> ClusteredValue.ofRatio(new double[2], new double[2]))
                .hasMessageContaining("add up to 0.0");
        assertThatThrownBy(() -> ClusteredValue.ofRatio(new double[3], new double[] {1, 2}))
                .hasMessageContaining("3 sums over 2 counts");
    }
}
