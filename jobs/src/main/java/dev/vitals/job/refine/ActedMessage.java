package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per message and day on which somebody acted on it: when, where and by whom it was sent.
 *
 * <p>A table of its own, because what becomes of a sanction is followed for 60 days, while its message stays what it was:
 * {@link EnforcementAction} computes old days again for every late appeal and must not read their chat again.
 */
final class ActedMessage implements Job {
    /** Many messages are acted on days after they were sent, once a report on them is decided. */
    static final Window SENT = Window.past(7);

    @Override
    public String name() {
        return "refine.acted_message";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(Input.sameDay("bronze.enforcement_event"), SENT.on("bronze.chat_message"));
    }

    @Override
    public String writes() {
        return "silver.acted_message";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    /** The wanted messages are few beside the chat, which is read in a few columns and not moved. */
    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> wanted = tables.of("bronze.enforcement_event")
                .filter(ActionKinds.isSanction(col("action")))
                .filter(col("message_id").isNotNull())
                .select(col("message_id").as("_wanted"), col("event_date").as("acted_date"))
                .distinct();
        return tables.of("bronze.chat_message")
                .join(
                        broadcast(wanted),
                        col("message_id").equalTo(col("_wanted")).and(SENT.holds(col("event_date"), col("acted_date"))))
                .groupBy("message_id", "acted_date")
                .agg(min(struct("event_at", "channel_id", "user_id")).as("_sent"))
                .select(
                        col("message_id"),
                        col("acted_date"),
                        col("_sent.event_at").as("sent_at"),
                        col("_sent.channel_id").as("channel_id"),
                        col("_sent.user_id").as("user_id"));
    }
}
