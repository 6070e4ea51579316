package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.theta_sketch_agg;
import static org.apache.spark.sql.functions.theta_sketch_estimate;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per channel and day on which something happened in it.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Chat is read once, in five columns, and aggregated once.
 *   <li>Everything is counted from the events of the day itself, so that no later event changes a day: the chat of a
 *       day need never be read again. So a sanction told by two logs on both sides of midnight counts on both days.
 *   <li>Reports and actions without a channel are gathered in the channel 'none', which has no attributes.
 *   <li>Shield mode was on when it was switched on or off that day, or when the last switch in the 7 days before was
 *       on. It alone makes no row.
 *   <li>Only raids that came in count. A log that does not say the direction tells of those; one that left is something
 *       that happened in the channel all the same, and makes a row. Whether one was hostile, silver.incident tells.
 * </ul>
 *
 * <p>Ruled out: counting actions and reports from the silver tables. Their days change for two months after.
 */
final class ChannelDay implements Job {
    static final String NO_CHANNEL = "none";
    static final Window SHIELD_MODE = Window.past(7);

    /** lgK of the sketches: exact below 4,096 chatters. */
    static final int SKETCH_SIZE = 12;

    private static final String DATE = "activity_date";
    private static final List<String> COUNTS = List.of(
            "messages",
            "scored_messages",
            "sentiment_millis",
            "sentiment_squares",
            "negative_messages",
            "positive_messages",
            "reports",
            "actions",
            "removals",
            "proactive_removals",
            "holds",
            "live_seconds",
            "viewer_seconds",
            "moderated_viewer_seconds",
            "moderated_seconds",
            "raids",
            "shield_switches");

    @Override
    public String name() {
        return "refine.channel_day";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                Input.sameDay("bronze.chat_message"),
                Input.sameDay("bronze.report_event"),
                Input.sameDay("bronze.enforcement_event"),
                Input.sameDay("bronze.automod_event"),
                Input.sameDay("bronze.viewership"),
                SHIELD_MODE.on("bronze.stream_context"),
                Input.sameDay("silver.incident"),
                Input.whole(Dims.CHANNEL),
                Input.whole(Dims.MODERATOR),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.channel_day";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> context = tables.of("bronze.stream_context");
        List<Dataset<Row>> parts = List.of(
                chat(Children.unscored(tables.of("bronze.chat_message"), tables)),
                reports(tables.of("bronze.report_event")),
                actions(tables),
                holds(tables.of("bronze.automod_event")),
                viewership(tables.of("bronze.viewership")),
                incidents(context.filter(Rows.among(col("event_date"), days))));
        BinaryOperator<Dataset<Row>> beside = (one, other) -> one.unionByName(other, true);
        return parts.stream()
                .reduce(beside)
                .orElseThrow()
                .filter(Rows.among(col(DATE), days))
                .groupBy("channel_id", DATE)
                .agg(
                        max(col("chatters")).as("chatters"),
                        COUNTS.stream()
                                .map(count -> coalesce(sum(col(count)), lit(0L)).as(count))
                                .toArray(Column[]::new))
                .transform(rows -> withShieldMode(rows, context, days))
                .transform(rows -> Dims.channelAt(
                        rows,
                        tables,
                        endOfDay(),
                        Map.of("language", "language", "region", "region", "tier", "channel_tier")))
                .withColumn("chatter_count", coalesce(theta_sketch_estimate(col("chatters")), lit(0L)))
                .withColumn("has_raid", col("raids").gt(0))
                .transform(rows -> HostileRaids.mark(rows, DATE, tables.of("silver.incident")))
                .drop("raids", "shield_switches");
    }

    private static Dataset<Row> chat(Dataset<Row> messages) {
        return messages.groupBy(col("channel_id"), col("event_date").as(DATE))
                .agg(
                        theta_sketch_agg(col("user_id"), SKETCH_SIZE).as("chatters"),
                        ChatCounts.messages(),
                        ChatCounts.scoredMessages(),
                        ChatCounts.sentimentMillis(),
                        ChatCounts.sentimentSquares(),
                        ChatCounts.negativeMessages(),
                        ChatCounts.positiveMessages());
    }

