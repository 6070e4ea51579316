package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "0.4, 0.4 s",
        "7, 7 s",
        "59.4, 59 s",
        "60, 1 min",
        "74, 1 min 14 s",
        "599, 9 min 59 s",
        "750, 13 min",
        "3599, 1 h",
        "11520, 3 h 12 min",
        "14400, 4 h",
        "172799, 2 d",
        "398160, 4 d 15 h",
        "-90, −1 min 30 s"
    })
    void aDurationHasItsTwoLeadingUnits(double seconds, String text) {
        assertThat(Format.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0%",
        "1, 100%",
        "0.00001, <0.01%",
        "0.99999, >99.99%",
        "0.0027, 0.27%",
        "0.0312, 3.1%",
        "0.7841, 78.4%",
        "0.9975, 99.75%",
        "-0.02, −2.0%"
    })
    void aShareNeverPrintsAsZeroOrAllUnlessItIs(double share, String text) {
        assertThat(Format.share(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1234567, reports, '1,234,567'",
        "20.449, reports per 1000 messages, 20.4",
        "20, reports per 1000 messages, 20.0",
        "2.207, reports per case, 2.21",
        "0.0314, actions per case, 0.0314",
        "0, actions per case, 0",
        "0.1124, points from -1 to 1, +0.112",
        "-0.1124, points from -1 to 1, −0.112",
        "0.0001, points from -1 to 1, 0.000"
    })
    void aNumberFollowsItsUnit(double value, String unit, String text) {
        assertThat(Format.value(value, unit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.80, 0.82, share, +2.0 points",
        "0.82, 0.8, share, −2.0 points",
        "0.061, 0.06124, share, +0.02 points",
        "10800, 14400, seconds, +1 h",
        "200, 216, reports, +8%",
        "0, 3, reports, +3",
        "0.11, 0.10, points from -1 to 1, −0.01"
    })
    void aChangeIsInTheTermsOfItsUnit(double before, double after, String unit, String text) {
        assertThat(Format.change(before, after, unit)).isEqualTo(text);
    }

    @Test
    void periodsHaveTitlesAndFileNames() {
        Period week = Period.weekOf(LocalDate.of(2026, 1, 1));
        assertThat(week.title()).isEqualTo("Week 1 of 2026: 29 December 2025 to 4 January 2026");
        assertThat(week.fileName()).isEqualTo("week-2025-12-29");
        assertThat(Period.weekOf(LocalDate.of(2026, 2, 1)).title())
                .isEqualTo("Week 5 of 2026: 26 January to 1 February 2026");
        assertThat(Period.monthOf(LocalDate.of(2026, 3, 9)).previous().title()).isEqualTo("February 2026");
        assertThat(Period.day(LocalDate.of(2026, 3, 1)).previous().fileName()).isEqualTo("day-2026-02-28");
    }
}
