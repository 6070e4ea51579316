package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per chatter and day with a message, with what the 28 days before say of him.
 *
 * <p>A chatter is new when he wrote nothing in the 28 days before. Somebody who comes back after a longer pause is new
 * again: that is what a finite window can know. The region is the one at the end of the day.
 *
 * <p>In the first 28 days of a warehouse nobody has a past, and everybody would look new. So a day says whether its past is
 * there: somebody wrote something on the 28th day before, or on the 29th, so that one silent day hides nothing.
 */
final class ChatterDay implements Job {
    static final int MEMORY_DAYS = 28;
    private static final int OLDEST_DAYS = MEMORY_DAYS + 1;

    @Override
    public String name() {
        return "refine.chatter_day";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(Input.withPast("silver.chatter_activity", OLDEST_DAYS), Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.chatter_day";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Column firstSeen = min(col("activity_date"))
                .over(Window.partitionBy("user_id")
                        .orderBy(unix_date(col("activity_date")))
                        .rangeBetween(-MEMORY_DAYS, Window.currentRow()));
        Dataset<Row> active =
                tables.of("silver.chatter_activity").filter(col("messages").gt(0));
        return active.withColumn("first_seen_date", firstSeen)
                .filter(Rows.among(col("activity_date"), days))
                .transform(rows -> Dims.userAt(rows, tables, col("user_id"), endOfDay(), Map.of("region", "region")))
                .join(broadcast(daysWithPast(active)), col("activity_date").equalTo(col("_date")), "left")
                .select(
                        col("user_id"),
                        col("activity_date"),
                        col("region"),
                        col("messages"),
                        col("channels"),
                        col("scored_messages"),
                        col("sentiment_millis"),
                        meanSentimentMicros().as("mean_sentiment_micros"),
                        col("actions_received"),
                        col("first_seen_date"),
                        col("first_seen_date").equalTo(col("activity_date")).as("is_new"),
                        col("_date").isNotNull().as("has_lookback"));
    }

    /** The days for which the days at the far end of their memory have any message, whoever wrote it. */
    private static Dataset<Row> daysWithPast(Dataset<Row> active) {
        Column seeingIt =
                sequence(date_add(col("activity_date"), MEMORY_DAYS), date_add(col("activity_date"), OLDEST_DAYS));
        return active.select("activity_date")
                .distinct()
                .select(explode(seeingIt).as("_date"))
                .distinct();
    }

    /** Rounded in whole numbers; halves go away from zero, as SQL and BigDecimal round half up. */
    private static Column meanSentimentMicros() {
        return expr("case when scored_messages > 0 then cast(sign(sentiment_millis) as bigint)"
                + " * ((2000 * abs(sentiment_millis) + scored_messages) div (2 * scored_messages)) end");
    }

    private static Column endOfDay() {
        return timestamp_micros(
                unix_micros(date_add(col("activity_date"), 1).cast("timestamp")).minus(1));
    }
}
