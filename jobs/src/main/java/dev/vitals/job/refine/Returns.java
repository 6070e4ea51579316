package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Whether a person wrote in chat again in the week after a day.
 *
 * <p>The day itself does not count: what was written on it is known by day and not by moment, and would make everybody
 * return who stayed. So the week begins with the next day, and ends with the 7th.
 */
final class Returns {
    static final Window WEEK = new Window(0, 7);

    private Returns() {}

    /**
     * Adds returned_date, the first day of the week after with a message; null without one, or while none is seen.
     *
     * @param rows with user_id, one for each person and day
     * @param day their column with the day after which the week begins
     * @param activity user_id and activity_date of days with a message, each once
     */
    static Dataset<Row> within(Dataset<Row> rows, String day, Dataset<Row> activity) {
        Column isInWeek = col("_active_date").gt(col("_day")).and(WEEK.holds(col("_active_date"), col("_day")));
        Dataset<Row> people =
                rows.select(col("user_id").as("_user_id"), col(day).as("_day")).distinct();
        Dataset<Row> returns = people.join(
                        activity.select(
                                col("user_id").as("_active_id"),
                                col("activity_date").as("_active_date")),
                        col("_user_id").equalTo(col("_active_id")).and(isInWeek))
                .groupBy("_user_id", "_day")
                .agg(min("_active_date").as("returned_date"));
        return rows.join(returns, col("user_id").equalTo(col("_user_id")).and(col(day).equalTo(col("_day"))), "left")
                .drop("_user_id", "_day");
    }
}
