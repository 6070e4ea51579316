package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KpiEstimateTest {
    /** 0.9 ± 0.2: log-odds of 2.197 ± 0.2 / 0.09 = 2.222. */
    @Test
    void aShareHasItsLimitsOnTheLogOdds() {
        KpiEstimate share = estimate(0.9, 0.7, 1.1, "ratio_delta_clustered").onLogOdds();

        assertThat(share.ciLow()).isCloseTo(1 / (1 + Math.exp(2.2222222 - 2.1972246)), within(1e-7));
        assertThat(share.ciHigh()).isCloseTo(1 / (1 + Math.exp(-2.2222222 - 2.1972246)), within(1e-7));
        assertThat(share.ciMethod()).isEqualTo("ratio_delta_logit_clustered");
    }

    @Test
    void noLimitOfAShareLiesOutsideItHoweverFewChannelsThereAre() {
        KpiEstimate share = estimate(0.739, -2.58, 4.06, "student").onLogOdds();

        assertThat(share.ciLow()).isBetween(0.0, 1e-6);
        assertThat(share.ciHigh()).isBetween(1 - 1e-6, 1.0);
        assertThat(share.ciMethod()).isEqualTo("student_logit");
    }

    @Test
    void atTheEndsAShareKeepsItsLimitsWithinThem() {
        assertThat(estimate(0, 0, 1.4, "ratio_delta").onLogOdds()).isEqualTo(estimate(0, 0, 1.0, "ratio_delta"));
        KpiEstimate unsure = KpiEstimate.withoutInterval("value", 0.5, 1.0, 2.0, 1);
        assertThat(unsure.onLogOdds()).isEqualTo(unsure);
    }

    @Test
    void aDurationIsNotNegative() {
        assertThat(estimate(72_545, -36_071, 181_161, "student").notNegative())
                .isEqualTo(estimate(72_545, 0, 181_161, "student"));
    }

    private static KpiEstimate estimate(double value, double low, double high, String method) {
        return new KpiEstimate("value", value, low, high, method, 1.0, 2.0, 3, null);
    }
}
