package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bool_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.time.Duration;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per chatter and day, with what happened to others where the chatter had written shortly before.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Shortly is 10 minutes: who wrote then was most likely still there. Who only reads is not seen.
 *   <li>Who acted or was acted on that day, in whatever channel, has no row: the one was no bystander, and the other has
 *       more than a sight to come to terms with. Bots that moderate go with them.
 *   <li>A cleared chat does not count: it happens to everybody.
 *   <li>Those who saw nothing have a row as well. Somebody who writes within minutes of a sanction is by that alone one
 *       who writes much, and comes back more often whatever he saw: only beside people who wrote as much does it say
 *       anything.
 *   <li>Everything is seen from the events of the day itself, as in {@link ChannelDay}: what somebody wrote before
 *       midnight is not joined with what happened after it, so that the chat of a day need never be read again.
 *   <li>Of very many a sample says as much. It is drawn by the pseudonym and not by chance, so that every night and every
 *       range of days draws the same people.
 * </ul>
 *
 * <p>Chat is read once, in four columns. What happened is first gathered by channel and stretch of 10 minutes: the last of
 * a stretch is after a message of the same stretch if any is, and the first of a stretch is near to a message of the
 * stretch before if any is. So a message meets one row, however many sanctions there were.
 */
final class Witnessing implements Job {
    private static final String DATE = "activity_date";
    private static final long SHORTLY_MICROS = Duration.ofMinutes(10).toNanos() / 1000;
    private static final long HASHES = 1_000_000;

    /** Of more people than this who saw something, or who saw nothing, on one day, about so many are drawn. */
    private static final long DRAWN = 100_000;

    private final long drawn;

    Witnessing() {
        this(DRAWN);
    }

    /** @param drawn people of a day after whom a sample begins */
    Witnessing(long drawn) {
        this.drawn = drawn;
    }

    @Override
    public String name() {
        return "refine.witnessing";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(Input.sameDay("bronze.chat_message"), Input.sameDay("bronze.enforcement_event"));
    }

    @Override
    public String writes() {
        return "silver.witnessing";
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> events = tables.of("bronze.enforcement_event");
        return tables.of("bronze.chat_message")
                .select(
                        col("channel_id"),
                        col("user_id"),
                        col("event_date").as(DATE),
                        unix_micros(col("event_at")).as("_at"))
                .filter(Rows.among(col(DATE), days))
                .withColumn("_stretch", stretch(col("_at")))
                .transform(chat -> beside(chat, happened(events)))
                .groupBy("user_id", DATE)
                .agg(
                        count(lit(1)).as("messages"),
                        bool_or(sees("removal")).as("_removal"),
                        bool_or(sees("sanction")).as("_sanction"))
                .transform(chatters -> withoutInvolved(chatters, events))
                .withColumn("witnessed", witnessed())
                .drop("_removal", "_sanction")
                .transform(this::sample);
    }

    private static Column stretch(Column micros) {
        return micros.minus(pmod(micros, lit(SHORTLY_MICROS)));
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
                        col("channel_id").as("_channel"),
                        col("event_date").as("_date"),
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
                .groupBy(col("_channel"), col("_date"), col("_seen.stretch").as("_near"))
                .agg(
                        max(when(isRemoval, col("_seen.last"))).as("_last_removal"),
                        min(when(isRemoval, col("_seen.next"))).as("_next_removal"),
                        max(when(isRemoval.equalTo(false), col("_seen.last"))).as("_last_sanction"),
                        min(when(isRemoval.equalTo(false), col("_seen.next"))).as("_next_sanction"));
    }

    private static Column absent(String name) {
        return lit(null).cast("bigint").as(name);
    }

    private static Dataset<Row> beside(Dataset<Row> chat, Dataset<Row> happened) {
        Column isNear = col("channel_id")
                .equalTo(col("_channel"))
                .and(col(DATE).equalTo(col("_date")))
                .and(col("_stretch").equalTo(col("_near")));
        return chat.join(broadcast(happened), isNear, "left");
    }

    /** Whether something of the kind happened at most 10 minutes after the message. */
    private static Column sees(String kind) {
        Column inStretch = col("_at").leq(col("_last_" + kind));
        Column inNext = col("_next_" + kind).minus(SHORTLY_MICROS).leq(col("_at"));
        return coalesce(inStretch, lit(false)).or(coalesce(inNext, lit(false)));
    }

    private static Dataset<Row> withoutInvolved(Dataset<Row> chatters, Dataset<Row> events) {
        Dataset<Row> involved = events.select(
                        col("event_date").as("_date"),
                        explode(array(col("actor_id"), col("subject_user_id"))).as("_involved"))
                .filter(col("_involved").isNotNull())
                .distinct();
        return chatters.join(
                involved, col("user_id").equalTo(col("_involved")).and(col(DATE).equalTo(col("_date"))), "left_anti");
    }

    private static Column witnessed() {
        return when(col("_removal").and(col("_sanction")), "both")
                .when(col("_removal"), "removal")
                .when(col("_sanction"), "sanction");
    }

    private Dataset<Row> sample(Dataset<Row> chatters) {
        Column isWitness = col("witnessed").isNotNull();
        Dataset<Row> crowds = chatters.groupBy(col(DATE).as("_date"), isWitness.as("_is_witness"))
                .agg(count(lit(1)).as("_people"));
        Column isOfCrowd = col(DATE).equalTo(col("_date")).and(isWitness.equalTo(col("_is_witness")));
        Column hash = pmod(xxhash64(col("user_id")), lit(HASHES));
        return chatters.join(broadcast(crowds), isOfCrowd)
                .filter(hash.multiply(col("_people")).lt(HASHES * drawn))
                .select(Rows.columns("user_id", DATE, "messages", "witnessed"));
    }
}
