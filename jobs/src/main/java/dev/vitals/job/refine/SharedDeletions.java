package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.unix_micros;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
 * <p>Lines of a shared chat's other channels are few: they are brought to the other lines, which stay where they are.
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
        Dataset<Row> copies = enforcementEvents
                .filter(isDeletion().and(col("log_type").contains(SHARED)))
                .select(
                        col("event_id").as("_event_id"),
                        col("event_at").as("_event_at"),
                        day.as("_day"),
                        col("message_id").as("_message_id"),
                        col("subject_user_id").as("_subject"),
                        col("channel_id").as("_channel"),
                        col("actor_id").as("_actor"),
                        col("log_type").as("_log"));
        Column isThen = day.equalTo(col("_day"))
                .and(abs(unix_micros(col("event_at")).minus(unix_micros(col("_event_at"))))
                        .leq(APART_MICROS));
        Column isBare = isDeletion().and(col("actor_id").isNull()).and(not(isShared()));
        Column isOfMessage = col("message_id").equalTo(col("_message_id"));
        Column isRepeated =
                col("event_id").equalTo(col("_event_id")).and(col("event_at").equalTo(col("_event_at")));
        return enforcementEvents
                .join(broadcast(copies), isOfMessage.and(isThen).and(isBare), "left_anti")
                .join(broadcast(repeated(enforcementEvents, copies, isThen)), isRepeated, "left_anti");
    }

    /** The copies of which a better line tells. */
    private static Dataset<Row> repeated(Dataset<Row> enforcementEvents, Dataset<Row> copies, Column isThen) {
        Column isOfEffort = col("subject_user_id")
                .equalTo(col("_subject"))
                .and(col("channel_id").equalTo(col("_channel")))
                .and(col("actor_id").equalTo(col("_actor")));
        Column isBetter = not(isShared()).or(col("log_type").lt(col("_log")));
        // Whoever deletes much of one person's would else be held against all of it.
        Column isAbout = col("_about").equalTo(stretch(col("_event_at")));
        Column stretch = stretch(col("event_at"));
        return enforcementEvents
                .filter(isDeletion())
                .withColumn("_about", explode(array(stretch.minus(1), stretch, stretch.plus(1))))
                .join(broadcast(copies), isOfEffort.and(isAbout).and(isThen).and(isBetter))
                .select("_event_id", "_event_at")
                .distinct();
    }

    /** Which stretch of time, of the length that lines of one deletion may lie apart; they lie in the same or in neighbours. */
    private static Column stretch(Column at) {
        return floor(unix_micros(at).divide(APART_MICROS));
    }

    private static Column isDeletion() {
        return col("action").equalTo(ActionKinds.MESSAGE_DELETE);
    }

    private static Column isShared() {
        return coalesce(col("log_type").contains(SHARED), lit(false));
    }
}
