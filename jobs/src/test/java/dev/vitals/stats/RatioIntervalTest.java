package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import dev.vitals.stats.RatioInterval.Sums;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioIntervalTest {
    private static final RatioInterval RATIO = RatioInterval.withDefaults();

    @Test
    void aRatioOverThreeUnitsIsWorkedByHand() {
        // y = 2, 3, 7 over x = 1, 2, 3: R = 12/6 = 2; residuals 0, -1, 1; error sqrt(3/2 * 2) / 6 = .288675.
        Estimate ratio = RATIO.estimate(sums(new long[] {2, 3, 7}, new long[] {1, 2, 3}));

        assertThat(ratio.value()).hasValue(2);
        assertThat(ratio.standardError().orElseThrow()).isCloseTo(Math.sqrt(3) / 6, within(1e-15));
        // t with 2 degrees of freedom: .95 / sqrt(2 * .975 * .025) = 4.302653.
        assertThat(ratio.upper().orElseThrow()).isCloseTo(2 + 4.302652729749464 * Math.sqrt(3) / 6, within(1e-12));
        assertThat(ratio.method()).isEqualTo("ratio_delta");
    }

    /**
     * Four channels of 12, 30, 7 and 18 members with totals 30, 96, 14 and 45. The delta variance is the cluster-robust
     * (CR0) sum of squared residuals over the squared number of members, times m / (m-1).
     */
    @Test
    void withChannelsAsUnitsItIsTheClusterRobustVariance() {
        long[] sizes = {12, 30, 7, 18};
        long[] totals = {30, 96, 14, 45};
        Estimate ratio = RATIO.estimate(sums(totals, sizes));

        assertThat(ratio.value().orElseThrow()).isCloseTo(2.7611940298507465, within(1e-15));
        double cr0 = 0;
        for (int g = 0; g < 4; g++) {
            cr0 += Math.pow((totals[g] - sizes[g] * 185 / 67.0) / 67, 2);
        }
        assertThat(ratio.standardError().orElseThrow()).isCloseTo(Math.sqrt(cr0 * 4 / 3), within(1e-15));

        // With four more channels: the error of the difference, worked from the matrices of the cluster-robust
        // variance.
        Estimate other = RATIO.estimate(sums(new long[] {90, 18, 168, 42}, new long[] {25, 9, 40, 15}));
        double difference = Math.hypot(
                ratio.standardError().orElseThrow(), other.standardError().orElseThrow());
        assertThat(other.value().orElseThrow()).isCloseTo(3.5730337078651684, within(1e-15));
        assertThat(difference).isCloseTo(.48135725293171483, within(1e-15));
    }

    @Test
    void withEqualDenominatorsItIsStudentsInterval() {
        Estimate ratio = RATIO.estimate(sums(new long[] {2, 4, 4, 6}, new long[] {1, 1, 1, 1}));
        Estimate mean = MeanInterval.withDefaults().fromSums(4, 16, 72);

        assertThat(ratio.lower().orElseThrow()).isCloseTo(mean.lower().orElseThrow(), within(1e-14));
        assertThat(ratio.upper().orElseThrow()).isCloseTo(mean.upper().orElseThrow(), within(1e-14));
    }

    @Test
    void mergingUnitsInAnyOrderChangesNothing() {
        Random random = new Random(15);
        Sums forward = Sums.EMPTY;
        Sums backward = Sums.EMPTY;
        long[] y = random.longs(200, 0, 1_000_000).toArray();
        long[] x = random.longs(200, 1, 1_000_000).toArray();
        for (int i = 0; i < 200; i++) {
            forward = forward.merge(unit(y[i], x[i]));
            backward = unit(y[199 - i], x[199 - i]).merge(backward);
        }
        assertThat(forward).isEqualTo(backward);
        assertThat(RATIO.estimate(forward)).isEqualTo(RATIO.estimate(backward));
    }

    @Test
    void burstsWidenTheIntervalBeyondPoisson() {
        // 100 users of 10 messages each: 1 event each has no spread at all, 100 events on one user the most.
        Sums burst = Sums.EMPTY;
        for (int i = 0; i < 100; i++) {
            burst = burst.merge(unit(i == 0 ? 100 : 0, 10));
        }
        // Residuals 99 and 99 times -1: 9900 in all; error^2 = 9900 * 100/99 / 1000^2 = .01; Poisson .1 / 1000.
        assertThat(RatioInterval.dispersion(burst).orElseThrow()).isCloseTo(100, within(1e-10));
        assertThat(RATIO.ofCounts().estimate(burst).lower()).hasValue(0);
        assertThat(RATIO.estimate(burst).lower().orElseThrow()).isNegative();
    }

    @Test
    void poissonCountsHaveADispersionNearOne() {
        Random random = new Random(16);
        Sums sums = Sums.EMPTY;
        for (int i = 0; i < 20_000; i++) {
            long x = 1 + random.nextInt(5);
            long y = 0;
            for (double wait = -Math.log(random.nextDouble()); wait < x; wait -= Math.log(random.nextDouble())) {
                y++;
            }
            sums = sums.merge(unit(y, x));
        }
        // The variance of 20,000 squared residuals leaves an error of about sqrt(2/20000) = .01; four of them.
        assertThat(RatioInterval.dispersion(sums).orElseThrow()).isCloseTo(1, within(.05));
    }

    @Test
    void noEventsAreAnUpperBoundWhenTheNumeratorCountsThem() {
        Sums none = sums(new long[] {0, 0}, new long[] {400, 600});
        Estimate counted = RATIO.ofCounts().estimate(none);

        assertThat(counted.reading()).isEqualTo(Reading.AT_MOST);
        assertThat(counted.upper())
                .isEqualTo(GarwoodInterval.withDefaults().estimate(0, 1000).upper());
        assertThat(RATIO.estimate(none).value()).hasValue(0);
        assertThat(RATIO.estimate(none).upper()).isEmpty();
        assertThat(RatioInterval.dispersion(none)).isEmpty();
    }

    @Test
    void noDenominatorGivesNoDataAndOneUnitNoLimits() {
        assertThat(RATIO.estimate(Sums.EMPTY).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(RATIO.estimate(unit(0, 0)).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(RATIO.ofCounts().estimate(unit(0, 0)).value()).isEmpty();
        assertThat(RATIO.estimate(unit(6, 4)).value()).hasValue(1.5);
        assertThat(RATIO.estimate(unit(6, 4)).lower()).isEmpty();
    }

    @Test
    void impossibleSumsAreRefused() {
        assertThatThrownBy(() -> unit(1, 0)).hasMessageContaining("add up to 1 over a denominator of 0");
        assertThatThrownBy(() -> unit(1, -2)).hasMessageContaining("add up to -2");
        BigDecimal one = BigDecimal.ONE;
        assertThatThrownBy(() -> new Sums(-1, one, one, one, one, one)).hasMessageContaining("-1 is negative");
        assertThatThrownBy(() -> new Sums(0, one, one, one, one, one)).hasMessageContaining("no unit, yet");
        assertThatThrownBy(() -> RATIO.estimate(new Sums(2, one, one, BigDecimal.ZERO, one, one)))
                .hasMessageContaining("different rows or were rounded");
        assertThatThrownBy(() -> RATIO.withConfidence(2)).hasMessageContaining("confidence 2.0");
    }

    private static Sums unit(long y, long x) {
        return Sums.ofUnit(BigDecimal.valueOf(y), BigDecimal.valueOf(x));
    }

    private static Sums sums(long[] y, long[] x) {
        Sums sums = Sums.EMPTY;
        for (int i = 0; i < y.length; i++) {
            sums = sums.merge(unit(y[i], x[i]));
        }
        return sums;
    }
}
