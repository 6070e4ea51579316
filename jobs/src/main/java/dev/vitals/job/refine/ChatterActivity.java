package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per person and day with a message or a sanction.
 *
 * <p>Chat is read once, in six columns, for what a person wrote and for what the person saw (see {@link Sights}): {@link
 * Witnessing} and {@link ChatterDay} begin here and read no message again. Channels are told apart by a hash of 64 bits. What
 * children write is counted and has no sentiment. Sanctions are those of the day itself, as in {@link ChannelDay}.
 */
final class ChatterActivity implements Job {
    private static final String DATE = "activity_date";

    @Override
    public String name() {
        return "refine.chatter_activity";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                Input.sameDay("bronze.chat_message"),
                Input.sameDay("bronze.enforcement_event"),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.chatter_activity";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> events = tables.of("bronze.enforcement_event");
        return messages(Sights.with(tables.of("bronze.chat_message"), events))
                .unionByName(sanctions(events), true)
                .filter(Rows.among(col(DATE), days))
                .transform(happened -> ChatterTally.of(happened, DATE))
                .transform(rows -> Children.marked(rows, tables, "user_id", DATE))
                .withColumn("scored_messages", unlessChild("scored_messages"))
                .withColumn("sentiment_millis", unlessChild("sentiment_millis"))
                .withColumn(
                        "has_seen_removal",
                        col("_sights").bitwiseAND(Sights.REMOVAL).notEqual(0))
                .withColumn(
                        "has_seen_sanction",
                        col("_sights").bitwiseAND(Sights.SANCTION).notEqual(0))
                .drop("_is_child", "_sights");
    }

    private static Column unlessChild(String count) {
        return when(col("_is_child"), lit(0L)).otherwise(col(count));
    }

    private static Dataset<Row> messages(Dataset<Row> chat) {
        return chat.select(
                col("user_id"),
                col("event_date").as(DATE),
                xxhash64(col("channel_id")).as("_channel"),
                ChatCounts.scoredMillis().as("_millis"),
                col("_sights"));
    }

    private static Dataset<Row> sanctions(Dataset<Row> events) {
        return Sanctions.perDay(events)
                .filter(col("subject_user_id").isNotNull())
                .groupBy(col("subject_user_id").as("user_id"), col("event_date").as(DATE))
                .agg(count(lit(1)).cast("int").as("_sanctions"));
    }
}
