package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeBinsTest {
    @Test
    void belowOneHourEverySecondIsItsOwnBin() {
        for (int second = 0; second < 3600; second++) {
            assertThat(TimeBins.bin(second)).isEqualTo(second);
            assertThat(TimeBins.lowerSeconds(second)).isEqualTo(second);
            assertThat(TimeBins.upperSeconds(second)).isEqualTo(second);
            assertThat(TimeBins.representativeSeconds(second)).isEqualTo(second);
        }
    }

    @Test
    void theFirstWideBinsAreWorkedByHand() {
        // 3600 * 1.01 = 3636 exactly, 3600 * 1.01^2 = 3672.36, 3600 * 1.01^3 = 3709.0836.
        assertThat(TimeBins.bin(3600)).isEqualTo(3600);
        assertThat(TimeBins.bin(3635)).isEqualTo(3600);
        assertThat(TimeBins.bin(3636)).isEqualTo(3601);
        assertThat(TimeBins.bin(3672)).isEqualTo(3601);
        assertThat(TimeBins.bin(3673)).isEqualTo(3602);
        assertThat(TimeBins.bin(3709)).isEqualTo(3602);
        assertThat(TimeBins.bin(3710)).isEqualTo(3603);
        assertThat(TimeBins.representativeSeconds(3600)).isEqualTo(3617.5);
    }

    @Test
    void everyWideBoundaryIsExactInWholeNumbers() {
        // 3600 * 101^k <= t * 100^k < 3600 * 101^(k+1) / 100, checked without any logarithm.
        for (int bin = TimeBins.FIRST_WIDE_BIN; bin < TimeBins.LAST_BIN; bin++) {
            int k = bin - TimeBins.FIRST_WIDE_BIN;
            BigInteger start =
                    BigInteger.valueOf(3600).multiply(BigInteger.valueOf(101).pow(k));
            BigInteger scale = BigInteger.valueOf(100).pow(k);
            long lower = TimeBins.lowerSeconds(bin);
            assertThat(scale.multiply(BigInteger.valueOf(lower))).isGreaterThanOrEqualTo(start);
            assertThat(scale.multiply(BigInteger.valueOf(lower - 1))).isLessThan(start);
        }
    }

    @Test
    void theBinsTouchWithoutGapOrOverlap() {
        for (int bin = 0; bin < TimeBins.LAST_BIN; bin++) {
            assertThat(TimeBins.upperSeconds(bin) + 1).isEqualTo(TimeBins.lowerSeconds(bin + 1));
            assertThat(TimeBins.bin(TimeBins.lowerSeconds(bin))).isEqualTo(bin);
            assertThat(TimeBins.bin(TimeBins.upperSeconds(bin))).isEqualTo(bin);
        }
    }

    @Test
    void aLongerDurationNeverHasASmallerBinAndNoBinIsMoreThanOnePercentOff() {
        Random random = new Random(20240501);
        for (int i = 0; i < 200_000; i++) {
            long seconds = (long) Math.exp(random.nextDouble() * Math.log(315_359_999.0));
            int bin = TimeBins.bin(seconds);
            assertThat(TimeBins.bin(seconds + 1)).isBetween(bin, bin + 1);
            assertThat(TimeBins.lowerSeconds(bin)).isLessThanOrEqualTo(seconds);
            assertThat(TimeBins.upperSeconds(bin)).isGreaterThanOrEqualTo(seconds);
            assertThat(Math.abs(TimeBins.representativeSeconds(bin) - seconds)).isLessThanOrEqualTo(0.005 * seconds);
            assertThat(TimeBins.upperSeconds(bin)).isLessThan((long) Math.ceil(1.01 * TimeBins.lowerSeconds(bin)));
        }
    }

    @Test
    void tenYearsAndMoreShareTheLastBin() {
        assertThat(TimeBins.bin(315_359_999L)).isEqualTo(TimeBins.LAST_BIN - 1);
        assertThat(TimeBins.bin(315_360_000L)).isEqualTo(TimeBins.LAST_BIN);
        assertThat(TimeBins.bin(Long.MAX_VALUE)).isEqualTo(TimeBins.LAST_BIN);
        assertThat(TimeBins.upperSeconds(TimeBins.LAST_BIN)).isEqualTo(Long.MAX_VALUE);
        assertThat(TimeBins.representativeSeconds(TimeBins.LAST_BIN)).isEqualTo(315_360_000);
    }

    @Test
    void aNegativeDurationIsRefusedWithItsValue() {
        assertThatThrownBy(() -> TimeBins.bin(-7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-7 s")
                .hasMessageContaining("its end lies before its start");
        assertThatThrownBy(() -> TimeBins.lowerSeconds(TimeBins.LAST_BIN + 1)).hasMessageContaining("0 to 4744");
        assertThatThrownBy(() -> TimeBins.upperSeconds(-1)).hasMessageContaining("no time bin -1");
    }
}