    private static Dataset<Row> reports(Dataset<Row> events) {
        return perChannel(
                events.filter(col("activity").equalTo("created")),
                countDistinct(col("report_id")).as("reports"));
    }

    /** Sanctions of a day, each once however many logs tell of it that day. */
    private static Dataset<Row> actions(Tables tables) {
        Column isRemoval = col("action").equalTo(ActionKinds.MESSAGE_DELETE);
        Column isMachine = col("actor_type").isin("automod", "bot", "system").or(col("_is_bot"));
        Column message = coalesce(col("message_id"), col("action_id"));
        return tables.of("bronze.enforcement_event")
                .transform(Sanctions::perDay)
                .transform(rows -> Dims.botAt(rows, tables, col("actor_id"), col("event_at"), "_is_bot"))
                .transform(rows -> perChannel(
                        rows,
                        count(lit(1)).as("actions"),
                        countDistinct(when(isRemoval, message)).as("removals"),
                        countDistinct(when(isRemoval.and(isMachine), message)).as("proactive_removals")));
    }

    private static Dataset<Row> holds(Dataset<Row> events) {
        return perChannel(
                events.filter(col("kind").equalTo("hold")),
                countDistinct(col("message_id")).as("holds"));
    }

    private static Dataset<Row> viewership(Dataset<Row> intervals) {
        return perChannel(
                intervals,
                sum(col("live_seconds")).as("live_seconds"),
                sum(col("viewer_seconds")).as("viewer_seconds"),
                sum(when(col("is_moderated"), col("viewer_seconds"))).as("moderated_viewer_seconds"),
                sum(when(col("is_moderated"), col("live_seconds"))).as("moderated_seconds"));
    }

    private static Dataset<Row> incidents(Dataset<Row> context) {
        Column kind = col("kind");
        Column direction = coalesce(col("attributes").getItem("direction"), lit("incoming"));
        return perChannel(
                context.filter(kind.isin("raid", "shield_mode_begin", "shield_mode_end")),
                count(when(kind.equalTo("raid").and(direction.equalTo("incoming")), lit(1)))
                        .as("raids"),
                count(when(kind.notEqual("raid"), lit(1))).as("shield_switches"));
    }

    private static Dataset<Row> perChannel(Dataset<Row> events, Column first, Column... others) {
        return events.groupBy(
                        coalesce(col("channel_id"), lit(NO_CHANNEL)).as("channel_id"),
                        col("event_date").as(DATE))
                .agg(first, others);
    }

    private static Dataset<Row> withShieldMode(Dataset<Row> rows, Dataset<Row> context, Days days) {
        Column laterDays = sequence(date_add(col("event_date"), 1), date_add(col("event_date"), SHIELD_MODE.back()));
        Dataset<Row> carried = context.filter(col("kind").isin("shield_mode_begin", "shield_mode_end"))
                .withColumn("_date", explode(laterDays))
                .filter(Rows.among(col("_date"), days))
                .groupBy(col("channel_id").as("_channel_id"), col("_date"))
                .agg(max_by(col("kind"), struct(col("event_at"), col("event_id")))
                        .as("_last_switch"));
        Column isSame =
                col("channel_id").equalTo(col("_channel_id")).and(col(DATE).equalTo(col("_date")));
        Column wasOn = coalesce(col("_last_switch").equalTo("shield_mode_begin"), lit(false));
        return rows.join(carried, isSame, "left")
                .withColumn("has_shield_mode", col("shield_switches").gt(0).or(wasOn))
                .drop("_channel_id", "_date", "_last_switch");
    }

    /** The last microsecond of the day. */
    private static Column endOfDay() {
        return timestamp_micros(
                unix_micros(date_add(col(DATE), 1).cast("timestamp")).minus(1));
    }
}
