package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class NoncentralStudentTest {
    /**
     * mpmath, 40 digits, adaptive quadrature of the definition; those of 58, 6, 3.3 and 1 degrees agree with SciPy
     * 1.17.1.
     */
    @Test
    void valuesOfManyDigits() {
        require(58, 3.872983346207417, 2, .967833457407241423);
        require(58, -3.87, 2.0017, 4.01429460495444733e-9);
        require(1, 1, 1.96, .382955084522048934);
        require(3.3, 5, 2.5, .971182648164333932);
        require(4, 2, -1, .997426767825155708);
        require(6, 38, 40, .50802251226851891);
        require(1e5, 2.5, 2, .691462461293816289);
        require(10, 1.5, 0, .933192798731141934);
        require(1, 0, 12.7, .02501216384467208);
        require(1.5, .2, 3, .0871396970840597209);
    }

    private static void require(double freedom, double shift, double t, double expected) {
        assertThat(new NoncentralStudent(freedom, shift).above(t))
                .isCloseTo(expected, within(1e-12 * expected + 1e-18));
    }

    @Test
    void withoutAShiftItIsStudents() {
        for (double freedom : new double[] {.5, 1, 2.5, 7, 30, 400, 1e6}) {
            for (double t : new double[] {-3, -.4, 0, 1.5, 4}) {
                TDistribution student = TDistribution.of(freedom);
                assertThat(new NoncentralStudent(freedom, 0).above(t))
                        .isCloseTo(student.survivalProbability(t), within(1e-12));
                assertThat(new NoncentralStudent(freedom, 0).below(t))
                        .isCloseTo(student.cumulativeProbability(t), within(1e-12));
            }
        }
    }

    @Test
    void bothTailsAreAll() {
        NoncentralStudent student = new NoncentralStudent(4.5, 1.7);

        assertThat(student.above(2) + student.below(2)).isCloseTo(1, within(1e-13));
    }

    @Test
    void withoutEndItIsTheNormalDistribution() {
        double expected = NormalDistribution.of(0, 1).survivalProbability(-1.3);

        assertThat(new NoncentralStudent(Double.POSITIVE_INFINITY, 3.3).above(2))
                .isCloseTo(expected, within(1e-15));
        assertThat(new NoncentralStudent(1e11, 3.3).above(2)).isCloseTo(expected, within(1e-10));
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        assertThatThrownBy(() -> new NoncentralStudent(0, 1)).hasMessageContaining("0.0 degrees of freedom");
        assertThatThrownBy(() -> new NoncentralStudent(5, Double.NaN)).hasMessageContaining("shifted by NaN");
    }
}
