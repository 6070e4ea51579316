package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LandingLimitsTest {
    @Test
    void aFileIsRefusedAboveOneInFive() {
        assertThat(LandingLimits.DEFAULT.isRefused(1000, 200)).isFalse();
        assertThat(LandingLimits.DEFAULT.isRefused(1000, 201)).isTrue();
    }

    @Test
    void aSmallFileIsHeldToTheSameShare() {
        assertThat(LandingLimits.DEFAULT.isRefused(0, 0)).isFalse();
        assertThat(LandingLimits.DEFAULT.isRefused(5, 1)).isFalse();
        assertThat(LandingLimits.DEFAULT.isRefused(4, 1)).isTrue();
    }

    @Test
    void aWarningComesAboveOnePercent() {
        assertThat(LandingLimits.DEFAULT.isWorthAWarning(1000, 10)).isFalse();
        assertThat(LandingLimits.DEFAULT.isWorthAWarning(1000, 11)).isTrue();
        assertThat(LandingLimits.DEFAULT.isWorthAWarning(0, 0)).isFalse();
    }

    @Test
    void limitsThatContradictEachOtherAreNamed() {
        assertThatThrownBy(() -> new LandingLimits(0.3, 0.2))
                .hasMessageContaining("warn 0.3")
                .hasMessageContaining("refuse 0.2");
    }
}
