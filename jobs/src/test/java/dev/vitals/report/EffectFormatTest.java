package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectFormatTest {
    @ParameterizedTest
    @CsvSource({
        "0.0321, +3.2%",
        "-0.0321, −3.2%",
        "0.00002, 0.0%",
        "-0.004, −0.4%",
        "0.0004, +0.04%",
        "1.5, +150%",
        "0.999999, +100.0%"
    })
    void aLiftHasItsSign(double lift, String text) {
        assertThat(EffectFormat.lift(lift)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.012, share, +1.2 points",
        "-90, seconds, −1 min 30 s",
        "0.12, score from -1 to 1, +0.120",
        "-0.12, score from -1 to 1, −0.120",
        "-0.5, messages per chatter, −0.5",
        "12, reports, +12"
    })
    void aDifferenceHasItsUnitAndSign(double difference, String unit, String text) {
        assertThat(EffectFormat.difference(difference, unit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.8234567, 0.82",
        "-0.8234567, −0.82",
        "0.001, 0.00",
        "-0.001, 0.00",
        "0.9961, >0.99",
        "-0.9961, <−0.99",
        "1, 1.00"
    })
    void aCorrelationHasTwoDigits(double correlation, String text) {
        assertThat(EffectFormat.correlation(correlation)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.00001, <0.0001", "0.0312, 0.0312", "0.99999, >0.9999", "0.5, 0.5"})
    void noPValueIsNothingOrAll(double p, String text) {
        assertThat(EffectFormat.p(p)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.00001, p < 0.0001", "0.0312, p = 0.0312", "0.99999, p > 0.9999"})
    void aPValueIsToldAsAStatement(double p, String text) {
        assertThat(EffectFormat.equation(p)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1, as fast as the control",
        "1.0004, as fast as the control",
        "0.9996, as fast as the control",
        "1.08, 1.08 times",
        "0.5, 0.5 times"
    })
    void aSpeedOfOneIsThatOfTheControl(double times, String text) {
        assertThat(EffectFormat.speed(times)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0001, <0.1%", "0.9999, >99.9%", "0.25, 25.0%"})
    void noChanceIsNothingOrAll(double chance, String text) {
        assertThat(EffectFormat.chance(chance)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1.01, about 1.1 times", "3.44, about 3.4 times", "41.7, about 42 times", "101, more than 100 times"})
    void aGuessHasFewDigits(double times, String text) {
        assertThat(EffectFormat.times(times)).isEqualTo(text);
    }
}
