package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.job.Days;
import dev.vitals.stats.StandardisedRatio;
import dev.vitals.stats.WeightedShare;
import dev.vitals.testing.TestTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorecardTest {
    /** The week from Monday, 2 March. */
    private static final LocalDate SUNDAY = LocalDate.of(2026, 3, 8);

    @Test
    void twelveDecisionsForTenThatWereExpectedMayBeChance() {
        Scorecard.Figures figures = Scorecard.of(List.of(done(12, 10))).get(0);

        assertThat(figures.throughput().value()).hasValue(1.2);
        // Exact Poisson limits of 12 events are 6.20 and 20.96 (Garwood's table).
        assertThat(figures.throughput().lower().orElseThrow()).isCloseTo(0.620, within(0.001));
        assertThat(figures.throughput().upper().orElseThrow()).isCloseTo(2.096, within(0.001));
        assertThat(figures.accuracy().value()).as("nothing audited").isEmpty();
        assertThat(figures.overturns().value()).as("nothing appealed").isEmpty();
    }

    @Test
    void wherePeopleDifferByMoreThanChanceEachIntervalIsWider() {
        List<Scorecard.Work> alike = Collections.nCopies(6, done(100, 100));
        List<Scorecard.Work> unlike =
                List.of(done(100, 100), done(20, 100), done(180, 100), done(40, 100), done(160, 100), done(100, 100));

        assertThat(width(alike)).isCloseTo(0.40, within(0.01));
        assertThat(width(unlike)).isGreaterThan(3 * width(alike));
    }

    @Test
    void aWeekHoldsWhatBeganBetweenItsMondayAndItsSunday() {
        TestTables tables = new TestTables()
                .with(
                        "silver.moderator_session",
                        session("anna", "2026-03-01", 99),
                        session("anna", "2026-03-02", 10),
                        session("anna", "2026-03-08", 5),
                        session("anna", "2026-03-09", 99))
                .with(
                        "silver.audit_item",
                        audit("i1", "anna", "actioned", "correct", "10"),
                        audit("i2", "anna", "no_action", "false_negative", "30"),
                        audit("i3", "anna", "actioned", "uncertain", "10"),
                        audit("i4", "ben", "automod_released", "correct", "20"),
                        audit("i5", null, "unreported_chat", "correct", "900"))
                .with(
                        "silver.appeal",
                        appeal("p1", "2026-01-02", "2026-03-02", "reversed"),
                        appeal("p2", "2026-03-02", "2026-03-08", "upheld"),
                        appeal("p3", "2026-03-02", "2026-03-08", "omitted"),
                        appeal("p4", "2026-03-02", "2026-03-09", "reversed"));

        assertThat(tables.run(new ModeratorScorecard(), new Days(SUNDAY.minusDays(6), SUNDAY, SUNDAY.plusDays(9)))
                        .collectAsList())
                .extracting(row ->
                        "%s %s %s to %s: %s sessions, %s decisions, ratio %s; %s audited, %s; %s judged, %s; %s %s"
                                .formatted(
                                        row.getAs("moderator_id"),
                                        row.getAs("moderator_team"),
                                        row.getAs("week_start_date"),
                                        row.getAs("week_end_date"),
                                        row.getAs("sessions"),
                                        row.getAs("decisions"),
                                        row.getAs("standardised_ratio"),
                                        row.getAs("audited_decisions"),
                                        row.getAs("accuracy"),
                                        row.getAs("judged_appeals"),
                                        row.getAs("overturn_rate"),
                                        row.getAs("severe_exposure_seconds"),
                                        row.getAs("longest_run_seconds")))
                .containsExactlyInAnyOrder(
                        // 15 decisions where 20 were expected; 10 of 10 + 30 correct; 1 of 2 reversed.
                        "anna berlin 2026-03-02 to 2026-03-08: 2 sessions, 15 decisions, ratio 0.75;"
                                + " 2 audited, 0.25; 2 judged, 0.5; 120 900",
                        "ben null 2026-03-02 to 2026-03-08: 0 sessions, 0 decisions, ratio null;"
                                + " 1 audited, 1.0; 0 judged, null; 0 null");
    }

    @Test
    void aWeekThatIsNotOverHasNoRows() {
        TestTables tables = new TestTables().with("silver.moderator_session", session("anna", "2026-03-02", 10));
        LocalDate saturday = SUNDAY.minusDays(1);

        assertThat(tables.run(new ModeratorScorecard(), new Days(SUNDAY.minusDays(6), saturday, saturday))
                        .collectAsList())
                .isEmpty();
    }

    private static double width(List<Scorecard.Work> week) {
        Scorecard.Figures figures = Scorecard.of(week).get(0);
        return figures.throughput().upper().orElseThrow()
                - figures.throughput().lower().orElseThrow();
    }

    private static Scorecard.Work done(long decisions, long expected) {
        return new Scorecard.Work(
                new StandardisedRatio.Work(decisions, BigDecimal.valueOf(expected)), WeightedShare.State.EMPTY, 0, 0);
    }

    private static Map<String, Object> session(String moderator, String date, long decisions) {
        return row(
                "moderator_id",
                moderator,
                "started_date",
                date,
                "started_at",
                date + " 10:00",
                "moderator_team",
                "berlin",
                "active_seconds",
                600L,
                "decisions",
                decisions,
                "expected_decisions",
                "10",
                "severe_exposure_seconds",
                60L,
                "longest_run_seconds",
                decisions == 5 ? 900L : 300L);
    }

    private static Map<String, Object> audit(
            String item, String moderator, String frame, String consensus, String weight) {
        return row(
                "audit_id", "u1",
                "item_id", item,
                "audit_date", "2026-03-04",
                "moderator_id", moderator,
                "frame", frame,
                "consensus", consensus,
                "weight", weight);
    }

    private static Map<String, Object> appeal(String id, String submitted, String decided, String outcome) {
        return row(
                "appeal_id", id,
                "submitted_date", submitted,
                "decided_date", decided,
                "moderator_id", "anna",
                "outcome", outcome);
    }
}
