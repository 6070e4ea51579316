package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MeanIntervalTest {
    private static final MeanInterval STUDENT = MeanInterval.withDefaults();

    @Test
    void aMeanOfFourIsWorkedByHand() {
        // 2, 4, 4, 6: mean 4, variance 8/3, error sqrt(2/3) = .8164966; t with 3 degrees of freedom is 3.182446305.
        Estimate mean = STUDENT.fromSums(4, 16, 72);

        assertThat(mean.value()).hasValue(4);
        assertThat(mean.standardError().orElseThrow()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-15));
        assertThat(mean.lower().orElseThrow()).isCloseTo(4 - 3.182446305284263 * Math.sqrt(2 / 3.0), within(1e-12));
        assertThat(mean.upper().orElseThrow()).isCloseTo(4 + 3.182446305284263 * Math.sqrt(2 / 3.0), within(1e-12));
        assertThat(STUDENT.fromMoments(4, 4, 8 / 3.0)).isEqualTo(mean);
    }

    /** One degree of freedom: tan(.475 pi). Two: .95 / sqrt(2 * .975 * .025). Nine: its series in atan(t/3). */
    @Test
    void studentPointsAgreeWithClosedForms() {
        assertThat(Tails.student(1, .025)).isCloseTo(Math.tan(.475 * Math.PI), within(1e-11));
        assertThat(Tails.student(2, .025)).isCloseTo(.95 / Math.sqrt(2 * .975 * .025), within(1e-13));
        assertThat(Tails.student(9, .025)).isCloseTo(2.2621571627982053, within(1e-13));
        assertThat(Tails.student(1e9, .025)).isCloseTo(1.959963984540054, within(1e-8));
    }

    /** D3, own: 1.7e9 + {0..4}, 200,000 times each; the variance is 2 * 1,000,000 / 999,999 = 2.000002000002. */
    @Test
    void aLargeOffsetCancelsNoDigits() {
        long copies = 200_000;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (long i = 0; i < 5; i++) {
            BigDecimal value = BigDecimal.valueOf(1_700_000_000L + i);
            sum = sum.add(value.multiply(BigDecimal.valueOf(copies)));
            squares = squares.add(value.multiply(value).multiply(BigDecimal.valueOf(copies)));
        }
        Estimate mean = STUDENT.fromSums(5 * copies, sum, squares);

        double variance = Math.pow(mean.standardError().orElseThrow(), 2) * 5 * copies;
        assertThat(mean.value()).hasValue(1_700_000_002);
        assertThat(variance).isCloseTo(2.000002000002, within(5e-13));
    }

    @Test
    void oneValueOrEqualValuesHaveNoLimits() {
        Estimate one = STUDENT.fromSums(1, 7, 49);
        Estimate equal = STUDENT.fromSums(3, 21, 147);

        assertThat(one.value()).hasValue(7);
        assertThat(one.reading()).isEqualTo(Reading.VALUE);
        assertThat(one.lower()).isEmpty();
        assertThat(equal.value()).hasValue(7);
        assertThat(equal.upper()).isEmpty();
        assertThat(equal.standardError()).isEmpty();
    }

    @Test
    void noValuesGiveNoData() {
        assertThat(STUDENT.fromSums(0, 0, 0).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(STUDENT.fromMoments(0, Double.NaN, Double.NaN).value()).isEmpty();
    }

    @Test
    void impossibleSumsAreRefused() {
        assertThatThrownBy(() -> STUDENT.fromSums(2, 10, 49))
                .hasMessageContaining("no 2 values have the sum 10 and the sum of squares 49");
        assertThatThrownBy(() -> STUDENT.fromSums(-1, 0, 0)).hasMessageContaining("-1 is negative");
        assertThatThrownBy(() -> STUDENT.fromMoments(5, 1, -1)).hasMessageContaining("negative variance");
        assertThatThrownBy(() -> STUDENT.fromMoments(5, Double.NaN, 1)).hasMessageContaining("not finite");
    }
}
