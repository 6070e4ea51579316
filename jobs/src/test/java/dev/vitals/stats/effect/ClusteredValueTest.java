package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClusteredValueTest {
    /** D1, own: by the matrix definition; four channels an arm, their sums and sizes. */
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
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.5284232188749838, within(1e-13));
        assertThat(effect)
                .as("the same as the test of clusters")
                .usingRecursiveComparison()
                .ignoringFields("method")
                .isEqualTo(ClusterTest.withDefaults().unitAverage(ClusterTestTest.CONTROL, ClusterTestTest.TREATMENT));
    }

    /** Moves of -1, 0 and 1 of clusters of one size have a sum of squares of 2, over 1 - 1/3 of which there are 3. */
    @Test
    void theVarianceOfClustersOfOneSizeIsTheSumOfSquaredMovesOverItsShareOfFreedom() {
        ClusteredValue value = ClusteredValue.of(5, new double[] {-1, 0, 1}, new double[] {7, 7, 7});

        assertThat(value.value()).isEqualTo(5);
        assertThat(value.variance()).isCloseTo(3, within(1e-12));
        assertThat(value.freedom()).isCloseTo(2, within(1e-12));
    }

    /** Moves of 1, 1 and -2 of clusters with 0.25, 0.25 and 0.5 of the units: 1 / 0.75 + 1 / 0.75 + 4 / 0.5. */
    @Test
    void aMoveCountsMoreWhereTheClusterIsLarge() {
        ClusteredValue value = ClusteredValue.of(5, new double[] {1, 1, -2, 0}, new double[] {10, 10, 20, 0});

        assertThat(value.variance()).isCloseTo(2 / .75 + 4 / .5, within(1e-12));
        assertThat(value.freedom()).as("one of three is large").isBetween(1.5, 2.0);
    }

    /** By its definition: B = (I - h 1') V (I - 1 h') with V of h^2, and the trace of F B squared over that of F B F B. */
    @Test
    void degreesOfFreedomOfWholeClustersAreTheMatrixDefinition() {
        double[] sizes = {5, 9, 30, 2, 12};
        double[] h = Arrays.stream(sizes).map(n -> n / 58).toArray();
        double trace = 0;
        double squares = 0;
        for (int g = 0; g < h.length; g++) {
            for (int k = 0; k < h.length; k++) {
                double covariance = 0;
                for (int j = 0; j < h.length; j++) {
                    covariance += ((g == j ? 1 : 0) - h[g]) * h[j] * h[j] * ((k == j ? 1 : 0) - h[k]);
                }
                trace += g == k ? covariance / (1 - h[g]) : 0;
                squares += covariance * covariance / ((1 - h[g]) * (1 - h[k]));
            }
        }

        assertThat(ClusteredValue.ofRatioOfWhole(new double[] {1, 2, 3, 4, 5}, sizes)
                        .freedom())
                .isCloseTo(trace * trace / squares, within(1e-12));
        assertThat(ClusteredValue.ofRatioOfWhole(new double[] {1, 2, 3}, new double[] {4, 4, 4})
                        .freedom())
                .as("clusters of one size")
                .isCloseTo(2, within(1e-12));
    }

    /** With variances of 3 and 1 of 3 and 2 degrees of freedom, 16 / (9 / 3 + 1 / 2). */
    @Test
    void degreesOfFreedomAreSatterthwaites() {
        Effect effect = new ClusteredValue(2, 3, 3)
                .less(new ClusteredValue(1, 1, 2), Hypothesis.NO_DIFFERENCE.with(Alternative.GREATER), "test");

        assertThat(effect.degreesOfFreedom()).isCloseTo(16 / 3.5, within(1e-12));
        assertThat(effect.standardError()).hasValue(2);
        assertThat(effect.upper()).isEmpty();
    }

    @Test
    void aRatioNeedsValuesAbove0() {
        Effect ratio = new ClusteredValue(3, .09, 4)
                .relativeTo(new ClusteredValue(2, .04, 4), Hypothesis.NO_DIFFERENCE, "test");
        double log = Math.log(1.5);

        assertThat(ratio.value().getAsDouble()).isCloseTo(.5, within(1e-12));
        assertThat((1 + ratio.lower().getAsDouble()) * (1 + ratio.upper().getAsDouble()))
                .as("symmetric on the logarithm")
                .isCloseTo(Math.exp(2 * log), within(1e-12));
        assertThat(ratio.degreesOfFreedom()).as("both vary by a tenth").isCloseTo(8, within(1e-9));
        assertThat(TREATMENT
                        .relativeTo(new ClusteredValue(0, 1, 4), Hypothesis.NO_DIFFERENCE, "test")
                        .value())
                .isEmpty();
    }

    @Test
    void whatDoesNotVaryHasNoInterval() {
        Effect same = new ClusteredValue(2, 0, 3).less(new ClusteredValue(1, 0, 2), Hypothesis.NO_DIFFERENCE, "test");

        assertThat(same.value()).hasValue(1);
        assertThat(same.pValue()).isEmpty();
        assertThatThrownBy(() -> ClusteredValue.of(1, new double[] {0, 0}, new double[] {5, 0}))
                .hasMessageContaining("1 clusters with units")
                .hasMessageContaining("there must be two clusters");
        assertThatThrownBy(() -> new ClusteredValue(Double.NaN, 1, 3)).hasMessageContaining("a finite value");
        assertThatThrownBy(() -> ClusteredValue.ofRatio(new double[2], new double[2]))
                .hasMessageContaining("needs one at least");
        assertThatThrownBy(() -> ClusteredValue.ofRatio(new double[3], new double[] {1, 2}))
                .hasMessageContaining("3 sums for 2 clusters");
    }
}
