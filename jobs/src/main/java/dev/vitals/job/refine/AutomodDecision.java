package dev.vitals.job.refine;

import static org.apache.spark.sql.expressions.Window.partitionBy;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
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
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * One row per held message, on the day on which it was held, with what became of it within 2 days.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>The hold counts from held_at where the log gives one on the same day, else from its own time.
 *   <li>Updates with a status that is not known leave the message pending; of several known ones the first counts.
 *   <li>A resolution dated before the hold counts as an outcome but gives no duration.
 *   <li>An update that says when the message was held stands in for a hold that is not in the log; without that it makes
 *       no row, for nothing would say when the wait began.
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
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> events = tables.of("bronze.automod_event");
        return holds(events, days)
                .transform(rows -> withOutcome(rows, events))
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

    /**
     * The first hold of each message on a day, from its own line or else from an update. Two logs that tell it around
     * midnight tell one; an update stands in only where no line of the log near its day is of the hold itself.
     */
    private static Dataset<Row> holds(Dataset<Row> events, Days days) {
        Column isHold = col("kind").equalTo("hold");
        Column heldDate = to_date(col("held_at"));
        Column isOnItsDay = coalesce(heldDate.equalTo(col("event_date")), lit(false));
        Column day = when(isHold, col("event_date")).when(OUTCOME.holds(col("event_date"), heldDate), heldDate);
        Column at = when(isHold.and(not(isOnItsDay)), col("event_at")).otherwise(col("held_at"));
        WindowSpec byDay = partitionBy("message_id").orderBy(unix_date(col("held_date")));
        Column isToldTheDayBefore = max("_is_hold").over(byDay.rangeBetween(-1, -1));
        Column isToldNearby = max("_is_hold").over(byDay.rangeBetween(-EVENTS.back(), EVENTS.ahead()));
        Column isTold = when(col("_is_hold"), isToldTheDayBefore).otherwise(isToldNearby);
        return events.withColumn("held_date", day)
                .filter(col("held_date").isNotNull())
                .withColumn("_is_hold", isHold)
                .withColumn("held_at", at)
                .withColumn("_is_told", coalesce(isTold, lit(false)))
                .filter(Rows.among(col("held_date"), days))
                .filter(not(col("_is_told")))
                .groupBy("message_id", "held_date")
                .agg(min(struct("held_at", "event_id", "channel_id", "user_id", "reason", "category", "level"))
                        .as("_hold"))
                .select("message_id", "held_date", "_hold.*");
    }

    /** Adds the first known outcome as {@code _first}. */
    private static Dataset<Row> withOutcome(Dataset<Row> holds, Dataset<Row> events) {
        Column outcome = lower(col("status"));
        Dataset<Row> updates = events.filter(col("kind").equalTo("update"))
                .filter(outcome.isin("approved", "denied", "expired", "invalid"));
        Column update =
                struct(col("event_at"), col("event_id"), outcome.as("outcome"), col("moderator_id"), col("event_date"));
        return Matches.with(holds, col("message_id"), updates, col("message_id"), update, "_updates")
                .withColumn(
                        "_first",
                        Matches.least(
                                "_updates", told -> OUTCOME.holds(told.getField("event_date"), col("held_date"))));
    }
}
