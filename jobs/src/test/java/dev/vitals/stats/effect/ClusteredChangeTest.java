package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusteredChangeTest {
    /** A regression of units on the period, over rows of units; some clusters have none in a period. */
    @Test
    void closedFormsAreTheMatrixDefinition() {
        Random random = new Random(12);
        for (int round = 0; round < 30; round++) {
            int clusters = 3 + random.nextInt(4);
            double[][] sums = new double[2][clusters];
            double[][] units = new double[2][clusters];
            for (int g = 0; g < clusters; g++) {
                for (int period = 0; period < 2; period++) {
                    units[period][g] = g == 0 && period == round % 2 ? 0 : 1 + random.nextInt(11);
                    sums[period][g] = units[period][g] * random.nextGaussian();
                }
            }
            ClusteredValue change = ClusteredChange.of(sums[0], units[0], sums[1], units[1]);
            ClusterSandwich expected = rows(sums, units);

            assertThat(Math.sqrt(change.variance())).isCloseTo(expected.error(-.5), within(1e-10));
            assertThat(change.freedom()).isCloseTo(expected.freedom(-.5), within(1e-8));
        }
    }

    /** Every unit of a cluster has its mean: only the sums matter. */
    private static ClusterSandwich rows(double[][] sums, double[][] units) {
        int n = 0;
        for (int g = 0; g < units[0].length; g++) {
            n += (int) (units[0][g] + units[1][g]);
        }
        ClusterSandwich rows = new ClusterSandwich(new double[n], new double[n][], new int[n], 1);
        int row = 0;
        for (int period = 0; period < 2; period++) {
            for (int g = 0; g < units[period].length; g++) {
                for (int i = 0; i < units[period][g]; i++, row++) {
                    rows.y()[row] = sums[period][g] / units[period][g];
                    rows.x()[row] = new double[] {1, period};
                    rows.cluster()[row] = g;
                }
            }
        }
        return rows;
    }

    /** Changes of 1, 2 and 6 have a mean of 3, a variance of 7 and so one of the mean of 7 / 3. */
    @Test
    void clustersOfOneSizeAreUnits() {
        double[] before = {10, 20, 30};
        double[] alike = {10, 10, 10};
        ClusteredValue change =
                ClusteredChange.of(before, alike, new double[] {40, 80, 180}, new double[] {20, 20, 20});

        assertThat(change.value()).isCloseTo(3, within(1e-14));
        assertThat(change.variance()).isCloseTo(7 / 3.0, within(1e-14));
        assertThat(change.freedom()).isCloseTo(2, within(1e-12));
    }

    @Test
    void aPeriodOfASingleClusterSaysNothing() {
        double[] both = {1, 1};
        double[] one = {0, 5};
        assertThatThrownBy(() -> ClusteredChange.of(both, both, one, one))
                .hasMessageContaining("1 clusters with units")
                .hasMessageContaining("there must be two clusters");
    }
}
