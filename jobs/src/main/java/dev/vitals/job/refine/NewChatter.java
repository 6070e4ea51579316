package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> chatters = tables.of("silver.chatter_day");
        return chatters.filter(col("is_new"))
                .filter(Rows.among(col("activity_date"), days))
                .select(
                        col("user_id"),
                        col("activity_date").as("first_date"),
                        col("region"),
                        col("messages"),
                        col("actions_received"),
                        col("has_lookback"))
                .transform(rows -> Returns.within(rows, "first_date", chatters));
    }
}
