package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Leaves out the deletions that the other channels of a shared chat only repeat.
 *
 * <p>A message may have an id of its own in every channel of a shared chat; the deletions of its copies then name other
 * messages than the one that was written, and {@link Tellings} can't know that they are one. A copy is left out where
 * another log tells, within 5 seconds, that the same actor deleted a message of the same person in the same source
 * channel. The log of the source channel stands for all, else the first of the others by name.
 *
 * <p>Some logs tell of each deletion twice, once without saying who deleted and whether the chat was shared. Such a bare
 * line is left out where another line says that the deletion of that very message was told by another channel. Where only
 * bare lines tell (no log of moderators, or IRC), nothing links the copies, and each channel's deletion counts.
 *
 * <p>Ruled out: that the earliest line stands for all. Who deletes three messages of a person within seconds is told
 * three times by each log, and the lines of one log must not fall to a quicker one's.
 */
final class SharedDeletions {
    /** What {@code log_type} has in it when a shared chat's other channel tells. */
    private static final String SHARED = "/shared/";

    private static final long APART_MICROS = Tellings.APART.toNanos() / 1000;

    private SharedDeletions() {}

    /** Enforcement events, each deletion by the lines of one channel only. */
    static Dataset<Row> once(Dataset<Row> enforcementEvents) {
        return once(enforcementEvents, lit(""));
    }

    /** As {@link #once}, from the events of each day alone. */
    static Dataset<Row> oncePerDay(Dataset<Row> enforcementEvents) {
        return once(enforcementEvents, col("event_date"));
    }

    private static Dataset<Row> once(Dataset<Row> enforcementEvents, Column day) {
        Column isDeletion = col("action")
                .equalTo(ActionKinds.MESSAGE_DELETE)
                .and(col("subject_user_id").isNotNull())
                .and(col("channel_id").isNotNull())
                .and(col("actor_id").isNotNull());
        // Lines of any other kind stand alone, so that none of them crowd in one place.
        Column effort = when(
                        isDeletion, concat_ws("|", col("subject_user_id"), col("channel_id"), col("actor_id"), day))
                .otherwise(col("event_id"));
        WindowSpec near = Window.partitionBy(effort)
                .orderBy(unix_micros(col("event_at")))
                .rangeBetween(-APART_MICROS, APART_MICROS);
        Column isShared = col("log_type").contains(SHARED);
        Column isRepeated = isDeletion.and(isShared).and(col("_first").lt(col("_log")));
        return withoutBare(enforcementEvents, isShared, day)
                .withColumn("_log", struct(isShared.as("is_shared"), col("log_type")))
                .withColumn("_first", min(col("_log")).over(near))
                .filter(not(coalesce(isRepeated, lit(false))))
                .drop("_log", "_first");
    }

    private static Dataset<Row> withoutBare(Dataset<Row> enforcementEvents, Column isShared, Column day) {
        Column isDeletion = col("action")
                .equalTo(ActionKinds.MESSAGE_DELETE)
                .and(col("message_id").isNotNull());
        Column deletion =
                when(isDeletion, concat_ws("|", col("message_id"), day)).otherwise(col("event_id"));
        WindowSpec near = Window.partitionBy(deletion)
                .orderBy(unix_micros(col("event_at")))
                .rangeBetween(-APART_MICROS, APART_MICROS);
        Column isBare = isDeletion.and(col("actor_id").isNull()).and(not(coalesce(isShared, lit(false))));
        return enforcementEvents
                .withColumn("_is_copy", max(coalesce(isShared, lit(false))).over(near))
                .filter(not(isBare.and(col("_is_copy"))))
                .drop("_is_copy");
    }
}
