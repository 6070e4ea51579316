package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per day with the balance of the backlog: open(T) = open(T-1) + received + reopened - closed - outgrown.
 *
 * <p>The two stocks are counted in {@link ReportBacklog}, the flows in the lives of the reports, so that a day of the
 * backlog that was not computed again after its reports had changed leaves a gap. A report that outgrows the 60 days of
 * the backlog leaves it when the day begins; what becomes of it later that day is no flow.
 *
 * <p>Ruled out: refusing a night over a gap. The backlog is one number of many, and the check names the day.
 */
final class BacklogFlow implements Job {
    /** One day more than a report stays in the backlog, to see it leave. */
    static final Window FILED = Window.past(ReportBacklog.FILED.back() + 1);

    private static final List<String> TERMS =
            List.of("open_before", "received", "reopened", "closed", "outgrown", "open");

    @Override
    public String name() {
        return "refine.backlog_flow";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(FILED.on("silver.report_case"), Input.withPast("silver.report_backlog", 1));
    }

    @Override
    public String writes() {
        return "silver.backlog_flow";
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> reports = tables.of("silver.report_case");
        Dataset<Row> stock = tables.of("silver.report_backlog");
        List<Column> totals = TERMS.stream()
                .map(term ->
                        sum(when(col("term").equalTo(term), 1L).otherwise(0L)).as(term))
                .toList();
        return stock.select(lit("open").as("term"), col("backlog_date").as("flow_date"))
                .union(stock.select(lit("open_before"), date_add(col("backlog_date"), 1)))
                .union(reports.select(lit("received"), col("created_date")))
                .union(outgrown(reports))
                .union(turns(reports))
                .filter(Rows.among(col("flow_date"), days))
                .groupBy("flow_date")
                .agg(totals.get(0), totals.subList(1, totals.size()).toArray(Column[]::new))
                .withColumn(
                        "gap",
                        col("open")
                                .minus(col("open_before"))
                                .minus(col("received"))
                                .minus(col("reopened"))
                                .plus(col("closed"))
                                .plus(col("outgrown")));
    }

    private static Dataset<Row> outgrown(Dataset<Row> reports) {
        Column day = date_add(col("created_date"), FILED.back());
        Column begin = day.cast("timestamp");
        return reports.filter(exists(
                        col("open_periods"),
                        period -> period.getField("opened_at")
                                .lt(begin)
                                .and(period.getField("ended_at")
                                        .isNull()
                                        .or(period.getField("ended_at").geq(begin)))))
                .select(lit("outgrown"), day);
    }

    /** Ends and reopenings while a report is in the backlog; the creation is no reopening. */
    private static Dataset<Row> turns(Dataset<Row> reports) {
        Dataset<Row> periods = reports.select(
                col("created_date"), posexplode(col("open_periods")).as(new String[] {"_n", "_period"}));
        Column closedOn = to_date(col("_period.ended_at"));
        Column reopenedOn = to_date(col("_period.opened_at"));
        return periods.filter(ReportBacklog.FILED.holds(col("created_date"), closedOn))
                .select(lit("closed"), closedOn)
                .union(periods.filter(col("_n").gt(0).and(ReportBacklog.FILED.holds(col("created_date"), reopenedOn)))
                        .select(lit("reopened"), reopenedOn));
    }
}
