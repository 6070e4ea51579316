package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class AppealTest {
    private static final Days DAYS = Days.one(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 4, 30));

    @Test
    void anAppealFindsTheDecisionItQuestions() {
        Map<String, Object> suspension = action("a1", "suspend", "2026-01-05", null, null, "user_report");
        suspension.put("actor_id", "mia");
        suspension.put("is_automated", false);
        Map<String, Object> machine = action("a3", "ban", "2026-02-20", "ben", "c1", "automod");
        machine.put("actor_id", "robot");
        machine.put("is_automated", true);
        TestTables tables = new TestTables()
                .with(
                        "bronze.appeal_event",
                        row(
                                "appeal_id",
                                "of_action",
                                "kind",
                                "submitted",
                                "event_at",
                                "2026-03-02 10:00",
                                "action_id",
                                "a1"),
                        row(
                                "appeal_id",
                                "of_action",
                                "kind",
                                "decided",
                                "event_at",
                                "2026-03-05 10:00",
                                "outcome",
                                "reversed",
                                "reviewer_id",
                                "rita"),
                        row(
                                "appeal_id",
                                "of_report",
                                "kind",
                                "submitted",
                                "event_at",
                                "2026-03-02 10:00",
                                "report_id",
                                "r1"),
                        row(
                                "appeal_id",
                                "of_report",
                                "kind",
                                "withdrawn",
                                "event_at",
                                "2026-03-03 10:00",
                                "report_id",
                                "r1"),
                        row(
                                "appeal_id",
                                "of_ban",
                                "kind",
                                "submitted",
                                "event_at",
                                "2026-03-02 10:00",
                                "subject_user_id",
                                "ben",
                                "channel_id",
                                "c1"),
                        row(
                                "appeal_id",
                                "of_nothing",
                                "kind",
                                "submitted",
                                "event_at",
                                "2026-03-02 10:00",
                                "subject_user_id",
                                "ben",
                                "channel_id",
                                "c2"),
                        row("appeal_id", "again", "kind", "submitted", "event_at", "2026-02-25 10:00"),
                        row("appeal_id", "again", "kind", "submitted", "event_at", "2026-03-02 10:00"),
                        row("appeal_id", "never_submitted", "kind", "withdrawn", "event_at", "2026-03-02 10:00"))
                .with(
                        "silver.enforcement_action",
                        suspension,
                        action("a2", "ban", "2026-02-01", "ben", "c1", "manual"),
                        machine,
                        action("a4", "timeout", "2026-02-25", "ben", "c1", "manual"))
                .with(
                        "silver.report_case",
                        row(
                                "report_id",
                                "r1",
                                "created_at",
                                "2026-02-25 09:00",
                                "created_date",
                                "2026-02-25",
                                "decided_at",
                                "2026-02-26 09:00",
                                "moderator_id",
                                "mia",
                                "category",
                                "hate",
                                "channel_id",
                                "c3"))
                .with("dim.channel", row("channel_id", "c3", "valid_from", "2026-01-01 00:00", "tier", "affiliate"))
                .with(
                        "dim.moderator",
                        team("berlin", "2026-01-01 00:00", "2026-02-01 00:00"),
                        team("austin", "2026-02-01 00:00", null));

        Map<String, String> appeals = new TreeMap<>();
        for (Row row : tables.run(new Appeal(), DAYS).collectAsList()) {
            appeals.put(
                    row.getAs("appeal_id"),
                    "%s %s %s %s %s %s %s %s %s"
                            .formatted(
                                    row.getAs("action_id"),
                                    row.getAs("action"),
                                    row.getAs("trigger"),
                                    row.getAs("outcome"),
                                    row.getAs("is_withdrawn"),
                                    row.getAs("category"),
                                    row.getAs("channel_tier"),
                                    row.getAs("moderator_id"),
                                    row.getAs("moderator_team")));
        }

        assertThat(appeals)
                .containsOnly(
                        Map.entry("of_action", "a1 suspend user_report reversed false spam null mia berlin"),
                        Map.entry("of_ban", "a3 ban automod null false spam null null null"),
                        Map.entry("of_nothing", "null null null null false null null null null"),
                        Map.entry("of_report", "null null null null true hate affiliate mia austin"));
    }

    private static Map<String, Object> team(String name, String from, String to) {
        return row("moderator_id", "mia", "valid_from", from, "valid_to", to, "team", name);
    }

    private static Map<String, Object> action(
            String id, String action, String date, String subject, String channel, String trigger) {
        return row(
                "action_id",
                id,
                "action",
                action,
                "action_at",
                date + " 08:00",
                "action_date",
                date,
                "subject_user_id",
                subject,
                "channel_id",
                channel,
                "trigger",
                trigger,
                "category",
                "spam");
    }

    @Test
    void anAppealOfWhichOnlyTheDecisionIsToldIsARowOfItsDay() {
        TestTables tables = new TestTables()
                .with(
                        "bronze.appeal_event",
                        // No submission: a row. Decided once more later: the same appeal.
                        row(
                                "appeal_id",
                                "alone",
                                "kind",
                                "decided",
                                "event_at",
                                "2026-03-10 10:00",
                                "outcome",
                                "upheld"),
                        row(
                                "appeal_id",
                                "alone",
                                "kind",
                                "decided",
                                "event_at",
                                "2026-03-12 10:00",
                                "outcome",
                                "reversed"),
                        // Submitted 59 days before: that is its day.
                        row("appeal_id", "known", "kind", "submitted", "event_at", "2026-03-02 10:00"),
                        row(
                                "appeal_id",
                                "known",
                                "kind",
                                "decided",
                                "event_at",
                                "2026-04-30 10:00",
                                "outcome",
                                "upheld"));

        Map<String, String> found = new TreeMap<>();
        Days days = new Days(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 4, 30), LocalDate.of(2026, 6, 30));
        for (Row appeal : tables.run(new Appeal(), days).collectAsList()) {
            found.put(
                    appeal.getAs("appeal_id") + " " + appeal.getAs("submitted_date"),
                    appeal.getAs("submitted_at") + " " + appeal.getAs("outcome"));
        }
        assertThat(found)
                .isEqualTo(Map.of(
                        "alone 2026-03-10", "null reversed",
                        "known 2026-03-02", "2026-03-02 10:00:00.0 upheld"));
    }
}
