package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The jobs whose rules fit in a few rows: holds, audits, sessions and dimensions. */
class SmallFactsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Days DAYS = Days.one(DAY, DAY.plusDays(40));

    private final TestTables tables = new TestTables();

    @Test
    void theFirstKnownOutcomeOfAHoldCounts() {
        tables.with(
                "bronze.automod_event",
                hold("m1", "2026-03-02 10:00:01", "2026-03-02 10:00:00"),
                update("m1", "2026-03-02 10:00:30", "Denied", "mod"),
                update("m1", "2026-03-02 10:05:00", "expired", null),
                hold("m2", "2026-03-02 11:00:00", null),
                update("m2", "2026-03-02 11:00:09", "escalated", "mod"),
                hold("m3", "2026-03-02 12:00:00", null),
                update("m3", "2026-03-02 11:59:00", "approved", "mod"),
                hold("m4", "2026-03-02 23:59:00", null),
                update("m4", "2026-03-05 00:00:00", "approved", "mod"),
                update("lost", "2026-03-02 11:59:00", "approved", "mod"));

        assertThat(decisionsWith("moderator_id"))
                .containsExactlyInAnyOrder(
                        "m1 denied 30 mod", "m2 null null null", "m3 approved null mod", "m4 null null null");
    }

    @Test
    void anUpdateThatSaysWhenTheMessageWasHeldStandsInForALostHold() {
        Map<String, Object> lost = update("lost", "2026-03-03 10:00:30", "denied", "mod");
        lost.put("held_at", "2026-03-02 23:59:50");
        Map<String, Object> known = update("m1", "2026-03-02 10:00:30", "approved", "mod");
        known.put("held_at", "2026-03-02 10:00:00");
        Map<String, Object> tooLate = update("m2", "2026-03-05 00:00:00", "denied", "mod");
        tooLate.put("held_at", "2026-03-02 10:00:00");
        Map<String, Object> hold = hold("m1", "2026-03-02 10:00:01", "2026-03-02 10:00:00");
        hold.put("category", "spam");
        // Told by its own line after midnight: the line counts, on its day.
        Map<String, Object> aroundMidnight = update("m3", "2026-03-03 00:01:00", "denied", "mod");
        aroundMidnight.put("held_at", "2026-03-02 23:59:59");
        tables.with(
                "bronze.automod_event",
                lost,
                known,
                tooLate,
                hold,
                aroundMidnight,
                hold("m3", "2026-03-03 00:00:02", null));

        assertThat(decisionsWith("category"))
                .containsExactlyInAnyOrder("lost denied 36040 null", "m1 approved 30 spam");
    }

    @Test
    void aHoldToldTwiceAroundMidnightIsOne() {
        tables.with(
                "bronze.automod_event",
                hold("m1", "2026-03-01 23:59:59", null),
                hold("m1", "2026-03-02 00:00:01", null),
                hold("m2", "2026-03-02 00:00:01", null));

        assertThat(tables.run(new AutomodDecision(), DAYS).select("message_id").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("m2");
    }

    @Test
    void anAuditedItemHasTheLabelsOfAllRatersAndTheWeightOfItsFrame() {
        tables.with(
                        "bronze.audit_label",
                        label("i1", "2026-03-02 10:00", "anna", "correct"),
                        label("i1", "2026-03-20 10:00", "ben", "false_positive"),
                        label("i1", "2026-03-21 10:00", "carl", "false_positive"),
                        label("i1", "2026-03-31 00:00", "dora", "correct"),
                        label("i2", "2026-02-20 10:00", "anna", "correct"),
                        label("i2", "2026-03-02 10:00", "ben", "correct"))
                .with(
                        "silver.enforcement_action",
                        row("action_id", "a_i1", "action_date", "2026-02-28", "category", "hate", "language", "de"));

        List<Row> items = tables.run(new AuditItem(), DAYS).collectAsList();

        assertThat(items).as("i2 was labelled first on an earlier day").hasSize(1);
        Row item = items.get(0);
        assertThat((int) item.getAs("raters")).as("within 28 days").isEqualTo(3);
        assertThat((String) item.getAs("consensus")).isEqualTo("false_positive");
        assertThat((BigDecimal) item.getAs("weight")).as("1 / 0.03").isEqualTo(new BigDecimal("33.333333"));
        assertThat((String) item.getAs("category")).isEqualTo("hate");
        assertThat((String) item.getAs("language")).isEqualTo("de");
    }

    @Test
    void ofARaterWhoCorrectsHimselfTheLastLabelIsKept() {
        tables.with(
                "bronze.audit_label",
                label("i1", "2026-03-02 10:00", "anna", "correct"),
                label("i1", "2026-03-02 10:05", "anna", "false_positive"),
                label("i1", "2026-03-02 10:01", null, "uncertain"),
                label("i1", "2026-03-02 10:02", null, "false_positive"));

        Row item = tables.run(new AuditItem(), DAYS).collectAsList().get(0);
        assertThat((int) item.getAs("raters")).as("anna and two of no name").isEqualTo(3);
        assertThat((String) item.getAs("consensus")).isEqualTo("false_positive");
        assertThat(item.getList(item.fieldIndex("labels")))
                .extracting(label -> ((Row) label).getAs("rater_id") + " " + ((Row) label).getAs("label"))
                .containsExactly("null uncertain", "null false_positive", "anna false_positive");
    }

    @Test
    void anAuditedItemCarriesWhatIsKnownOfTheJudgedDecision() {
        tables.with(
                        "bronze.audit_label",
                        judgement("actioned", "a1"),
                        judgement("actioned", "r1"),
                        judgement("no_action", "r2"),
                        judgement("automod_released", "m1"))
                .with(
                        "silver.enforcement_action",
                        row(
                                "action_id", "a1",
                                "action_date", "2026-02-28",
                                "severity", "high",
                                "region", "eu",
                                "channel_tier", "partner",
                                "trigger", "automod",
                                "actor_id", "robot",
                                "is_automated", true))
                .with("silver.report_case", judged("r1", "low", false), judged("r2", "medium", true))
                .with(
                        "silver.automod_decision",
                        row(
                                "message_id", "m1",
                                "held_date", "2026-02-28",
                                "resolved_at", "2026-02-28 10:00",
                                "moderator_id", "ben",
                                "region", "na",
                                "channel_tier", "none"))
                .with(
                        "dim.moderator",
                        row("moderator_id", "anna", "valid_from", "2026-01-01 00:00", "team", "berlin"),
                        row("moderator_id", "ben", "valid_from", "2026-01-01 00:00", "team", "bots", "is_bot", true));

        assertThat(tables.run(new AuditItem(), DAYS).collectAsList())
                .extracting(row -> "%s %s %s %s %s %s %s %s"
                        .formatted(
                                row.getString(1),
                                row.getAs("severity"),
                                row.getAs("region"),
                                row.getAs("channel_tier"),
                                row.getAs("trigger"),
                                row.getAs("is_automated"),
                                row.getAs("moderator_id"),
                                row.getAs("moderator_team")))
                .containsExactlyInAnyOrder(
                        "a1 high eu partner automod true null null",
                        "r1 low asia affiliate null false anna berlin",
                        "r2 medium asia affiliate null true null null",
                        "m1 null na none null null null null");
    }

    private static Map<String, Object> judgement(String frame, String decision) {
        Map<String, Object> label = label(decision, "2026-03-02 10:00", "anna", "correct");
        label.put("frame", frame);
        label.put("decision_id", decision);
        return label;
    }

    private static Map<String, Object> judged(String report, String severity, boolean isAutomated) {
        return row(
                "report_id",
                report,
                "created_date",
                "2026-02-27",
                "severity",
                severity,
                "region",
                "asia",
                "channel_tier",
                "affiliate",
                "decided_at",
                "2026-02-28 10:00",
                "moderator_id",
                isAutomated ? null : "anna",
                "is_automated",
                isAutomated);
    }

    @Test
    void sessionsAreOfPeopleAndKnowTheSeverityOfTheirReports() {
        tables.with(
                        "bronze.report_event",
                        row(
                                "report_id",
                                "r1",
                                "activity",
                                "created",
                                "severity",
                                "critical",
                                "event_at",
                                "2026-02-10 10:00"),
                        work("r1", "first_viewed", "10:00:00", "mod"),
                        work("r1", "decided", "10:02:00", "mod"),
                        work("r2", "decided", "10:03:00", "mod"),
                        work("r3", "assigned", "10:20:00", "mod"),
                        work("r3", "decided", "10:20:00", "robot"))
                .with(
                        "bronze.enforcement_event",
                        row(
                                "action_id",
                                "a1",
                                "action",
                                "ban",
                                "report_id",
                                "r1",
                                "actor_id",
                                "mod",
                                "event_at",
                                "2026-03-02 10:02:01",
                                "log_type",
                                "vitals"),
                        row(
                                "action_id",
                                "a2",
                                "action",
                                "ban",
                                "actor_id",
                                "mod2",
                                "actor_type",
                                "bot",
                                "event_at",
                                "2026-03-02 10:02",
                                "log_type",
                                "vitals"))
                .with(
                        "bronze.automod_event",
                        update("m1", "2026-03-02 10:04:00", "approved", "mod"),
                        update("m2", "2026-03-02 10:20:00", "expired", "mod"))
                .with(
                        "dim.moderator",
                        row("moderator_id", "robot", "valid_from", "2026-01-01 00:00", "is_bot", true),
                        row("moderator_id", "mod", "valid_from", "2026-01-01 00:00", "team", "berlin"));

        List<Row> sessions = tables.run(new ModeratorSession(), DAYS).collectAsList();

        assertThat(sessions).hasSize(1);
        Row session = sessions.get(0);
        assertThat((String) session.getAs("moderator_id")).isEqualTo("mod");
        assertThat((String) session.getAs("moderator_team")).isEqualTo("berlin");
        assertThat((long) session.getAs("active_seconds"))
                .as("10:00 to 10:04 and a minute")
                .isEqualTo(300);
        assertThat((long) session.getAs("decisions"))
                .as("r1 with its ban, r2, the hold")
                .isEqualTo(3);
        // r1 viewed for 120 s, decided 1 s before its ban, and the ban 59 s before r2: r1 is critical in all three.
        assertThat((long) session.getAs("severe_exposure_seconds")).isEqualTo(180);
        assertThat((long) session.getAs("longest_run_seconds")).isEqualTo(300);
        // On r1 the minute before, the 120 s of viewing and the second before its ban; no log tells its queue.
        assertThat(strata(session)).containsExactly("null null 59 1", "null critical 181 1", "automod null 60 1");
        assertThat(session.<BigDecimal>getAs("expected_decisions"))
                .as("compared with himself alone")
                .isEqualByComparingTo("3");
    }

    @Test
    void whatIsExpectedOfASessionIsThePaceOfItsDayInItsMixOfWork() {
        Map<String, Object> hard = work("r1", "decided", "10:00:00", "anna");
        Map<String, Object> alsoHard = work("r2", "decided", "11:00:00", "ben");
        hard.put("queue", "priority");
        alsoHard.put("queue", "priority");
        tables.with(
                        "bronze.report_event",
                        hard,
                        alsoHard,
                        queued("r3", "2026-03-02 09:00:00", "general"),
                        queued("r3", "2026-03-02 12:00:00", "priority"),
                        work("r3", "decided", "11:02:00", "ben"),
                        work("r4", "decided", "13:00:00", "dave"))
                .with("bronze.enforcement_event", lift("2026-03-02 13:00:00", "dave"))
                .with(
                        "bronze.automod_event",
                        update("m1", "2026-03-02 11:03:00", "approved", "ben"),
                        update("m2", "2026-03-02 12:00:00", "approved", "carl"),
                        update("m3", "2026-03-02 12:00:30", "approved", "carl"),
                        update("m4", "2026-03-03 12:00:30", "approved", "carl"));

        List<Row> sessions = tables.run(new ModeratorSession(), DAYS).collectAsList();

        assertThat(sessions)
                .extracting(session -> session.getAs("moderator_id") + " " + strata(session) + " "
                        + session.getAs("expected_decisions"))
                // Priority: 2 decisions in 120 s. General: ben alone. Holds: 3 in 60 + 90 s, so 1.2 of the 60, 1.8 of
                // the 90.
                .containsExactlyInAnyOrder(
                        "anna [priority null 60 1] 1.000000",
                        "ben [automod null 60 1, general null 120 1, priority null 60 1] 3.200000",
                        "carl [automod null 90 2] 1.800000",
                        // Both in one second: nobody spent any on reports of no queue, and what he decided was
                        // expected.
                        "dave [null null 0 1, direct null 60 1] 2.000000");
    }

    private static List<String> strata(Row session) {
        return session.<Row>getList(session.fieldIndex("strata")).stream()
                .map(part -> part.mkString(" "))
                .toList();
    }

    private static Map<String, Object> lift(String at, String actor) {
        return row("action_id", "l1", "action", "unban", "actor_id", actor, "event_at", at, "log_type", "vitals");
    }

    private static Map<String, Object> queued(String report, String at, String queue) {
        return row("report_id", report, "activity", "queued", "event_at", at, "queue", queue);
    }

    @Test
    void aVersionOfADimensionLastsUntilTheNextBegins() {
        tables.with(
                "bronze.dimension_event",
                version("2026-01-01 00:00", "e1", Map.of("tier", "none", "language", "de")),
                version("2026-02-01 00:00", "e2", Map.of("tier", "affiliate")),
                version("2026-02-01 00:00", "e3", Map.of("tier", "partner")),
                version("2026-05-01 00:00", "e4", Map.of("tier", "gone")));

        assertThat(tables.run(DimensionVersions.ofChannels(), DAYS).collectAsList())
                .extracting(row -> row.mkString(" "))
                .as("columns channel_id, valid_from, valid_to, language, category, tier, region")
                .containsExactlyInAnyOrder(
                        "c1 2026-01-01 00:00:00.0 2026-02-01 00:00:00.0 de null none null",
                        "c1 2026-02-01 00:00:00.0 null null null partner null");
    }

    /** Message, outcome and seconds of each decision, and one more column. */
    private List<String> decisionsWith(String column) {
        return tables.run(new AutomodDecision(), DAYS).collectAsList().stream()
                .map(row -> "%s %s %s %s"
                        .formatted(
                                row.getString(0), row.getAs("outcome"), row.getAs("hold_seconds"), row.getAs(column)))
                .toList();
    }

    private static Map<String, Object> hold(String message, String at, String heldAt) {
        return row("message_id", message, "kind", "hold", "event_at", at, "held_at", heldAt);
    }

    private static Map<String, Object> update(String message, String at, String status, String moderator) {
        return row(
                "message_id", message, "kind", "update", "event_at", at, "status", status, "moderator_id", moderator);
    }

    private static Map<String, Object> label(String item, String at, String rater, String label) {
        return row(
                "audit_id",
                "u1",
                "item_id",
                item,
                "decision_id",
                "a_" + item,
                "frame",
                "actioned",
                "inclusion_probability",
                0.03,
                "event_at",
                at,
                "rater_id",
                rater,
                "label",
                label);
    }

    private static Map<String, Object> work(String report, String activity, String time, String moderator) {
        return row(
                "report_id", report, "activity", activity, "event_at", "2026-03-02 " + time, "moderator_id", moderator);
    }

    private static Map<String, Object> version(String at, String id, Map<String, String> attributes) {
        return row("entity", "channel", "entity_id", "c1", "event_at", at, "event_id", id, "attributes", attributes);
    }
}
