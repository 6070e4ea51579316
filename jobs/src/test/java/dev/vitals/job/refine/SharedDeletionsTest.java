package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SparkSessions;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deletions told by the channels 7 (where the messages were written), 8 and 9 of a shared chat. */
@ExtendWith(SparkSessions.class)
class SharedDeletionsTest {
    private static final String OWN = "channel.moderate";
    private static final String OF_8 = "channel.moderate/shared/04cd";
    private static final String OF_9 = "channel.moderate/shared/bca3";

    @Test
    void copiesWithIdsOfTheirOwnAreOneDeletionOneStrikeAndOneDecision() {
        TestTables tables = new TestTables()
                .with(
                        "bronze.enforcement_event",
                        deletion("m1", "10:00:00.1", OWN),
                        deletion("m1-in-8", "10:00:00.2", OF_8),
                        deletion("m1-in-9", "10:00:00", OF_9));
        LocalDate day = LocalDate.of(2026, 3, 2);
        Days days = Days.one(day, day.plusDays(90));

        List<Row> actions = tables.run(new EnforcementAction(), days).collectAsList();
        assertThat(actions).hasSize(1);
        assertThat((String) actions.get(0).getAs("message_id")).isEqualTo("m1");
        assertThat((int) actions.get(0).getAs("strike_number")).isEqualTo(1);
        List<Row> sessions = tables.run(new ModeratorSession(), days).collectAsList();
        assertThat(sessions).hasSize(1);
        assertThat((long) sessions.get(0).getAs("decisions")).isEqualTo(1);
        List<Row> channels = tables.run(new ChannelDay(), days).collectAsList();
        assertThat(channels).hasSize(1);
        assertThat((long) channels.get(0).getAs("actions")).isEqualTo(1);
        assertThat((long) channels.get(0).getAs("removals")).isEqualTo(1);
    }

    @Test
    void twoQuickDeletionsEachToldThriceAreTwo() {
        // The copy of the first comes before the second, which must not fall to it.
        assertThat(kept(
                        deletion("m1", "10:00:00", OWN),
                        deletion("m1-in-8", "10:00:00.1", OF_8),
                        deletion("m1-in-9", "10:00:00.1", OF_9),
                        deletion("m2", "10:00:02", OWN),
                        deletion("m2-in-8", "10:00:01.9", OF_8),
                        deletion("m2-in-9", "10:00:02.3", OF_9)))
                .containsExactlyInAnyOrder("m1", "m2");
    }

    @Test
    void withoutTheLogOfTheSourceChannelOneOfTheOthersStandsForAll() {
        assertThat(kept(
                        deletion("m1-in-8", "10:00:00.1", OF_8),
                        deletion("m1-in-9", "10:00:00", OF_9),
                        deletion("m2-in-8", "10:00:03", OF_8),
                        deletion("m2-in-9", "10:00:03", OF_9)))
                .containsExactlyInAnyOrder("m1-in-8", "m2-in-8");
    }

    @Test
    void anotherPersonActorOrTimeIsAnotherDeletion() {
        Map<String, Object> ofAnother = deletion("m2-in-8", "10:00:00", OF_8);
        ofAnother.put("subject_user_id", "anna");
        Map<String, Object> byAnother = deletion("m3-in-8", "10:00:00", OF_8);
        byAnother.put("actor_id", "mod2");
        Map<String, Object> byNobody = deletion("m4-in-8", "10:00:00", OF_8);
        byNobody.remove("actor_id");
        assertThat(kept(
                        deletion("m1", "10:00:00", OWN),
                        ofAnother,
                        byAnother,
                        byNobody,
                        deletion("m5-in-8", "10:00:05.000001", OF_8)))
                .containsExactlyInAnyOrder("m1", "m2-in-8", "m3-in-8", "m4-in-8", "m5-in-8");
    }

    @Test
    void aLineWithoutActorAddsNothingToTheCopyThatAnotherLineTellsOf() {
        Map<String, Object> bare = bare("m1-in-8", "10:00:00.4");
        Map<String, Object> ofTheSource = bare("m1", "10:00:00.4");
        Map<String, Object> ofAnotherTime = bare("m1-in-8", "11:00:00");
        assertThat(kept(
                        deletion("m1", "10:00:00", OWN),
                        deletion("m1-in-8", "10:00:00.1", OF_8),
                        bare,
                        ofTheSource,
                        ofAnotherTime,
                        bare("m2", "10:00:00")))
                .containsExactlyInAnyOrder("m1", "m1", "m1-in-8", "m2");
    }

    private static Map<String, Object> bare(String message, String time) {
        Map<String, Object> line = deletion(message, time, "channel.chat.message_delete");
        line.put("action_id", "bare/" + message + time);
        line.remove("actor_id");
        return line;
    }

    @Test
    void ofADayAloneTheCopyBehindMidnightStays() {
        Map<String, Object> before = deletion("m1", "10:00:00", OWN);
        before.put("event_at", "2026-03-01 23:59:59");
        Dataset<Row> events = events(before, deletion("m1-in-8", "00:00:01", OF_8));
        assertThat(messages(SharedDeletions.once(events))).containsExactly("m1");
        assertThat(messages(SharedDeletions.oncePerDay(events))).containsExactlyInAnyOrder("m1", "m1-in-8");
    }

    @SafeVarargs
    private static List<String> kept(Map<String, Object>... lines) {
        return messages(SharedDeletions.once(events(lines)));
    }

    @SafeVarargs
    private static Dataset<Row> events(Map<String, Object>... lines) {
        return Fixtures.rows("bronze.enforcement_event", lines);
    }

    private static List<String> messages(Dataset<Row> events) {
        return events.collectAsList().stream()
                .map(event -> (String) event.getAs("message_id"))
                .toList();
    }

    private static Map<String, Object> deletion(String message, String time, String log) {
        return row(
                "action_id",
                "n/" + message,
                "action",
                "message_delete",
                "event_at",
                "2026-03-02 " + time,
                "message_id",
                message,
                "subject_user_id",
                "ben",
                "channel_id",
                "c7",
                "actor_id",
                "mod",
                "log_type",
                log);
    }
}
