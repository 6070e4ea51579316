package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleRatioTest {
    /** V13: GrowthBook, test_gbstats.py; T1: tea-tasting's normal test of 53 and 47 units, which is the same. */
    @Test
    void publishedSplits() {
        require(.000020079, new long[] {1000, 1200}, .5, .5);
        require(.205903211, new long[] {135, 115}, .5, .5);
        require(.647434186, new long[] {310, 98}, .75, .25);
        require(.000020079, new long[] {1000, 1200, 900}, .5, .5, 0);
        require(.005790624, new long[] {0, 10, 10}, .34, .33, .33);
        require(.000592638, new long[] {500, 500, 600}, .34, .33, .33);
        require(1, new long[] {500, 500}, .5, .5);
        require(1, new long[] {1000, 900, 800}, 1, 0, 0);
        require(.5485062355, new long[] {53, 47}, 1, 1);
    }

    private static void require(double p, long[] units, double... weights) {
        assertThat(SampleRatio.pValue(units, weights)).isCloseTo(p, within(5e-10));
    }

    @Test
    void armsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> SampleRatio.pValue(new long[] {-1, 1}, new double[] {1, 1}))
                .hasMessageContaining("-1 units");
        assertThatThrownBy(() -> SampleRatio.pValue(new long[] {1, 1}, new double[] {1, -1}))
                .hasMessageContaining("weight of -1.0");
    }

    /** T1: tea-tasting, test_proportion.py, 53 and 47 units of arms meant to be alike. */
    @Test
    void publishedTestsOfTwoArms() {
        assertThat(SampleRatio.exactPValue(53, 47, .5)).isCloseTo(.6172994135892521, within(1e-15));
        assertThat(SampleRatio.normalPValue(53, 47, .5)).isCloseTo(.5485062355001472, within(1e-15));
        assertThat(SampleRatio.correctedPValue(53, 47, .5)).isCloseTo(.6170750774519738, within(1e-15));
    }

    /** Ten units, none of which fell into an arm that was meant to have half: 2 / 1024. */
    @Test
    void twoArmsByHand() {
        assertThat(SampleRatio.exactPValue(0, 10, .5)).isCloseTo(2 / 1024.0, within(1e-15));
        assertThat(SampleRatio.exactPValue(0, 0, .5)).isEqualTo(1);
        assertThat(SampleRatio.normalPValue(0, 0, .5)).isEqualTo(1);
        assertThat(SampleRatio.correctedPValue(5, 5, .5)).isEqualTo(1);
        assertThat(SampleRatio.normalPValue(310, 98, .75))
                .isCloseTo(SampleRatio.pValue(new long[] {310, 98}, new double[] {3, 1}), within(1e-12));
        assertThatThrownBy(() -> SampleRatio.exactPValue(1, 2, 1)).hasMessageContaining("share of 1.0");
        assertThatThrownBy(() -> SampleRatio.normalPValue(-1, 2, .5)).hasMessageContaining("-1 and 2 units");
    }

    @Test
    void everyArmNeedsAWeight() {
        assertThatThrownBy(() -> SampleRatio.pValue(new long[] {1, 2, 3}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 arms with 2 weights");
        assertThatThrownBy(() -> SampleRatio.pValue(new long[] {1, 2}, new double[] {1, 1, 1}))
                .hasMessageContaining("2 arms with 3 weights");
    }
}
