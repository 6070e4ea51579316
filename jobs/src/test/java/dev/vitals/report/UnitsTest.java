package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void aValueIsWordedAsOnThePages() {
        assertThat(Units.value(0.126, "share")).isEqualTo("12.6%");
        assertThat(Units.value(11_520, "seconds")).isEqualTo("3 h 12 min");
        assertThat(Units.value(6.7231, "actions per 1,000 messages")).isEqualTo("6.72");
        assertThat(Units.value(-0.12, "points from -1 to 1")).isEqualTo("-0.120");
    }

    @Test
    void aDifferenceHasItsSignAndPointsOnce() {
        assertThat(Units.difference(-0.004, -0.011, 0.003, "share")).isEqualTo("-0.4 (-1.1 to +0.3) points");
        assertThat(Units.difference(90, -30, 210, "seconds")).isEqualTo("+1 min 30 s (-30 s to +3 min 30 s)");
        assertThat(Units.difference(-2.326, -8.578, 3.926, "actions per 1,000 messages"))
                .isEqualTo("-2.33 (-8.58 to +3.93)");
    }

    @Test
    void aSpreadHasNoSign() {
        assertThat(Units.spread(0.25, "share")).isEqualTo("25 points");
        assertThat(Units.spread(0.449, "points from -1 to 1")).isEqualTo("0.449");
        assertThat(Units.spread(15.022, "number per user")).isEqualTo("15.0");
    }
}
