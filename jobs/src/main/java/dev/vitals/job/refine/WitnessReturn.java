package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.timestamp_micros;
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
 * One row per chatter and day of {@link Witnessing}, with the day of the following week on which the chatter wrote again.
 *
 * <p>{@link Returns} says what a return is. A table of its own, because a return is waited for over a week: the chat of
 * those days is not read again for it.
 */
final class WitnessReturn implements Job {
    private static final String DATE = "activity_date";

    @Override
    public String name() {
        return "refine.witness_return";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                Input.sameDay("silver.witnessing"), Returns.WEEK.on("silver.chatter_activity"), Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.witness_return";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> active =
                tables.of("silver.chatter_activity").filter(col("messages").gt(0));
        return tables.of("silver.witnessing")
                .filter(Rows.among(col(DATE), days))
                .withColumn("messages_written", messagesWritten())
                .transform(rows -> Dims.userAt(rows, tables, col("user_id"), endOfDay(), Map.of("region", "region")))
                .transform(rows -> Returns.within(rows, DATE, active))
                .select(Rows.columns("user_id", DATE, "witnessed", "messages_written", "region", "returned_date"));
    }

    private static Column messagesWritten() {
        Column messages = col("messages");
        return when(messages.lt(2), "1")
                .when(messages.lt(5), "2-4")
                .when(messages.lt(20), "5-19")
                .otherwise("20 or more");
    }

    private static Column endOfDay() {
        return timestamp_micros(
                unix_micros(date_add(col(DATE), 1).cast("timestamp")).minus(1));
    }
}
