package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.LabelPatterns;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimatesTest {
    private static final int OPEN = TimeHistogram.CENSORED;
    private static final int CLOSED = 0;
    private static final int AUTO_CLOSED = 1;
    private static final long FOUR_DAYS = 4 * 86_400;

    private final KpiCatalogue catalogue = CatalogueFiles.catalogue();

    @Test
    void aDurationHasItsPercentilesFirstThenTheMeanThenHowItEnded() {
        assertThat(catalogue.kpi("time_to_any_end").estimates()).containsExactly("p50", "p90", "p95", "mean_72h");
        assertThat(catalogue.kpi("time_to_resolution").estimates())
                .containsExactly(
                        "p50",
                        "p90",
                        "p95",
                        "mean_72h",
                        "share_closed",
                        "share_auto_closed",
                        "share_merged",
                        "share_withdrawn");
        assertThat(catalogue.kpi("backlog_age").estimates()).containsExactly("p50", "p90", "max");
        assertThat(catalogue.kpi("appeal_rate").estimates()).containsExactly("value");
        assertThat(catalogue.kpi("rater_agreement").estimates()).containsExactly("alpha", "raw_agreement");
    }

    @Test
    void agreementHasIntervalsAndCountsWhatSeveralRatersLabelled() {
        // 20 items correct twice, 10 false_positive twice, 10 both, 5 of one rater: 50 labels correct, 30
        // false_positive.
        // 20 of 80 differ, and by chance 2 * 50 * 30 of 80 * 79: alpha = 1 - (1 / 4) / (3000 / 6320).
        LabelPatterns patterns = LabelPatterns.ofUnits(Map.of("correct", 2L), 20)
                .merge(LabelPatterns.ofUnits(Map.of("false_positive", 2L), 10))
                .merge(LabelPatterns.ofUnits(Map.of("correct", 1L, "false_positive", 1L), 10))
                .merge(LabelPatterns.ofUnits(Map.of("correct", 1L), 5));

        List<KpiEstimate> estimates =
                Estimates.of(catalogue.kpi("rater_agreement"), Evidence.of(new KpiState.Patterns(patterns)));

        assertThat(estimates).allMatch(estimate -> estimate.n() == 40);
        assertThat(estimates.get(0).value()).isCloseTo(0.47333, within(1e-5));
        assertThat(estimates.get(0).ciMethod()).isEqualTo("krippendorff_unit_bootstrap");
        assertThat(estimates.get(0).ciLow()).isBetween(0.1, 0.3);
        assertThat(estimates.get(0).ciHigh()).isBetween(0.65, 0.85);
        assertThat(estimates.get(1).value()).isEqualTo(0.75);
    }

    @Test
    void openCasesCountInAPercentile() {
        // Half of four is reached by the second end; nine tenths are not, since one is still open.
        List<KpiEstimate> estimates =
                of("time_to_any_end", cases(60, CLOSED, 120, CLOSED, 300, CLOSED, FOUR_DAYS, OPEN));

        assertThat(estimates.get(0).value()).isEqualTo(120.0);
        assertThat(estimates.get(0).ciMethod()).isEqualTo("kaplan_meier_log_log");
        assertThat(estimates.get(0).nCensored()).isEqualTo(1);
        assertThat(estimates.get(0).numerator()).isEqualTo(3.0);
        assertThat(estimates.get(0).denominator()).isEqualTo(4.0);
        assertThat(estimates.get(1).value()).isNull();
        assertThat(estimates.get(1).ciHigh()).isNull();
        assertThat(estimates.get(1).ciLow()).isPositive();
    }

    @Test
    void theRestrictedMeanIsTheTimeOpenWithinItsHorizon() {
        // 60 * 1 + 60 * 3/4 + 180 * 2/4 + (259200 - 300) * 1/4
        KpiEstimate mean =
                named("mean_72h", of("time_to_any_end", cases(60, CLOSED, 120, CLOSED, 300, CLOSED, FOUR_DAYS, OPEN)));

        assertThat(mean.value()).isCloseTo(64_920, within(1e-6));
        assertThat(mean.ciMethod()).isEqualTo("kaplan_meier_restricted_mean");
    }

    @Test
    void aMeanIsUnknownUntilItsHorizonWasWatched() {
        KpiEstimate mean = named("mean_72h", of("time_to_any_end", cases(60, CLOSED, 7_200, OPEN)));

        assertThat(mean.value()).isNull();
        assertThat(mean.ciHigh()).isNull();
    }

    @Test
    void aCompetingEndStaysInTheWhole() {
        // Closed after 600 s: 1/4. Closed automatically after 1200 s; of the two then open, one is closed after 1800 s:
        // 1/4 + 2/4 * 1/2.
        List<KpiEstimate> estimates =
                of("time_to_resolution", cases(600, CLOSED, 1200, AUTO_CLOSED, 1800, CLOSED, FOUR_DAYS, OPEN));

        assertThat(named("p50", estimates).value()).isEqualTo(1800.0);
        assertThat(named("p50", estimates).ciMethod()).isEqualTo("aalen_johansen_log_log");
        assertThat(named("p90", estimates).value()).isNull();
        assertThat(named("share_closed", estimates).value()).isCloseTo(0.5, within(1e-12));
        assertThat(named("share_closed", estimates).numerator()).isEqualTo(2.0);
        assertThat(named("share_auto_closed", estimates).value()).isCloseTo(0.25, within(1e-12));
        assertThat(named("share_auto_closed", estimates).numerator()).isEqualTo(1.0);
        // 600 * 1 + 600 * 3/4 + 600 * 2/4 + (259200 - 1800) * 1/4
        assertThat(named("mean_72h", estimates).value()).isCloseTo(65_700, within(1e-6));
    }

    @Test
    void anEndThatNeverCameHasAnUpperBound() {
        // 1 - 0.025 ^ (1/4) of the four that were watched for longer than the horizon.
        KpiEstimate merged = named(
                "share_merged",
                of("time_to_resolution", cases(FOUR_DAYS, OPEN, FOUR_DAYS, OPEN, FOUR_DAYS, OPEN, FOUR_DAYS, OPEN)));

        assertThat(merged.value()).isZero();
        assertThat(merged.ciHigh()).isCloseTo(0.602365, within(1e-6));
    }

    @Test
    void aQuantileLiesBetweenTwoOrderedValues() {
        // Of 1 to 100 s the median is the 50th; a Binomial(100, 1/2) count lies below 40, and at 61 or above, with
        // probability 0.0176 each.
        TimeHistogram.Builder histogram = TimeHistogram.builder();
        for (int seconds = 1; seconds <= 100; seconds++) {
            histogram.add(TimeBins.bin(seconds), 0, 1);
        }
        List<KpiEstimate> estimates = of("backlog_age", new KpiState.Durations(histogram.build()));

        assertThat(estimates.get(0))
                .isEqualTo(new KpiEstimate("p50", 50.0, 40.0, 61.0, "order_statistic", null, 100.0, 100, null));
        assertThat(named("max", estimates))
                .isEqualTo(new KpiEstimate("max", 100.0, null, null, "none", null, 100.0, 100, null));
    }

    @Test
    void everyKpiSaysNoNumberOfNoRows() {
        for (KpiDefinition kpi : catalogue.kpis()) {
            for (KpiEstimate estimate : Estimates.of(kpi, Evidence.of(KpiState.empty(kpi.statistic())))) {
                boolean isCount = kpi.statistic() instanceof Moments.Count || kpi.statistic() instanceof Distinct;
                assertThat(estimate.value()).as(kpi.id()).isEqualTo(isCount ? 0.0 : null);
                assertThat(estimate.ciMethod()).as(kpi.id()).isEqualTo("none");
                assertThat(estimate.n()).as(kpi.id()).isZero();
                assertThat(kpi.isSmall(estimate, null)).as(kpi.id()).isTrue();
            }
        }
    }

    @Test
    void fewObservationsAreSmall() {
        KpiDefinition kpi = catalogue.kpi("appeal_rate");

        assertThat(kpi.isSmall(
                        Estimates.of(kpi, Evidence.of(KpiState.Sums.of(List.of(19, 1))))
                                .get(0),
                        null))
                .isTrue();
        assertThat(kpi.isSmall(
                        Estimates.of(kpi, Evidence.of(KpiState.Sums.of(List.of(20, 1))))
                                .get(0),
                        null))
                .isFalse();
    }

    /** 20 sanctions of 19 people; a sketch of a whole day, that counts more, is as good as one that counts few. */
    @Test
    void manyObservationsOfFewPeopleAreSmall() {
        KpiDefinition kpi = catalogue.kpi("appeal_rate");
        KpiEstimate estimate =
                Estimates.of(kpi, Evidence.of(KpiState.Sums.of(List.of(20, 1)))).get(0);
        DistinctSketch people = new DistinctSketch(People.LG_K);
        for (int person = 0; person < 19; person++) {
            people.add("p" + person);
        }

        assertThat(kpi.isSmall(estimate, people.toBytes())).isTrue();
        assertThat(kpi.isSmall(
                        estimate,
                        People.merge(List.of(
                                people.toBytes(),
                                DistinctSketch.of(List.of("p1")).toBytes()))))
                .isTrue();
        assertThat(kpi.isSmall(
                        estimate,
                        People.merge(List.of(
                                people.toBytes(),
                                DistinctSketch.of(List.of("q")).toBytes()))))
                .isFalse();
    }

    @Test
    void aStateOfAnotherStatisticIsRefused() {
        assertThatThrownBy(() -> of("appeal_rate", new KpiState.Durations(TimeHistogram.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("appeal_rate is a share");
    }

    private List<KpiEstimate> of(String kpi, KpiState state) {
        return Estimates.of(catalogue.kpi(kpi), Evidence.of(state));
    }

    private static KpiEstimate named(String name, List<KpiEstimate> estimates) {
        return estimates.stream()
                .filter(estimate -> estimate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Cases given as seconds and code, one after the other. */
    private static KpiState cases(long... secondsAndCodes) {
        TimeHistogram.Builder histogram = TimeHistogram.builder();
        for (int i = 0; i < secondsAndCodes.length; i += 2) {
            histogram.add(TimeBins.bin(secondsAndCodes[i]), (int) secondsAndCodes[i + 1], 1);
        }
        return new KpiState.Durations(histogram.build());
    }
}
