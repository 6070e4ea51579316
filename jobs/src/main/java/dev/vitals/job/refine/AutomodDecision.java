package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per held message, on the day on which it was held, with what became of it within 2 days.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The hold counts from held_at where the log gives one on the same day, else from its own time.
 *   <li>Updates with a status that is not known leave the message pending; of several known ones the first counts.
 *   <li>A resolution dated before the hold counts as an outcome but gives no duration.
 *   <li>Updates of a message whose hold is not in the log make no row: nothing would say when the wait began.
 * </ul>
 */
final class AutomodDecision implements Job {
    static final Window EVENTS = new Window(1, 2);

    private static final Window OUTCOME = new Window(0, 2);

    @Override
    public String name() {
        return "refine.automod_decision";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(EVENTS.on("bronze.automod_event"), Input.whole(Dims.CHANNEL));
    }

    @Override
    public String writes() {
        return "silver.automod_decision";
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> events = tables.of("bronze.automod_event");
        Dataset<Row> holds = holds(events, days);
        return holds.join(resolutions(events, holds), new String[] {"message_id", "held_date"}, "left")
                .transform(rows -> Dims.channelAt(
                        rows,
                        tables,
                        col("held_at"),
                        Map.of("language", "language", "region", "region", "tier", "channel_tier")))
                .select(
                        col("message_id"),
                        col("held_at"),
                        col("held_date"),
                        col("channel_id"),
                        col("user_id"),
                        col("reason"),
                        col("category"),
                        col("level"),
                        col("_first.outcome"),
                        col("_first.event_at").as("resolved_at"),
                        when(
                                        col("_first.event_at").geq(col("held_at")),
                                        expr("(unix_micros(_first.event_at) - unix_micros(held_at)) div 1000000"))
                                .as("hold_seconds"),
                        col("_first.moderator_id"),
                        col("language"),
                        col("region"),
                        col("channel_tier"));
    }

    /** The first hold of each message; two logs that tell it around midnight tell one. */
    private static Dataset<Row> holds(Dataset<Row> events, Days days) {
        Column isSameDay = to_date(col("held_at")).equalTo(col("event_date"));
        Dataset<Row> all = events.filter(col("kind").equalTo("hold"));
        Dataset<Row> dayBefore = all.select(
                        col("message_id").as("_message_id"),
                        date_add(col("event_date"), 1).as("_day_after"))
                .distinct();
        return all.filter(Rows.among(col("event_date"), days))
                .join(
                        dayBefore,
                        col("_message_id")
                                .equalTo(col("message_id"))
                                .and(col("_day_after").equalTo(col("event_date"))),
                        "left_anti")
                .withColumn("held_at", when(isSameDay, col("held_at")).otherwise(col("event_at")))
                .groupBy(col("message_id"), col("event_date").as("held_date"))
                .agg(min(struct(Rows.columns(
                                "held_at", "event_id", "channel_id", "user_id", "reason", "category", "level")))
                        .as("_hold"))
                .select("message_id", "held_date", "_hold.*");
    }

    /** For each hold the first known outcome. */
    private static Dataset<Row> resolutions(Dataset<Row> events, Dataset<Row> holds) {
        Column outcome = lower(col("status"));
        Dataset<Row> updates = events.filter(col("kind").equalTo("update"))
                .filter(outcome.isin("approved", "denied", "expired", "invalid"))
                .select(
                        col("message_id").as("_message_id"),
                        col("event_date"),
                        struct(col("event_at"), col("event_id"), outcome.as("outcome"), col("moderator_id"))
                                .as("_update"));
        return holds.select("message_id", "held_date")
                .join(
                        updates,
                        col("message_id")
                                .equalTo(col("_message_id"))
                                .and(OUTCOME.holds(col("event_date"), col("held_date"))))
                .groupBy("message_id", "held_date")
                .agg(min(col("_update")).as("_first"));
    }
}
