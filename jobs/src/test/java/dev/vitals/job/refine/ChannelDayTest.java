package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SparkSessions;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessions.class)
class ChannelDayTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private final TestTables tables = new TestTables();

    @Test
    void aDayOfAChannelIsCountedFromItsEvents() {
        tables.with(
                        "bronze.chat_message",
                        message("ben", 0.25, 1),
                        message("ben", -0.1, 2),
                        message("anna", 0.1, 1),
                        message("carl", 0.0, 0))
                .with(
                        "bronze.report_event",
                        row(
                                "report_id",
                                "r1",
                                "activity",
                                "created",
                                "channel_id",
                                "c1",
                                "event_at",
                                "2026-03-02 10:00"),
                        row(
                                "report_id",
                                "r1",
                                "activity",
                                "closed",
                                "channel_id",
                                "c1",
                                "event_at",
                                "2026-03-02 11:00"),
                        row("report_id", "r2", "activity", "created", "event_at", "2026-03-02 10:00"))
                .with(
                        "bronze.enforcement_event",
                        sanction("a1", "message_delete", "10:00:00", "m1", "automod", "channel.moderate"),
                        sanction("a2", "message_delete", "10:00:01", "m1", null, "CLEARMSG"),
                        sanction("a3", "message_delete", "10:05:00", "m2", "human", "channel.moderate"),
                        sanction("a4", "ban", "10:06:00", null, "human", "channel.moderate"),
                        sanction("a5", "unban", "10:07:00", null, "human", "channel.moderate"))
                .with(
                        "bronze.automod_event",
                        row("message_id", "m3", "kind", "hold", "channel_id", "c1", "event_at", "2026-03-02 10:00"),
                        row("message_id", "m3", "kind", "update", "channel_id", "c1", "event_at", "2026-03-02 10:01"))
                .with(
                        "bronze.viewership",
                        row(
                                "channel_id",
                                "c1",
                                "event_at",
                                "2026-03-02 10:00",
                                "live_seconds",
                                60,
                                "viewer_seconds",
                                600,
                                "is_moderated",
                                true),
                        row(
                                "channel_id",
                                "c1",
                                "event_at",
                                "2026-03-02 10:01",
                                "live_seconds",
                                70,
                                "viewer_seconds",
                                500))
                .with("bronze.stream_context", row("channel_id", "c1", "kind", "raid", "event_at", "2026-03-02 10:00"))
                .with("dim.channel", row("channel_id", "c1", "valid_from", "2026-01-01 00:00", "tier", "partner"));

        Map<String, Row> days = days();

        assertThat(days).containsOnlyKeys("c1", "none");
        assertThat(values(days.get("none"), "reports", "messages", "chatter_count", "moderated_seconds"))
                .containsExactly(1L, 0L, 0L, 0L);
        Row day = days.get("c1");
        assertThat(values(day, "messages", "chatter_count", "scored_messages")).containsExactly(4L, 3L, 3L);
        // 250 - 100 + 100, and 62,500 + 10,000 + 10,000.
        assertThat(values(day, "sentiment_millis", "sentiment_squares")).containsExactly(250L, 82_500L);
        assertThat(values(day, "negative_messages", "positive_messages")).containsExactly(1L, 2L);
        assertThat(values(day, "reports", "holds")).containsExactly(1L, 1L);
        // m1 is told by two logs; the unban is no sanction.
        assertThat(values(day, "actions", "removals", "proactive_removals")).containsExactly(3L, 2L, 1L);
        assertThat(values(day, "live_seconds", "viewer_seconds", "moderated_viewer_seconds", "moderated_seconds"))
                .containsExactly(130L, 1100L, 600L, 60L);
        assertThat(values(day, "has_raid", "has_shield_mode", "channel_tier")).containsExactly(true, false, "partner");
    }

    @Test
    void onlyARaidThatCameInIsOne() {
        tables.with(
                "bronze.stream_context",
                raid("c1", Map.of("direction", "incoming")),
                raid("c2", Map.of("direction", "outgoing")),
                raid("c3", Map.of("viewers", "120")),
                raid("c4", Map.of("direction", "outgoing")),
                raid("c4", Map.of("direction", "incoming")));

        assertThat(days().values())
                .extracting(row -> row.getAs("channel_id") + " " + row.getAs("has_raid"))
                .containsExactly("c1 true", "c2 false", "c3 true", "c4 true");
    }

    private static Map<String, Object> raid(String channel, Map<String, String> attributes) {
        return row("channel_id", channel, "kind", "raid", "event_at", "2026-03-02 10:00", "attributes", attributes);
    }

    @Test
    void shieldModeOfTheDaysBeforeIsStillOnUntilItIsSwitchedOff() {
        tables.with("bronze.chat_message", message("ben", 0, 0), message("ben", 0, 0, "c2"), message("ben", 0, 0, "c3"))
                .with(
                        "bronze.stream_context",
                        row("channel_id", "c1", "kind", "shield_mode_begin", "event_at", "2026-02-27 10:00"),
                        row("channel_id", "c2", "kind", "shield_mode_begin", "event_at", "2026-02-27 10:00"),
                        row("channel_id", "c2", "kind", "shield_mode_end", "event_at", "2026-02-27 11:00"),
                        row("channel_id", "c3", "kind", "shield_mode_end", "event_at", "2026-03-02 00:10"),
                        row("channel_id", "c4", "kind", "shield_mode_begin", "event_at", "2026-02-27 10:00"));

        assertThat(days()).containsOnlyKeys("c1", "c2", "c3");
        assertThat(days().values())
                .extracting(row -> row.getAs("has_shield_mode"))
                .as("on, off again, on until this day")
                .containsExactly(true, false, true);
    }

    /** The sketch is a set: its bytes follow from who wrote, not from the order, the files or the merging. */
    @Test
    void theSketchOfManyChattersIsTheSameBytesInWhateverOrderTheyCome() {
        Dataset<Row> chat = SparkSessions.shared()
                .range(12_000)
                .select(
                        functions
                                .concat(functions.lit("u"), functions.col("id"))
                                .as("user_id"),
                        functions.lit("c1").as("channel_id"));
        List<String> sketches = new ArrayList<>();
        for (int partitions : new int[] {1, 3, 8}) {
            sketches.add(chat.repartition(partitions, functions.rand(partitions))
                    .sortWithinPartitions(functions.rand(partitions + 1))
                    .groupBy("channel_id")
                    .agg(functions
                            .theta_sketch_agg(functions.col("user_id"), ChannelDay.SKETCH_SIZE)
                            .as("sketch"))
                    .select(functions.sha2(functions.col("sketch"), 256))
                    .head()
                    .getString(0));
        }

        assertThat(sketches).containsOnly(sketches.get(0));
    }

    @Test
    void chatIsReadOnceAndAggregatedOnce() {
        Dataset<Row> chat =
                Fixtures.rows("bronze.chat_message", message("ben", 0.25, 1)).repartition(2);
        tables.with("bronze.chat_message", chat);

        LogicalPlan plan = tables.run(new ChannelDay(), Days.one(DAY, DAY))
                .queryExecution()
                .optimizedPlan();

        assertThat(aggregatesOver(plan, "sentiment_terms")).isEqualTo(1);
    }

    private static int aggregatesOver(LogicalPlan plan, String column) {
        int count = plan instanceof Aggregate
                        && plan.toString().lines().findFirst().orElse("").contains(column)
                ? 1
                : 0;
        for (var children = plan.children().iterator(); children.hasNext(); ) {
            count += aggregatesOver(children.next(), column);
        }
        return count;
    }

    private Map<String, Row> days() {
        Map<String, Row> days = new TreeMap<>();
        tables.run(new ChannelDay(), Days.one(DAY, DAY))
                .collectAsList()
                .forEach(row -> days.put(row.getAs("channel_id"), row));
        return days;
    }

    private static List<Object> values(Row row, String... columns) {
        List<Object> values = new ArrayList<>();
        for (String column : columns) {
            values.add(row.getAs(column));
        }
        return values;
    }

    private static Map<String, Object> message(String user, double sentiment, int terms) {
        return message(user, sentiment, terms, "c1");
    }

    private static Map<String, Object> message(String user, double sentiment, int terms, String channel) {
        return row(
                "user_id",
                user,
                "channel_id",
                channel,
                "event_at",
                "2026-03-02 10:00",
                "sentiment",
                sentiment,
                "sentiment_terms",
                terms);
    }

    private static Map<String, Object> sanction(
            String id, String action, String time, String message, String actorType, String log) {
        return row(
                "action_id",
                id,
                "action",
                action,
                "event_at",
                "2026-03-02 " + time,
                "message_id",
                message,
                "channel_id",
                "c1",
                "actor_type",
                actorType,
                "actor_id",
                actorType,
                "log_type",
                log,
                "subject_user_id",
                "ben");
    }
}
