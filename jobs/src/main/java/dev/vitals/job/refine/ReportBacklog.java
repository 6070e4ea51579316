package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per day and report that was open when the day ended, among the reports filed on it or in the 60 days before.
 *
 * <p>A report counts by the stretches in which it was open, so that a reopening brings it back and the stock obeys
 * open(T) = open(T-1) + received + reopened - closed, but for reports that grow older than 60 days and leave.
 *
 * <p>The queue is the one that held the report when the day ended: a report that was escalated on Tuesday was in the stock
 * of its first queue on Monday, and stays there.
 *
 * <p>Ruled out: keeping older reports. Then the window of the job would have no end, and reports whose close was lost
 * would stay for ever.
 */
final class ReportBacklog implements Job {
    static final Window FILED = Window.past(60);

    @Override
    public String name() {
        return "refine.report_backlog";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(FILED.on("silver.report_case"));
    }

    @Override
    public String writes() {
        return "silver.report_backlog";
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Column firstDay = greatest(lit(days.from()), col("created_date"));
        Column lastDay = least(lit(days.to()), date_add(col("created_date"), FILED.back()));
        return tables.of("silver.report_case")
                .filter(firstDay.leq(lastDay))
                .withColumn("backlog_date", explode(sequence(firstDay, lastDay)))
                .withColumn("_end", date_add(col("backlog_date"), 1).cast("timestamp"))
                .filter(exists(col("open_periods"), period -> isOpenAt(period, col("_end"))))
                .select(
                        col("backlog_date"),
                        col("report_id"),
                        col("created_at"),
                        expr("(unix_micros(_end) - unix_micros(created_at)) div 1000000")
                                .as("age_seconds"),
                        coalesce(isAtRisk(), lit(false)).as("is_at_risk"),
                        coalesce(isOverdue(), lit(false)).as("is_overdue"),
                        col("category"),
                        col("severity"),
                        col("language"),
                        col("region"),
                        col("surface"),
                        col("channel_tier"),
                        queueAt(col("_end")).as("queue"));
    }

    private static Column isOpenAt(Column period, Column end) {
        Column endedAt = period.getField("ended_at");
        return period.getField("opened_at").lt(end).and(endedAt.isNull().or(endedAt.geq(end)));
    }

    private static Column queueAt(Column end) {
        Column until =
                filter(col("queues"), queued -> queued.getField("queued_at").lt(end));
        // Rows from before the column queues was there know the last queue alone.
        return when(col("queues").isNull(), col("queue"))
                .otherwise(try_element_at(until, lit(-1)).getField("queue"));
    }

    private static Column isOverdue() {
        return col("sla_due_at").leq(col("_end"));
    }

    /** Over four fifths of the allowance are gone, in whole numbers. */
    private static Column isAtRisk() {
        Column gone = unix_micros(col("_end")).minus(unix_micros(col("created_at")));
        Column allowance = unix_micros(col("sla_due_at")).minus(unix_micros(col("created_at")));
        return gone.multiply(5).gt(allowance.multiply(4)).and(isOverdue().equalTo(false));
    }
}
