package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class SharesTestTest {
    /**
     * T1: tea-tasting, test_proportion.py, 19 of 53 and 13 of 47; the unconditioned ones are found by a search over
     * shares.
     */
    @Test
    void aPublishedTable() {
        require(SharesTest.FISHER, .3999948918153569, 5e-16);
        require(SharesTest.BARNARD, .530637102766593, 5e-14);
        require(SharesTest.BOSCHLOO, .4000169399363184, 5e-14);
        require(SharesTest.PEARSON_YATES, .5083165530405195, 5e-16);
        require(SharesTest.Z, .3809096823118986, 5e-16);
        require(SharesTest.G_CORRECTED, .5076294534617167, 5e-16);
        require(SharesTest.G, .37976268998844287, 5e-14);
    }

    private static void require(SharesTest test, double expected, double tolerance) {
        assertThat(test.pValue(19, 53, 13, 47)).as(test.name()).isCloseTo(expected, within(tolerance));
    }

    /** All tables of 8 and 6 units, each common share on a grid. */
    @Test
    void barnardsIsTheWorstCommonShare() {
        double observed = Math.abs(z(7, 8, 1, 6));
        double worst = 0;
        for (double share = .0005; share < 1; share += .0005) {
            double sum = 0;
            for (int a = 0; a <= 8; a++) {
                for (int c = 0; c <= 6; c++) {
                    if (Math.abs(z(a, 8, c, 6)) >= observed - 1e-12) {
                        sum += BinomialDistribution.of(8, share).probability(a)
                                * BinomialDistribution.of(6, share).probability(c);
                    }
                }
            }
            worst = Math.max(worst, sum);
        }

        assertThat(SharesTest.BARNARD.pValue(7, 8, 1, 6)).isCloseTo(worst, within(1e-6));
    }

    private static double z(double a, double n, double c, double m) {
        double share = (a + c) / (n + m);
        return share == 0 || share == 1 ? 0 : (a / n - c / m) / Math.sqrt(share * (1 - share) * (1 / n + 1 / m));
    }

    @Test
    void theNormalTestIsPearsons() {
        double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z(30, 100, 45, 120)));

        assertThat(SharesTest.Z.pValue(30, 100, 45, 120)).isCloseTo(p, within(1e-13));
    }

    @Test
    void theArmsMayBeTurnedAround() {
        for (SharesTest test : SharesTest.values()) {
            assertThat(test.pValue(3, 20, 9, 25))
                    .as(test.name())
                    .isCloseTo(test.pValue(9, 25, 3, 20), within(1e-9))
                    .isCloseTo(test.pValue(17, 20, 16, 25), within(1e-9));
            assertThat(test.pValue(0, 5, 5, 5)).isLessThan(.1);
        }
    }

    /** Drawn half a unit towards what was expected, and no further. */
    @Test
    void correctionsDoNotGoBeyondWhatWasExpected() {
        assertThat(SharesTest.PEARSON_YATES.pValue(5, 10, 5, 10)).isEqualTo(1);
        assertThat(SharesTest.G_CORRECTED.pValue(5, 11, 5, 10)).isCloseTo(1, within(1e-7));
    }

    @Test
    void nothingFoundAnywhereIsNoDifference() {
        for (SharesTest test : SharesTest.values()) {
            assertThat(test.pValue(0, 10, 0, 12)).isEqualTo(1);
            assertThat(test.pValue(10, 10, 12, 12)).isEqualTo(1);
        }
    }

    @Test
    void tablesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> SharesTest.Z.pValue(3, 2, 1, 2)).hasMessageContaining("3 positives of 2 units");
        assertThatThrownBy(() -> SharesTest.Z.pValue(0, 2, 0, 0)).hasMessageContaining("0 of 0");
        assertThatThrownBy(() -> SharesTest.BARNARD.pValue(1, 2000, 1, 2000))
                .hasMessageContaining("2000 and 2000 units are too many");
    }
}
