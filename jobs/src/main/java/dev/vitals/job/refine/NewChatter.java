package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * One row per new chatter, on the day of the first message, with the day of the following week on which there was another.
 *
 * <p>Who is new is what {@link ChatterDay} says; {@link Returns} says what a return is.
 *
 * <p>Ruled out: a column of chatter_day. Every night would then write the days of a whole week of all chatters once more,
 * for a fact about the few who are new.
 */
final class NewChatter implements Job {
    @Override
    public String name() {
        return "refine.new_chatter";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(Returns.WEEK.on("silver.chatter_day"));
    }

    @Override
    public String writes() {
        return "silver.new_chatter";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    /** A day of chatter_day is one with a message, and has one row: the next row of a person is the next time. */
    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Column next =
                lead(col("activity_date"), 1).over(Window.partitionBy("user_id").orderBy("activity_date"));
        return tables.of("silver.chatter_day")
                .withColumn("_next", next)
                .filter(col("is_new").and(Rows.among(col("activity_date"), days)))
                .select(
                        col("user_id"),
                        col("activity_date").as("first_date"),
                        col("region"),
                        col("messages"),
                        col("actions_received"),
                        col("has_lookback"),
                        when(Returns.WEEK.holds(col("_next"), col("activity_date")), col("_next"))
                                .as("returned_date"));
    }
}
