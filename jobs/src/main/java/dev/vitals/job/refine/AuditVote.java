package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per rater and audited item, with the label that the rater ended with and, of a golden item, whether it is right.
 *
 * <p>Decided: a vote counts on the day of its item, so that votes on one item never fall apart over days. Ruled out:
 * agreement with the consensus as a sign of quality, since a rater who is alone with an item always agrees.
 */
final class AuditVote implements Job {
    @Override
    public String name() {
        return "refine.audit_vote";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(Window.past(0).on("silver.audit_item"));
    }

    @Override
    public String writes() {
        return "silver.audit_vote";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        return tables.of("silver.audit_item")
                .filter(Rows.among(col("audit_date"), days))
                .select(
                        col("audit_date"),
                        col("audit_id"),
                        col("item_id"),
                        col("frame"),
                        col("category"),
                        col("language"),
                        col("consensus"),
                        col("golden_label"),
                        posexplode(col("labels")).as(new String[] {"_place", "_vote"}))
                .withColumn("vote", col("_place").plus(1))
                .withColumn("rater_id", col("_vote.rater_id"))
                .withColumn("label", col("_vote.label"))
                .withColumn("labelled_at", col("_vote.labelled_at"))
                .withColumn(
                        "is_golden_label",
                        when(col("golden_label").isNotNull(), col("label").equalTo(col("golden_label"))))
                .drop("_place", "_vote");
    }
}
