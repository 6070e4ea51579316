package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Numbers that a report and the scripts of a site word the same; {@code test_site.py} holds the scripts to this file. */
class SharedNumbersTest {
    @ParameterizedTest
    @CsvFileSource(files = "../reports/tests/numbers.csv", numLinesToSkip = 1)
    void aNumberReadsTheSameInAReportAndInASite(double value, String unit, String text) {
        assertThat(Format.value(value, unit)).isEqualTo(text);
    }

    @Test
    void aShortNumberIsWordedAsTheWholeOne() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            double number = Math.exp(random.nextDouble() * 24 - 12);
            for (String unit :
                    new String[] {"share", "seconds", "reports", "reports per case", "points from -1 to 1"}) {
                double shortened = ShortNumber.of(number, unit, 3);

                assertThat(Format.value(shortened, unit))
                        .as(number + " " + unit + " as " + shortened)
                        .isEqualTo(Format.value(number, unit));
                assertThat(shortened).isBetween(number * 0.995, number * 1.005);
            }
        }
    }

    @Test
    void aShortNumberHasFewDigits() {
        assertThat(ShortNumber.of(0.543216789, "share", 4)).isEqualTo(0.5432);
        // 12.35% would be 12.4%, and the number is 12.3%: it needs more digits than four.
        assertThat(ShortNumber.of(0.123456789, "share", 4)).isEqualTo(0.12346);
        assertThat(ShortNumber.of(123_457, "reports", 3)).isEqualTo(123_457);
    }
}
