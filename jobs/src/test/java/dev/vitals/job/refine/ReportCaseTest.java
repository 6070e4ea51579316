package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.at;
import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ReportCaseTest {
    private static final Days DAY = Days.one(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 5, 31));

    private final TestTables tables = new TestTables();

    @Test
    void aReportCarriesAllThatBecameOfIt() {
        tables.with(
                        "bronze.report_event",
                        row(
                                "report_id", "r1",
                                "activity", "created",
                                "event_at", "2026-03-02 10:00",
                                "channel_id", "c1",
                                "reporter_id", "anna",
                                "subject_type", "user",
                                "subject_id", "ben",
                                "severity", "high",
                                "category", "hate",
                                "queue", "intake"),
                        row("report_id", "r1", "activity", "assigned", "event_at", "2026-03-02 10:30", "queue", "hate"),
                        row(
                                "report_id", "r1",
                                "activity", "decided",
                                "event_at", "2026-03-02 11:00",
                                "moderator_id", "mod",
                                "decision", "action",
                                "action_ids", List.of("a1")),
                        row(
                                "report_id", "r1",
                                "activity", "closed",
                                "event_at", "2026-03-11 09:00",
                                "close_reason", "actioned"),
                        row("report_id", "lost", "activity", "closed", "event_at", "2026-03-02 12:00"))
                .with(
                        "dim.channel",
                        row("channel_id", "c1", "valid_from", "2026-01-01 00:00", "language", "de", "tier", "partner"))
                .with("dim.moderator", row("moderator_id", "mod", "valid_from", "2026-01-01 00:00", "team", "berlin"))
                .with(
                        "bronze.appeal_event",
                        row("appeal_id", "p1", "kind", "submitted", "event_at", "2026-03-12 09:00", "action_id", "a1"),
                        row(
                                "appeal_id",
                                "p1",
                                "kind",
                                "decided",
                                "event_at",
                                "2026-03-14 09:00",
                                "outcome",
                                "reversed"))
                .with(
                        "bronze.audit_label",
                        row(
                                "audit_id",
                                "u1",
                                "item_id",
                                "i1",
                                "decision_id",
                                "r1",
                                "label",
                                "correct",
                                "event_at",
                                "2026-03-05 09:00"));

        Map<String, Row> cases = cases();

        assertThat(cases).as("a report that was never created makes no row").containsOnlyKeys("r1");
        Row report = cases.get("r1");
        assertThat(value(report, "first_action_at")).isEqualTo(at("2026-03-02 11:00"));
        assertThat(value(report, "closed_at")).as("nine days later").isEqualTo(at("2026-03-11 09:00"));
        assertThat(value(report, "end_kind")).isEqualTo("closed");
        assertThat(value(report, "close_reason")).isEqualTo("actioned");
        assertThat(value(report, "queue")).isEqualTo("hate");
        assertThat(value(report, "moderator_id")).isEqualTo("mod");
        assertThat(value(report, "moderator_team")).isEqualTo("berlin");
        assertThat(value(report, "is_automated")).isEqualTo(false);
        assertThat(value(report, "language")).as("of the channel").isEqualTo("de");
        assertThat(value(report, "channel_tier")).isEqualTo("partner");
        assertThat(value(report, "sla_due_at")).as("4 h for high").isEqualTo(at("2026-03-02 14:00"));
        assertThat(value(report, "appeal_outcome")).as("by way of the action").isEqualTo("reversed");
        assertThat(value(report, "audit_label")).isEqualTo("correct");
        assertThat(value(report, "opens_case")).isEqualTo(true);
    }

    @Test
    void aReportSeenEarlierIsStillOpen() {
        tables.with(
                "bronze.report_event",
                row("report_id", "r1", "activity", "created", "event_at", "2026-03-02 10:00"),
                row("report_id", "r1", "activity", "closed", "event_at", "2026-03-11 09:00"));

        Row early = tables.run(new ReportCase(), Days.one(DAY.from(), LocalDate.of(2026, 3, 10)))
                .head();
        assertThat(value(early, "closed_at")).isNull();
        assertThat(early.getList(early.fieldIndex("open_periods"))).hasSize(1);
        assertThat(value(cases().get("r1"), "closed_at")).isEqualTo(at("2026-03-11 09:00"));
    }

    @Test
    void theWaitOfAReportEndsWhenItIsTakenUpOrEndsOtherwise() {
        tables.with(
                "bronze.report_event",
                row("report_id", "merged", "activity", "created", "event_at", "2026-03-02 10:00"),
                row("report_id", "merged", "activity", "merged", "event_at", "2026-03-02 10:07"),
                row("report_id", "viewed", "activity", "created", "event_at", "2026-03-02 10:00"),
                row("report_id", "viewed", "activity", "first_viewed", "event_at", "2026-03-02 10:03"),
                row("report_id", "viewed", "activity", "auto_closed", "event_at", "2026-03-02 10:07"),
                row("report_id", "waits", "activity", "created", "event_at", "2026-03-02 10:00"));

        assertThat(cases().values())
                .extracting(report -> report.getAs("report_id") + " " + report.getAs("first_response_kind") + " "
                        + value(report, "first_response_at"))
                .containsExactly(
                        "merged merged " + at("2026-03-02 10:07"),
                        "viewed taken_up " + at("2026-03-02 10:03"),
                        "waits null null");
    }

    @Test
    void aDecisionOfAKnownBotIsAutomatedAndNamesNoModerator() {
        tables.with(
                        "bronze.report_event",
                        row("report_id", "r1", "activity", "created", "event_at", "2026-03-02 10:00"),
                        row(
                                "report_id", "r1",
                                "activity", "decided",
                                "event_at", "2026-03-02 10:01",
                                "decision", "no_action",
                                "is_automated", false,
                                "moderator_id", "robot"))
                .with("dim.user", row("user_id", "robot", "valid_from", "2026-01-01 00:00", "is_bot", true));

        Row report = cases().get("r1");
        assertThat(value(report, "is_automated")).isEqualTo(true);
        assertThat(value(report, "moderator_id")).isNull();
    }

    @Test
    void aReportCreatedTwiceIsOneFiledAtTheFirstTime() {
        tables.with(
                "bronze.report_event",
                row("report_id", "r1", "activity", "created", "event_at", "2026-03-02 12:00"),
                row("report_id", "r1", "activity", "created", "event_at", "2026-03-02 10:00"),
                row("report_id", "r2", "activity", "created", "event_at", "2026-03-01 10:00"),
                row("report_id", "r2", "activity", "created", "event_at", "2026-03-02 10:00"));

        assertThat(cases()).as("r2 belongs to the day before").containsOnlyKeys("r1");
        assertThat(value(cases().get("r1"), "created_at")).isEqualTo(at("2026-03-02 10:00"));
    }

    /** Landed on two nights, the second telling kept the id of the event. */
    @Test
    void aReportToldAgainDaysLaterIsStillOne() {
        tables.with("bronze.report_event", told("r1", "2026-03-02 10:00"), told("r1", "2026-03-05 10:00"));

        assertThat(tables.run(
                                new ReportCase(),
                                new Days(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 7), LocalDate.of(2026, 5, 31)))
                        .collectAsList())
                .hasSize(1);
    }

    private static Map<String, Object> told(String report, String at) {
        return row(
                "report_id",
                report,
                "event_id",
                report + "/created",
                "activity",
                "created",
                "event_at",
                at,
                "subject_type",
                "message",
                "subject_id",
                "m1");
    }

    @Test
    void aCloseDatedBeforeTheCreationIsFlaggedAndLeavesNoOpenReport() {
        tables.with(
                "bronze.report_event",
                row("report_id", "r1", "activity", "created", "event_at", "2026-03-02 10:00"),
                row("report_id", "r1", "activity", "closed", "event_at", "2026-03-01 23:00"));

        Row report = cases().get("r1");
        assertThat(value(report, "has_negative_lag")).isEqualTo(true);
        assertThat(value(report, "end_kind")).isEqualTo("closed");
        assertThat(value(report, "closed_at")).isEqualTo(at("2026-03-02 10:00"));
    }

    private Map<String, Row> cases() {
        Map<String, Row> cases = new TreeMap<>();
        tables.run(new ReportCase(), DAY).collectAsList().forEach(row -> cases.put(row.getAs("report_id"), row));
        return cases;
    }

    private static Object value(Row row, String column) {
        Object value = row.getAs(column);
        return value instanceof Timestamp timestamp ? timestamp.toInstant() : value;
    }
}
