package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.at;
import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class EnforcementActionTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Days MATURE = Days.one(DAY, DAY.plusDays(90));

    private final TestTables tables = new TestTables();

    @Test
    void aDeletionFollowsAReportOfItsMessage() {
        tables.with(
                        "bronze.enforcement_event",
                        row(
                                "action_id", "a1",
                                "action", "message_delete",
                                "event_at", "2026-03-02 10:00:07",
                                "message_id", "m1",
                                "channel_id", "c1",
                                "actor_id", "mod",
                                "actor_type", "human",
                                "log_type", "channel.moderate"),
                        row(
                                "action_id", "a2",
                                "action", "message_delete",
                                "event_at", "2026-03-02 10:00:08",
                                "message_id", "m1",
                                "channel_id", "c1",
                                "log_type", "CLEARMSG"))
                .with("bronze.chat_message", row("message_id", "m1", "event_at", "2026-03-02 10:00"))
                .with(
                        "bronze.report_event",
                        row(
                                "report_id", "r1",
                                "activity", "created",
                                "event_at", "2026-03-02 10:00:04",
                                "message_id", "m1",
                                "report_source", "trusted_flagger"))
                .with("dim.channel", row("channel_id", "c1", "valid_from", "2026-01-01 00:00", "language", "de"));

        Map<String, Row> actions = actions(MATURE);

        assertThat(actions).as("told by two logs, once").containsOnlyKeys("a1");
        Row deletion = actions.get("a1");
        assertThat(value(deletion, "trigger")).isEqualTo("trusted_flagger");
        assertThat(value(deletion, "first_report_at")).isEqualTo(at("2026-03-02 10:00:04"));
        assertThat(value(deletion, "message_to_action_seconds")).isEqualTo(7L);
        assertThat(value(deletion, "language")).isEqualTo("de");
        assertThat(value(deletion, "is_appealable")).isEqualTo(false);
        assertThat(value(deletion, "is_automated")).isEqualTo(false);
        assertThat(value(deletion, "strike_number"))
                .as("nobody knows whose message")
                .isNull();
    }

    @Test
    void aDeletionThatNamesItsChannelAndAuthorByNameTakesBothFromTheMessage() {
        tables.with(
                        "bronze.enforcement_event",
                        byName("a1", "m1", "CLEARMSG"),
                        byName("a2", "never-seen", "CLEARMSG"),
                        byName("a3", "m1-in-another-channel", "CLEARMSG/shared/04cd"),
                        byName("a4", "m4", "channel.moderate"))
                .with(
                        "bronze.chat_message",
                        said("m1", "c7", "ben"),
                        said("m1-in-another-channel", "c8", "anna"),
                        said("m4", "c9", "carl"))
                .with("dim.channel", row("channel_id", "c7", "valid_from", "2026-01-01 00:00", "language", "de"));

        assertThat(actions(MATURE).values())
                .extracting(row -> "%s %s %s %s"
                        .formatted(
                                row.getAs("action_id"),
                                row.getAs("channel_id"),
                                row.getAs("subject_user_id"),
                                row.getAs("language")))
                .as("known, unknown, known by a copy, and told by a log that has ids")
                .containsExactly("a1 c7 ben de", "a2 #chan @x null", "a3 c8 anna null", "a4 #chan @x null");
    }

    private static Map<String, Object> byName(String id, String message, String log) {
        return row(
                "action_id", id,
                "action", "message_delete",
                "event_at", "2026-03-02 10:00:07",
                "message_id", message,
                "channel_id", "#chan",
                "subject_user_id", "@x",
                "log_type", log);
    }

    private static Map<String, Object> said(String message, String channel, String user) {
        return row("message_id", message, "channel_id", channel, "user_id", user, "event_at", "2026-03-02 10:00");
    }

    @Test
    void anUnbanRequestQuestionsTheLastBanBeforeIt() {
        tables.with(
                        "bronze.enforcement_event",
                        ban("a1", "2026-03-02 10:00"),
                        row(
                                "action_id",
                                "l1",
                                "action",
                                "unban",
                                "event_at",
                                "2026-03-02 11:00",
                                "subject_user_id",
                                "ben",
                                "channel_id",
                                "c1",
                                "log_type",
                                "channel.unban"),
                        ban("a2", "2026-03-02 12:00"),
                        row(
                                "action_id",
                                "l2",
                                "action",
                                "unban",
                                "event_at",
                                "2026-03-05 08:59:59",
                                "subject_user_id",
                                "ben",
                                "channel_id",
                                "c1",
                                "log_type",
                                "channel.unban"))
                .with(
                        "bronze.appeal_event",
                        row(
                                "appeal_id",
                                "p1",
                                "kind",
                                "submitted",
                                "event_at",
                                "2026-03-04 09:00",
                                "subject_user_id",
                                "ben",
                                "channel_id",
                                "c1"),
                        row(
                                "appeal_id",
                                "p1",
                                "kind",
                                "decided",
                                "event_at",
                                "2026-03-05 09:00",
                                "subject_user_id",
                                "ben",
                                "channel_id",
                                "c1",
                                "outcome",
                                "reversed"));

        Map<String, Row> actions = actions(MATURE);

        assertThat(value(actions.get("a1"), "end_kind")).isEqualTo("restored");
        assertThat(value(actions.get("a1"), "restored_at")).isEqualTo(at("2026-03-02 11:00"));
        assertThat(value(actions.get("a1"), "appealed_at")).isNull();
        assertThat(value(actions.get("a1"), "strike_number")).isEqualTo(1);
        assertThat(value(actions.get("a2"), "end_kind")).isEqualTo("reversed_on_appeal");
        assertThat(value(actions.get("a2"), "ended_at")).isEqualTo(at("2026-03-05 08:59:59"));
        assertThat(value(actions.get("a2"), "appealed_at")).isEqualTo(at("2026-03-04 09:00"));
        assertThat(value(actions.get("a2"), "appeal_outcome")).isEqualTo("reversed");
        assertThat(value(actions.get("a2"), "restored_at")).isNull();
        assertThat(value(actions.get("a2"), "strike_number")).isEqualTo(2);
    }

    @Test
    void anAppealOfTheReportQuestionsTheActionThatItLedTo() {
        Map<String, Object> ban = ban("a1", "2026-03-02 10:00");
        ban.put("report_id", "r1");
        tables.with("bronze.enforcement_event", ban)
                .with(
                        "bronze.report_event",
                        row(
                                "report_id", "r1",
                                "activity", "created",
                                "event_at", "2026-03-01 10:00",
                                "category", "hate",
                                "severity", "high"))
                .with(
                        "bronze.appeal_event",
                        row("appeal_id", "p1", "kind", "submitted", "event_at", "2026-03-04 09:00", "report_id", "r1"));

        Row action = actions(MATURE).get("a1");
        assertThat(value(action, "trigger")).isEqualTo("user_report");
        assertThat(value(action, "first_report_at")).isEqualTo(at("2026-03-01 10:00"));
        assertThat(value(action, "category")).isEqualTo("hate");
        assertThat(value(action, "severity")).isEqualTo("high");
        assertThat(value(action, "appealed_at")).isEqualTo(at("2026-03-04 09:00"));
        assertThat(value(action, "end_kind")).as("pending").isNull();
    }

    @Test
    void anAppealBeforeTheSanctionQuestionedTheDecisionNotToAct() {
        // The report was closed with no action; after an appeal against that it was opened again and led to a ban.
        Map<String, Object> ban = ban("a1", "2026-03-02 10:00");
        ban.put("report_id", "r1");
        tables.with("bronze.enforcement_event", ban)
                .with(
                        "bronze.appeal_event",
                        row("appeal_id", "p1", "kind", "submitted", "event_at", "2026-03-02 08:00", "report_id", "r1"),
                        row(
                                "appeal_id", "p1",
                                "kind", "decided",
                                "event_at", "2026-03-02 09:00",
                                "report_id", "r1",
                                "outcome", "reversed"));

        Row action = actions(MATURE).get("a1");
        assertThat(value(action, "appealed_at")).isNull();
        assertThat(value(action, "appeal_outcome")).isNull();
    }

    @Test
    void whatLedToASanctionMayLieDaysBefore() {
        Map<String, Object> deletion = ban("a1", "2026-03-02 10:00");
        deletion.put("action", "message_delete");
        deletion.put("message_id", "m1");
        deletion.put("report_id", "r1");
        tables.with("bronze.enforcement_event", deletion)
                .with("bronze.chat_message", row("message_id", "m1", "event_at", "2026-02-23 10:00"))
                .with(
                        "bronze.report_event",
                        row(
                                "report_id", "r1",
                                "activity", "created",
                                "event_at", "2026-01-01 10:00",
                                "category", "hate"));

        Row action = actions(MATURE).get("a1");
        assertThat(value(action, "message_to_action_seconds"))
                .as("a week, to the second")
                .isEqualTo(7 * 86_400L);
        assertThat(value(action, "category")).as("60 days").isEqualTo("hate");
    }

    @Test
    void aTimeoutHasExpiredOnceItsEndIsSeen() {
        tables.with(
                "bronze.enforcement_event",
                row(
                        "action_id",
                        "a1",
                        "action",
                        "timeout",
                        "event_at",
                        "2026-03-02 23:55",
                        "expires_at",
                        "2026-03-03 00:05",
                        "subject_user_id",
                        "ben",
                        "log_type",
                        "vitals"));

        assertThat(value(actions(Days.one(DAY, DAY)).get("a1"), "end_kind")).isNull();
        assertThat(value(actions(Days.one(DAY, DAY.plusDays(1))).get("a1"), "end_kind"))
                .isEqualTo("expired");
    }

    @Test
    void aBanInASharedChatIsOneStrikeHoweverManyChannelsTellIt() {
        tables.with(
                "bronze.enforcement_event",
                told("n7", "2026-03-02 10:00:00.2", "channel.moderate"),
                told("n8", "2026-03-02 10:00:00.4", "channel.moderate/shared/04cd"),
                told("n9", "2026-03-02 10:00:00.9", "channel.moderate/shared/bca3"));

        Map<String, Row> actions = actions(MATURE);

        assertThat(actions).containsOnlyKeys("n7");
        assertThat(value(actions.get("n7"), "strike_number")).isEqualTo(1);
        assertThat(value(actions.get("n7"), "end_kind"))
                .as("no copy supersedes it")
                .isNull();
    }

    @Test
    void actionsThatNobodyListedAreNotTakenForTellingsOfOne() {
        Map<String, Object> one = told("n7", "2026-03-02 10:00:00.2", "channel.moderate");
        Map<String, Object> two = told("n8", "2026-03-02 10:00:00.4", "channel.moderate/shared/04cd");
        one.put("action", "other");
        two.put("action", "other");
        tables.with("bronze.enforcement_event", one, two);

        assertThat(actions(MATURE)).containsOnlyKeys("n7", "n8");
    }

    private static Map<String, Object> told(String id, String at, String log) {
        Map<String, Object> ban = ban(id, at);
        ban.put("actor_id", "mod");
        ban.put("log_type", log);
        return ban;
    }

    @Test
    void aKnownBotIsOneWhateverTheLogSays() {
        Map<String, Object> ban = ban("a1", "2026-03-02 10:00");
        ban.put("actor_id", "robot");
        ban.put("actor_type", "human");
        tables.with("bronze.enforcement_event", ban)
                .with("dim.moderator", row("moderator_id", "robot", "valid_from", "2026-01-01 00:00", "is_bot", true));

        Row action = actions(MATURE).get("a1");
        assertThat(value(action, "actor_type")).isEqualTo("bot");
        assertThat(value(action, "is_automated")).isEqualTo(true);
        assertThat(value(action, "trigger")).isEqualTo("proactive");
    }

    private static Map<String, Object> ban(String id, String at) {
        return new HashMap<>(row(
                "action_id",
                id,
                "action",
                "ban",
                "event_at",
                at,
                "subject_user_id",
                "ben",
                "channel_id",
                "c1",
                "log_type",
                "channel.moderate"));
    }

    private Map<String, Row> actions(Days days) {
        Map<String, Row> actions = new TreeMap<>();
        tables.with("silver.acted_message", tables.run(new ActedMessage(), days));
        tables.run(new EnforcementAction(), days)
                .collectAsList()
                .forEach(row -> actions.put(row.getAs("action_id"), row));
        return actions;
    }

    private static Object value(Row row, String column) {
        Object value = row.getAs(column);
        return value instanceof Timestamp timestamp ? timestamp.toInstant() : value;
    }
}
