package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleRatioTest {
    /** GrowthBook, test_gbstats.py, and tea-tasting's normal test of 53 and 47 units, which is the same. */
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
}
