package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** L1: the claims triangle of the Reinsurance Association of America, as in R ChainLadder, runit.MackChainLadder.R. */
class ChainLadderTest {
    private static final double[][] RAA = {
        {5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834},
        {106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704},
        {3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466},
        {5655, 11555, 15766, 21266, 23425, 26083, 27067},
        {1092, 9565, 15836, 22169, 25955, 26180},
        {1513, 6445, 11702, 12935, 15852},
        {557, 4020, 10946, 12314},
        {1351, 6947, 13112},
        {3133, 5395},
        {2063}
    };

    /** L1: R ChainLadder, runit.MackChainLadder.R. */
    @Test
    void factorsAgreeWithThePublishedOnes() {
        double[] published = {2.9994, 1.6235, 1.2709, 1.1717, 1.1134, 1.0419, 1.0333, 1.0169, 1.0092};

        assertThat(ChainLadder.of(RAA).factors()).containsExactly(published, within(5e-5));
    }

    /** L1: R ChainLadder, runit.MackChainLadder.R. */
    @Test
    void whatIsOutstandingAgreesWithThePublishedSum() {
        assertThat(ChainLadder.of(RAA).outstanding()).isCloseTo(52135.23, within(5e-3));
    }

    /** L1: R ChainLadder, runit.MackChainLadder.R. */
    @Test
    void standardErrorsAgreeUnderBothRulesForTheLastAge() {
        assertThat(ChainLadder.of(RAA).totalStandardError()).isCloseTo(26880.74, within(5e-3));
        assertThat(ChainLadder.of(RAA, ChainLadder.Tail.MACK).totalStandardError())
                .isCloseTo(26909.01, within(5e-3));
    }

    @Test
    void aCohortThatIsFullyGrownHasNoError() {
        ChainLadder ladder = ChainLadder.of(RAA);

        assertThat(ladder.ultimates()[0]).isEqualTo(18834);
        assertThat(ladder.standardErrors()[0]).isZero();
        assertThat(Arrays.stream(ladder.standardErrors()).skip(1)).allMatch(error -> error > 0);
    }

    /** 80 grow by half, as 100 did; how far they may not is unknown. */
    @Test
    void oneCohortShowsNoSpread() {
        for (ChainLadder.Tail tail : ChainLadder.Tail.values()) {
            ChainLadder ladder = ChainLadder.of(new double[][] {{100, 150}, {80}}, tail);

            assertThat(ladder.outstanding()).isEqualTo(40);
            assertThat(ladder.standardErrors()).containsExactly(0, Double.NaN);
            assertThat(ladder.totalStandardError()).isNaN();
        }
    }

    @Test
    void aTriangleWithoutGrowthIsRefused() {
        assertThatThrownBy(() -> ChainLadder.of(new double[][] {{1}, {2}})).hasMessageContaining("shows no growth");
        assertThatThrownBy(() -> ChainLadder.of(new double[][] {{1, 2}, {}})).hasMessageContaining("needs a cell");
        assertThatThrownBy(() -> ChainLadder.of(new double[][] {{0, 2}, {1}}))
                .hasMessageContaining("no growth from nothing");
    }
}
