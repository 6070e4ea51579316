package dev.vitals.job.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumsTest {
    /** Numbers of up to 120 bits on both sides of zero, so that carries and signs of both halves occur. */
    @Test
    void theSumIsThatOfBigIntegers() {
        Random random = new Random(1);
        for (int times = 0; times < 2000; times++) {
            ExactSums sums = new ExactSums(2);
            BigInteger expected = BigInteger.ZERO;
            for (int i = 0; i < 20; i++) {
                BigInteger number = new BigInteger(random.nextInt(121), random);
                number = random.nextBoolean() ? number : number.negate();
                add(sums, number);
                expected = expected.add(number);
            }

            assertThat(sums.value(1, 6)).isEqualTo(new BigDecimal(expected, 6));
            assertThat(sums.value(0, 0)).isEqualTo(BigDecimal.ZERO);
        }
    }

    @Test
    void halvesAddUpToTheWhole() {
        ExactSums one = new ExactSums(2);
        ExactSums other = new ExactSums(2);
        add(one, BigInteger.valueOf(Long.MAX_VALUE));
        add(other, BigInteger.valueOf(Long.MAX_VALUE));
        one.merge(other);

        assertThat(one.value(1, 0)).isEqualTo(new BigDecimal("18446744073709551614"));
    }

    @Test
    void aSumThatDoesNotFitIsNoWrongNumber() {
        ExactSums sums = new ExactSums(2);
        BigInteger most = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
        add(sums, most);

        assertThatThrownBy(() -> add(sums, BigInteger.ONE))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("more than 38 digits");
        assertThat(sums.value(1, 0)).isEqualTo(new BigDecimal(most));
        add(sums, most.negate());
        assertThat(sums.value(1, 0)).isEqualTo(BigDecimal.ZERO);
    }

    private static void add(ExactSums sums, BigInteger number) {
        sums.add(1, number.longValue(), number.shiftRight(Long.SIZE).longValue());
    }
}
