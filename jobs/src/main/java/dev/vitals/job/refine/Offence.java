package dev.vitals.job.refine;

import static org.apache.spark.sql.expressions.Window.partitionBy;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * One row per offence, on the day of its first sanction, with the person's next one within 90 days.
 *
 * <p>An offence is an occasion on which a person was sanctioned. Decided here:
 *
 * <ul>
 *   <li>Sanctions of a person with at most 10 minutes between one and the next, in whatever channels, answer one offence:
 *       a timeout that becomes a ban is no relapse. The first of them stands for it.
 *   <li>A deleted message or a cleared chat is no sanction of a person. A warning is.
 *   <li>What was reversed on appeal punished no offence: it neither begins a row nor ends the wait of another. A
 *       sanction that was lifted without an appeal, or reversed in part, stays.
 *   <li>Strikes are offences on the day and the 89 days before, this one among them.
 * </ul>
 *
 * <p>Ruled out: counting strikes by {@code strike_number} of the sanctions. That counts deletions too, so that one message
 * which is deleted and punished would be two.
 */
final class Offence implements Job {
    /** One day more than strikes need: the day before says whether the first of them begins an offence. */
    static final Window SANCTIONS = new Window(90, 90);

    private static final int STRIKE_DAYS = 90;
    private static final Duration ONE_OCCASION = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "refine.offence";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(SANCTIONS.on("silver.enforcement_action"));
    }

    @Override
    public String writes() {
        return "silver.offence";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        return tables.of("silver.enforcement_action")
                .filter(isPunished())
                .transform(Offence::first)
                .withColumn("_next_at", lead("action_at", 1).over(inOrder()))
                .withColumn("_next_date", lead("action_date", 1).over(inOrder()))
                .withColumn("_number", row_number().over(inOrder()))
                .withColumn("_strike", strike())
                .filter(Rows.among(col("action_date"), days))
                .select(
                        col("action_id"),
                        col("action_at").as("sanctioned_at"),
                        col("action_date").as("sanctioned_date"),
                        col("subject_user_id"),
                        col("action"),
                        col("category"),
                        col("severity"),
                        col("language"),
                        col("region"),
                        col("channel_tier"),
                        col("trigger"),
                        col("is_automated"),
                        when(col("_strike").lt(4), col("_strike").cast("string"))
                                .otherwise("4+")
                                .as("strike"),
                        when(SANCTIONS.holds(col("_next_date"), col("action_date")), col("_next_at"))
                                .as("next_sanction_at"));
    }

    /** What can't be appealed is a removal of content. */
    private static Column isPunished() {
        return col("subject_user_id")
                .isNotNull()
                .and(col("is_appealable"))
                .and(coalesce(col("appeal_outcome"), lit("")).notEqual("reversed"));
    }

    /** The sanctions that no other of the same person preceded by at most 10 minutes. */
    private static Dataset<Row> first(Dataset<Row> sanctions) {
        Column before = lag("action_at", 1).over(inOrder());
        Column gap = unix_micros(col("action_at")).minus(unix_micros(col("_before")));
        return sanctions
                .withColumn("_before", before)
                .filter(col("_before").isNull().or(gap.gt(TimeUnit.MICROSECONDS.convert(ONE_OCCASION))));
    }

    private static Column strike() {
        WindowSpec recent = partitionBy("subject_user_id")
                .orderBy(unix_date(col("action_date")))
                .rangeBetween(1L - STRIKE_DAYS, 0);
        return col("_number").minus(min("_number").over(recent)).plus(1);
    }

    private static WindowSpec inOrder() {
        return partitionBy("subject_user_id").orderBy("action_at", "action_id");
    }
}
