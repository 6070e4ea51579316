package dev.vitals.job.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.Contracts;
import dev.vitals.job.Days;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.LateLabels;
import dev.vitals.stats.ClusterTotals;
import dev.vitals.testing.Fixtures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Rows of one channel are one unit, on one day and over several. */
class ClusteredKpisTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    /**
     * Two channels with 100 scored messages a day, of which 30 and 10 are negative: a fifth in all, ± 0.1 from channel to
     * channel; with h = 1/2 the error is sqrt((.05^2 + .05^2) / (1 - 1/2)) = 0.1, and one degree of freedom's point
     * 12.7062.
     */
    @Test
    void aSecondDayOfTheSameChannelsTellsNothingNewOfHowChannelsDiffer() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LocalDate day : List.of(MONDAY, TUESDAY)) {
            rows.add(channelDay(day, "calm", 10));
            rows.add(channelDay(day, "rough", 30));
        }
        KpiDefinition kpi = KpiCatalogue.load().kpi("negative_share");
        List<Cell> days = cells(kpi, rows);
        KpiEstimate monday = whole(days).get(0).estimate();
        KpiEstimate week = Periods.merge(Periods.Period.weekOf(MONDAY), Map.of(kpi.id(), kpi), days).stream()
                .map(Periods.PeriodCell::cell)
                .filter(cell -> cell.slice().isEmpty())
                .findFirst()
                .orElseThrow()
                .estimate();

        assertThat(monday.value()).isEqualTo(.2);
        assertThat(monday.ciMethod()).isEqualTo("ratio_delta_logit_clustered");
        assertThat(monday.ciHigh()).isBetween(0.99, 1.0);
        assertThat(monday.ciLow()).isBetween(0.0, 0.001);
        assertThat(week.ciHigh()).isCloseTo(monday.ciHigh(), within(1e-12));
        assertThat(week.ciLow()).isCloseTo(monday.ciLow(), within(1e-12));
    }

    /** A day that was measured before clusters were kept leaves those of the week unknown. */
    @Test
    void daysWithoutClustersMakeAWeekOfIndependentRows() {
        KpiDefinition kpi = KpiCatalogue.load().kpi("negative_share");
        List<Cell> days = cells(
                kpi,
                List.of(
                        channelDay(MONDAY, "calm", 10),
                        channelDay(MONDAY, "rough", 30),
                        channelDay(TUESDAY, "calm", 12)));
        List<Cell> older = days.stream()
                .map(cell -> new Cell(
                        cell.kpi(),
                        cell.kpiVersion(),
                        cell.date(),
                        cell.slice(),
                        cell.estimate(),
                        cell.isSmall(),
                        cell.isMature(),
                        cell.asOf(),
                        cell.state(),
                        cell.people(),
                        cell.date().equals(TUESDAY) ? null : cell.clusters()))
                .toList();

        assertThat(Periods.merge(Periods.Period.weekOf(MONDAY), Map.of(kpi.id(), kpi), older))
                .filteredOn(cell -> cell.cell().slice().isEmpty())
                .singleElement()
                .satisfies(cell -> assertThat(cell.cell().estimate().ciMethod()).isEqualTo("ratio_delta_logit"));
    }

    /** Ten reports of one channel closed after a minute, ten of another after an hour: two units, not twenty. */
    @Test
    void durationsOfOneChannelAreOneUnit() {
        KpiDefinition kpi = KpiCatalogue.load().kpi("time_to_any_end");
        List<Map<String, Object>> rows = new ArrayList<>();
        Instant created = Instant.parse("2026-03-02T10:00:00Z");
        for (int i = 0; i < 20; i++) {
            rows.add(Fixtures.row(
                    "report_id",
                    "r" + i,
                    "channel_id",
                    i < 10 ? "quick" : "slow",
                    "created_date",
                    MONDAY,
                    "created_at",
                    created,
                    "first_closed_at",
                    created.plusSeconds(i < 10 ? 60 : 3600),
                    "has_negative_lag",
                    false));
        }
        KpiEstimate mean = whole(cells(kpi, rows)).stream()
                .map(Cell::estimate)
                .filter(estimate -> estimate.name().equals("mean_72h"))
                .findFirst()
                .orElseThrow();

        assertThat(mean.value()).isCloseTo(1830, within(20.0));
        assertThat(mean.ciMethod()).isEqualTo("kaplan_meier_restricted_mean_clustered");
        // Two units with an error of 1770 s and 12.7 times that: nothing is known but that it is not negative.
        assertThat(mean.ciLow()).isZero();
        assertThat(mean.ciHigh()).isGreaterThan(20_000);
    }

    /**
     * 27 of 30 actions broke the rules, each standing for 20; of 40 messages none did, each standing for 2,500. Nothing
     * missed was found, but of 100,000 messages up to 3.84 in 43.84 may have been: 8,760 beside the 540 that were acted on.
     */
    @Test
    void recallKnowsOfTheFrameInWhichNoMissWasFound() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            boolean isActioned = i < 30;
            rows.add(audited(
                    i,
                    isActioned ? "actioned" : "unreported_chat",
                    i < 3 ? "false_positive" : "correct",
                    isActioned ? "20" : "2500",
                    1000L));
        }
        KpiEstimate recall =
                whole(cells(KpiCatalogue.load().kpi("recall"), rows)).get(0).estimate();

        assertThat(recall.value()).isEqualTo(1);
        assertThat(recall.n()).isEqualTo(27);
        assertThat(recall.ciLow()).isBetween(0.04, 0.07);
    }

    /** Of strata in which all and none are wrong, only who counted them before knows how much of each there is. */
    @Test
    void aStratumThatNobodyCountedMakesTheIntervalLonger() {
        List<KpiEstimate> rates = new ArrayList<>();
        for (Long size : new Long[] {1000L, null}) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Map<String, Object> row = audited(i, "actioned", i < 20 ? "false_positive" : "correct", "50", size);
                row.put("stratum", i < 20 ? "new" : "old");
                rows.add(row);
            }
            rates.add(whole(cells(KpiCatalogue.load().kpi("false_discovery_rate"), rows))
                    .get(0)
                    .estimate());
        }

        assertThat(rates).allMatch(rate -> rate.value() == 0.5);
        assertThat(width(rates.get(1))).isGreaterThan(width(rates.get(0)) + 0.05);
    }

    private static double width(KpiEstimate estimate) {
        return estimate.ciHigh() - estimate.ciLow();
    }

    private static Map<String, Object> audited(int item, String frame, String consensus, String weight, Long size) {
        return Fixtures.row(
                "audit_id", "u1",
                "item_id", "i" + item,
                "audit_date", MONDAY,
                "frame", frame,
                "stratum", "all",
                "stratum_size", size,
                "consensus", consensus,
                "weight", weight,
                "channel_id", "c" + item);
    }

    /** Sanctions of Monday appealed at once, after two days, after the 28 that count, and never. */
    @Test
    void aLateLabelIsKeptWithTheDaysItTook() {
        KpiDefinition kpi = KpiCatalogue.load().kpi("appeal_rate");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String appealed :
                new String[] {"2026-03-02T23:00:00Z", "2026-03-04T01:00:00Z", "2026-03-31T00:00:00Z", null}) {
            Map<String, Object> row = Fixtures.row(
                    "action_id", "a" + appealed, "action_date", MONDAY, "is_appealable", true, "channel_id", "c");
            row.put("appealed_at", appealed == null ? null : Instant.parse(appealed));
            rows.add(row);
        }
        Cell cell = new FactMeasure(Contracts.load().table(kpi.from()), List.of(kpi))
                        .cells(
                                table -> Fixtures.rows(kpi.from(), rows),
                                new Days(MONDAY, MONDAY, MONDAY.plusDays(60)),
                                new TreeSet<>(List.of(MONDAY)))
                        .stream()
                        .filter(each -> each.slice().isEmpty())
                        .findFirst()
                        .orElseThrow();
        ClusterTotals totals = ClusterTotals.decode(cell.clusters());

        assertThat(LateLabels.byDelay(totals)).isEqualTo(Map.of(0, 1L, 2, 1L));
        assertThat(cell.estimate().denominator()).isEqualTo(4);
    }

    private static List<Cell> cells(KpiDefinition kpi, List<Map<String, Object>> rows) {
        TreeSet<LocalDate> days = new TreeSet<>(List.of(MONDAY, TUESDAY));
        return new FactMeasure(Contracts.load().table(kpi.from()), List.of(kpi))
                .cells(table -> Fixtures.rows(kpi.from(), rows), new Days(MONDAY, TUESDAY, TUESDAY.plusDays(9)), days);
    }

    private static List<Cell> whole(List<Cell> cells) {
        return cells.stream()
                .filter(cell -> cell.slice().isEmpty() && cell.date().equals(MONDAY))
                .toList();
    }

    private static Map<String, Object> channelDay(LocalDate day, String channel, long negative) {
        return Fixtures.row(
                "activity_date",
                day,
                "channel_id",
                channel,
                "scored_messages",
                100L,
                "negative_messages",
                negative,
                "language",
                "en");
    }
}
