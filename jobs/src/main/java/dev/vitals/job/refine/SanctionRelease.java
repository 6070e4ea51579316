package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;
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
 * One row per sanctioned person, kind of sanction and day on which one was over, with the day of the following week on which
 * the person wrote again.
 *
 * <p>{@link Returns} says what a return is. Decided here:
 *
 * <ul>
 *   <li>A sanction that lasts is over at its end, however it ended; a warning or a deletion at once, for it keeps nobody
 *       from writing.
 *   <li>A sanction that another of its kind superseded is not over: the other one goes on.
 *   <li>A day counts a person once for each kind, so that ten deletions are not ten people. The last of them stands.
 *   <li>What was reversed on appeal stays: whether the innocent come back is worth as much to know.
 * </ul>
 *
 * <p>Ruled out: the day of the sanction as the day that counts. A ban of two months would keep its cohort open for nine
 * weeks, and those still banned would look like people who left.
 *
 * <p>Those who saw it happen are in {@link WitnessReturn}.
 */
final class SanctionRelease implements Job {
    /** As long as a sanction is followed to its end. */
    static final Window SANCTIONED = Window.past(60);

    @Override
    public String name() {
        return "refine.sanction_release";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                SANCTIONED.on("silver.enforcement_action"),
                Returns.WEEK.on("silver.chatter_activity"),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.sanction_release";
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> active =
                tables.of("silver.chatter_activity").filter(col("messages").gt(0));
        return tables.of("silver.enforcement_action")
                .filter(col("subject_user_id").isNotNull())
                .withColumn("released_at", releasedAt())
                .withColumn("release_date", to_date(col("released_at")))
                .filter(Rows.among(col("release_date"), days))
                .filter(SANCTIONED.holds(col("action_date"), col("release_date")))
                .groupBy(col("subject_user_id").as("user_id"), col("release_date"), col("action"))
                .agg(max("released_at").as("released_at"))
                .transform(rows -> Dims.userAt(rows, tables, col("user_id"), endOfDay(), Map.of("region", "region")))
                .transform(rows -> Returns.within(rows, "release_date", active))
                .select(Rows.columns("user_id", "release_date", "action", "released_at", "region", "returned_date"));
    }

    private static Column releasedAt() {
        return when(ActionKinds.lasts(col("action")), when(col("end_kind").notEqual("superseded"), col("ended_at")))
                .otherwise(col("action_at"));
    }

    private static Column endOfDay() {
        return timestamp_micros(
                unix_micros(date_add(col("release_date"), 1).cast("timestamp")).minus(1));
    }
}
