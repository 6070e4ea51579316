package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import dev.vitals.stats.QuantileInterval.Ranks;
import java.util.Random;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class QuantileIntervalTest {
    private static final QuantileInterval QUANTILE = QuantileInterval.withDefaults();

    @Test
    void theRanksOfAMedianOfTenAreWorkedByHand() {
        // Of ten values, P(at most 1 below the median) = 11/1024 = .0107 but P(at most 2) = 56/1024 = .0547 > .025.
        assertThat(QUANTILE.ranks(10, .5, 1)).isEqualTo(new Ranks(2, 5, 9));
        // Of five, P(none below) = 1/32 = .031 > .025: no rank is low enough, nor high enough.
        assertThat(QUANTILE.ranks(5, .5, 1)).isEqualTo(new Ranks(0, 3, 6));
        // Of six, 1/64 = .0156.
        assertThat(QUANTILE.ranks(6, .5, 1)).isEqualTo(new Ranks(1, 3, 6));
    }

    @Test
    void theRanksAreTheInnermostThatTheBinomialAllows() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            int n = 1 + random.nextInt(400);
            double p = (1 + random.nextInt(99)) / 100.0;
            Ranks ranks = QUANTILE.ranks(n, p, 1);
            BinomialDistribution below = BinomialDistribution.of(n, p);
            int lower = (int) ranks.lower();
            int upper = (int) ranks.upper();
            assertThat(ranks.value()).isEqualTo((long) Math.ceil(n * p - 1e-9));
            assertThat(lower).isLessThanOrEqualTo((int) ranks.value());
            assertThat(upper).isGreaterThanOrEqualTo((int) ranks.value());
            assertThat(below.cumulativeProbability(lower - 1)).isLessThanOrEqualTo(.025);
            assertThat(below.cumulativeProbability(lower)).isGreaterThan(.025);
            assertThat(below.survivalProbability(upper - 1)).isLessThanOrEqualTo(.025);
            assertThat(below.survivalProbability(upper - 2)).isGreaterThan(.025);
        }
    }

    @Test
    void countedValuesStandForThemselves() {
        double[] values = {1.5, 2.5, 4};
        Estimate median = QUANTILE.estimate(values, new long[] {4, 2, 4}, .5);

        assertThat(median.value()).hasValue(2.5);
        assertThat(median.lower()).hasValue(1.5);
        assertThat(median.upper()).hasValue(4);
        assertThat(median.method()).isEqualTo("order_statistic");
    }

    @Test
    void timesAboveOneHourAreWidenedToTheirBins() {
        int bin = TimeBins.bin(7200);
        Estimate p90 = QUANTILE.estimate(
                TimeHistogram.builder().add(10, 0, 10).add(bin, 1, 90).build(), .9);

        assertThat(p90.value()).hasValue(7188.5);
        assertThat(p90.lower()).hasValue(7153);
        assertThat(p90.upper()).hasValue(7224);
    }

    @Test
    void tooFewValuesLeaveALimitOpen() {
        Estimate p90 = QUANTILE.estimate(new double[] {1, 2, 3}, new long[] {1, 1, 1}, .9);

        assertThat(p90.value()).hasValue(3);
        assertThat(p90.upper()).isEmpty();
        assertThat(p90.lower()).hasValue(1);
        assertThat(p90.reading()).isEqualTo(Reading.VALUE);
    }

    @Test
    void aBillionValuesNeedNoApproximation() {
        // Normal ranks: 9e8 -+ 1.959964 * sqrt(1e9 * .9 * .1) = 9e8 -+ 18593.97.
        Ranks ranks = QUANTILE.ranks(1_000_000_000L, .9, 1);

        assertThat((double) ranks.lower()).isCloseTo(9e8 - 18594, within(3.0));
        assertThat((double) ranks.upper()).isCloseTo(9e8 + 18595, within(3.0));
    }

    @Test
    void openCasesAndWrongInputsAreRefused() {
        TimeHistogram open = TimeHistogram.builder()
                .add(3, TimeHistogram.CENSORED, 2)
                .add(3, 0, 1)
                .build();
        assertThatThrownBy(() -> QUANTILE.estimate(open, .5))
                .hasMessageContaining("2 of 3 cases have not ended")
                .hasMessageContaining("KaplanMeier");
        assertThatThrownBy(() -> QUANTILE.estimate(new double[] {2, 1}, new long[] {1, 1}, .5))
                .hasMessageContaining("position 1");
        assertThatThrownBy(() -> QUANTILE.estimate(new double[] {2}, new long[] {1, 1}, .5))
                .hasMessageContaining("1 values with 2 counts");
        assertThatThrownBy(() -> QUANTILE.ranks(10, 1, 1)).hasMessageContaining("quantile 1.0");
        assertThat(QUANTILE.estimate(TimeHistogram.EMPTY, .5).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(QUANTILE.estimate(new double[0], new long[0], .5).reading()).isEqualTo(Reading.NO_DATA);
    }
}
