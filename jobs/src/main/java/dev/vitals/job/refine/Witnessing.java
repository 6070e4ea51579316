package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
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
 * One row per chatter and day, with what happened to others where the chatter had written shortly before.
 *
 * <p>Decided:
 *
 * <ul>
 *   <li>Who saw what, {@link ChatterActivity} tells by {@link Sights}. Who only reads is not seen.
 *   <li>Who acted or was acted on that day, in whatever channel, has no row: the one was no bystander, and the other has
 *       more than a sight to come to terms with. Bots that moderate go with them.
 *   <li>Those who saw nothing have a row as well. Somebody who writes within minutes of a sanction is by that alone one
 *       who writes much, and comes back more often whatever he saw: only beside people who wrote as much does it say
 *       anything.
 *   <li>Everything is seen from the events of the day itself, as in {@link ChannelDay}: what somebody wrote before
 *       midnight is not joined with what happened after it, so that the chat of a day need never be read again.
 *   <li>Of very many a sample says as much. It is drawn by the pseudonym and not by chance, so that every night and every
 *       range of days draws the same people.
 * </ul>
 */
final class Witnessing implements Job {
    private static final String DATE = "activity_date";
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
        return Set.of(Input.sameDay("silver.chatter_activity"), Input.sameDay("bronze.enforcement_event"));
    }

    @Override
    public String writes() {
        return "silver.witnessing";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        return tables.of("silver.chatter_activity")
                .filter(Rows.among(col(DATE), days).and(col("messages").gt(0)))
                .transform(chatters -> withoutInvolved(chatters, tables.of("bronze.enforcement_event")))
                .withColumn("witnessed", witnessed())
                .select("user_id", DATE, "messages", "witnessed")
                .transform(this::sample);
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
        return when(col("has_seen_removal").and(col("has_seen_sanction")), "both")
                .when(col("has_seen_removal"), "removal")
                .when(col("has_seen_sanction"), "sanction");
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
