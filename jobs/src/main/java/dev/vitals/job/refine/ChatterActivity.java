package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per person and day with a message or a sanction.
 *
 * <p>Chat is read once, in five columns; messages are first counted by person and channel, so that the channels of a
 * person are rows and need no set. What children write is counted and has no sentiment. Sanctions are those of the day itself, as in {@link ChannelDay}.
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
    public Dataset<Row> apply(Tables tables, Days days) {
        List<String> counts =
                List.of("messages", "channels", "scored_messages", "sentiment_millis", "actions_received");
        return inChannels(tables.of("bronze.chat_message"))
                .unionByName(sanctions(tables.of("bronze.enforcement_event")), true)
                .groupBy("user_id", DATE)
                .agg(
                        coalesce(sum(col(counts.get(0))), lit(0L)).as(counts.get(0)),
                        counts.stream()
                                .skip(1)
                                .map(each -> coalesce(sum(col(each)), lit(0L)).as(each))
                                .toArray(Column[]::new))
                .filter(Rows.among(col(DATE), days))
                .transform(rows -> Children.marked(rows, tables, "user_id", DATE))
                .withColumn("scored_messages", unlessChild("scored_messages"))
                .withColumn("sentiment_millis", unlessChild("sentiment_millis"))
                .drop("_is_child");
    }

    private static Column unlessChild(String count) {
        return when(col("_is_child"), lit(0L)).otherwise(col(count));
    }

    private static Dataset<Row> inChannels(Dataset<Row> chat) {
        return chat.groupBy(col("user_id"), col("event_date").as(DATE), col("channel_id"))
                .agg(ChatCounts.messages(), ChatCounts.scoredMessages(), ChatCounts.sentimentMillis())
                .withColumn("channels", lit(1L))
                .drop("channel_id");
    }

    private static Dataset<Row> sanctions(Dataset<Row> events) {
        return Sanctions.perDay(events)
                .filter(col("subject_user_id").isNotNull())
                .groupBy(col("subject_user_id").as("user_id"), col("event_date").as(DATE))
                .agg(count(lit(1)).as("actions_received"));
    }
}
