package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many items of its stratum an audited item stands for.
 *
 * <p>Where a fixed number was drawn from a stratum of known size, it is that size over the number of its items that have a
 * label, so that a stratum whose sheet is half filled in weighs no less than one whose sheet is full: those without a label
 * are taken to be like those with one. Labels of the 28 days before the item's day and after it count. Other items stand
 * for one over their probability to be drawn.
 */
final class AuditWeights {
    private AuditWeights() {}

    /** Adds {@code weight} to items, from the labels within {@link AuditItem#LABELS} of them. */
    static Dataset<Row> add(Dataset<Row> items, Dataset<Row> labels) {
        Dataset<Row> labelled = labels.filter(ofKnownSize())
                .select(
                        col("audit_id").as("_of"),
                        col("frame").as("_in"),
                        col("stratum").as("_from"),
                        col("item_id").as("_labelled"),
                        col("event_at").cast("date").as("_at"))
                .distinct();
        Dataset<Row> strata = items.filter(ofKnownSize())
                .select("audit_id", "frame", "stratum", "audit_date")
                .distinct();
        Column isSame = col("audit_id")
                .equalTo(col("_of"))
                .and(col("frame").equalTo(col("_in")))
                .and(col("stratum").eqNullSafe(col("_from")));
        Dataset<Row> counted = strata.join(labelled, isSame.and(AuditItem.LABELS.holds(col("_at"), col("audit_date"))))
                .groupBy(
                        col("audit_id").as("_of"),
                        col("frame").as("_in"),
                        col("stratum").as("_from"),
                        col("audit_date").as("_on"))
                .agg(countDistinct("_labelled").as("_count"));
        Column size =
                when(col("_count").gt(0), greatest(lit(1.0), col("stratum_size").divide(col("_count"))));
        Column drawn = lit(1.0).divide(col("inclusion_probability"));
        return items.join(
                        counted, ofKnownSize().and(isSame).and(col("audit_date").equalTo(col("_on"))), "left")
                .withColumn("weight", round(coalesce(size, drawn), 6).cast("decimal(20,6)"))
                .drop("_of", "_in", "_from", "_on", "_count");
    }

    private static Column ofKnownSize() {
        return col("stratum_size").isNotNull().and(col("golden_label").isNull());
    }
}
