package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.Duration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What happened to others in a channel shortly after somebody had written there.
 *
 * <p>Shortly is 10 minutes: who wrote then was most likely still there. A cleared chat does not count: it happens to
 * everybody. What happened is first gathered by channel and stretch of 10 minutes: the last of a stretch is after a
 * message of the same stretch if any is, and the first of a stretch is near to a message of the stretch before if any is.
 * So a message meets one row, however many sanctions there were. Channels and stretches are told apart by a hash of 64 bits.
 */
final class Sights {
    /** A message was deleted. */
    static final int REMOVAL = 1;
    /** Somebody was sanctioned in another way. */
    static final int SANCTION = 2;

    private static final long SHORTLY_MICROS = Duration.ofMinutes(10).toNanos() / 1000;

    private Sights() {}

    /** Adds _sights, the sum of {@link #REMOVAL} and {@link #SANCTION} where they were seen, to messages. */
    static Dataset<Row> with(Dataset<Row> messages, Dataset<Row> enforcementEvents) {
        Column at = unix_micros(col("event_at"));
        Column near = near(stretch(at));
        return messages.join(broadcast(happened(enforcementEvents)), near.equalTo(col("_near")), "left")
                .withColumn(
                        "_sights",
                        when(sees("removal", at), REMOVAL)
                                .otherwise(0)
                                .plus(when(sees("sanction", at), SANCTION).otherwise(0)))
                .drop("_near", "_last_removal", "_next_removal", "_last_sanction", "_next_sanction");
    }

    private static Column stretch(Column micros) {
        return micros.minus(pmod(micros, lit(SHORTLY_MICROS)));
    }

    /** A channel, a day and a stretch of it in one number, by which Spark finds rows several times faster than by the three. */
    private static Column near(Column stretch) {
        return xxhash64(col("channel_id"), col("event_date"), stretch);
    }

    /** For each channel, day and stretch: the last removal and sanction in it, and the first in the stretch after it. */
    private static Dataset<Row> happened(Dataset<Row> events) {
        Column stretch = stretch(col("_at"));
        Column isRemoval = col("_is_removal");
        return events.filter(ActionKinds.isSanction(col("action")))
                .filter(col("action")
                        .notEqual(ActionKinds.CHAT_CLEARED)
                        .and(col("channel_id").isNotNull()))
                .select(
                        col("channel_id"),
                        col("event_date"),
                        unix_micros(col("event_at")).as("_at"),
                        col("action").equalTo(ActionKinds.MESSAGE_DELETE).as("_is_removal"))
                .withColumn(
                        "_seen",
                        explode(array(
                                struct(stretch.as("stretch"), col("_at").as("last"), absent("next")),
                                struct(
                                        stretch.minus(SHORTLY_MICROS).as("stretch"),
                                        absent("last"),
                                        col("_at").as("next")))))
                .groupBy(near(col("_seen.stretch")).as("_near"))
                .agg(
                        max(when(isRemoval, col("_seen.last"))).as("_last_removal"),
                        min(when(isRemoval, col("_seen.next"))).as("_next_removal"),
                        max(when(isRemoval.equalTo(false), col("_seen.last"))).as("_last_sanction"),
                        min(when(isRemoval.equalTo(false), col("_seen.next"))).as("_next_sanction"));
    }

    private static Column absent(String name) {
        return lit(null).cast("bigint").as(name);
    }

    /** Whether something of the kind happened at most 10 minutes after the message. */
    private static Column sees(String kind, Column at) {
        Column inStretch = at.leq(col("_last_" + kind));
        Column inNext = col("_next_" + kind).minus(SHORTLY_MICROS).leq(at);
        return coalesce(inStretch, lit(false)).or(coalesce(inNext, lit(false)));
    }
}
