package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many items of its stratum an audited item stands for.
 *
 * <p>Where a fixed number was drawn from a stratum of known size, it is that size over the number of its items that have a
 * label, so that a stratum whose sheet is half filled in weighs no less than one whose sheet is full: those without a label
 * are taken to be like those with one. Other items stand for one over their probability to be drawn.
 *
 * <p>Audits of one frame that cover the same days would count it once each, so that it weighed double beside other frames.
 * They share those days: by how many labels a day each of them has. An audit covers the days from its first item of a frame
 * to its last. Of audits with strata in common those share a stratum that have a label in it, so that a sheet of which only
 * some strata are filled in takes nothing from the others.
 *
 * <p>Labels of the 28 days before the item's day and after it count.
 */
final class AuditWeights {
    private AuditWeights() {}

    /** Adds {@code weight} to items, from the labels within {@link AuditItem#LABELS} of them. */
    static Dataset<Row> add(Dataset<Row> items, Dataset<Row> labels) {
        Column size =
                when(col("_count").gt(0), greatest(lit(1.0), col("stratum_size").divide(col("_count"))));
        Column drawn = lit(1.0).divide(col("inclusion_probability"));
        Column weight = coalesce(size, drawn).multiply(coalesce(col("_part"), lit(1.0)));
        return items.transform(rows -> withCount(rows, labels))
                .transform(rows -> withPart(rows, labels))
                .withColumn("weight", round(weight, 6).cast("decimal(20,6)"))
                .drop("_count", "_part");
    }

    /** Adds {@code _count}: how many items of the same draw from a stratum have a label. */
    private static Dataset<Row> withCount(Dataset<Row> items, Dataset<Row> labels) {
        Dataset<Row> counted = labelled(items, labels)
                .groupBy("_of", "_in", "_from", "_on")
                .agg(countDistinct("_labelled").as("_count"));
        Column isSame = col("audit_id")
                .equalTo(col("_of"))
                .and(col("frame").equalTo(col("_in")))
                .and(col("stratum").eqNullSafe(col("_from")))
                .and(col("audit_date").equalTo(col("_on")));
        return items.join(counted, ofKnownSize().and(isSame), "left").drop("_of", "_in", "_from", "_on");
    }

    /** Adds {@code _part}: what part of its frame's day an item's audit speaks for; null where none covers it. */
    private static Dataset<Row> withPart(Dataset<Row> items, Dataset<Row> labels) {
        Dataset<Row> audits = labelled(items, labels)
                .groupBy("_of", "_in", "_on")
                .agg(
                        min("_came").as("first"),
                        max("_came").as("last"),
                        collect_set(named("_from")).as("strata"),
                        countDistinct("_labelled").as("_count"))
                .withColumn(
                        "a_day",
                        col("_count").divide(datediff(col("last"), col("first")).plus(1)))
                .groupBy("_in", "_on")
                .agg(sort_array(collect_list(
                                struct(col("_of").as("audit"), col("first"), col("last"), col("a_day"), col("strata"))))
                        .as("_audits"));
        Column day = col("item_at").cast("date");
        Column itself = filter(col("_audits"), audit -> audit.getField("audit").equalTo(col("audit_id")));
        Column covering = filter(
                col("_audits"),
                audit -> day.between(audit.getField("first"), audit.getField("last"))
                        .and(sharesStratum(audit.getField("strata"))));
        Column own = filter(covering, audit -> audit.getField("audit").equalTo(col("audit_id")));
        Column isSame = col("frame").equalTo(col("_in")).and(col("audit_date").equalTo(col("_on")));
        return items.join(audits, ofKnownSize().and(isSame), "left")
                .withColumn("_strata", get(itself, lit(0)).getField("strata"))
                .withColumn("_part", when(labelsADay(own).gt(0), labelsADay(own).divide(labelsADay(covering))))
                .drop("_in", "_on", "_audits", "_strata");
    }

    /** Whether an audit has a label in the item's stratum, or is not stratified like the item's. */
    private static Column sharesStratum(Column strata) {
        return array_contains(strata, named("stratum")).or(not(arrays_overlap(strata, col("_strata"))));
    }

    /** A stratum without a name is one as well. */
    private static Column named(String stratum) {
        return coalesce(col(stratum), lit(""));
    }

    private static Column labelsADay(Column audits) {
        return aggregate(audits, lit(0.0), (sum, audit) -> sum.plus(audit.getField("a_day")));
    }

    /** The items drawn from strata of known size that have a label within reach of a day on which items are audited. */
    private static Dataset<Row> labelled(Dataset<Row> items, Dataset<Row> labels) {
        Dataset<Row> known = labels.filter(ofKnownSize())
                .select(
                        col("audit_id").as("_of"),
                        col("frame").as("_in"),
                        col("stratum").as("_from"),
                        col("item_id").as("_labelled"),
                        col("item_at").cast("date").as("_came"),
                        col("event_at").cast("date").as("_at"))
                .distinct();
        Dataset<Row> days = items.filter(ofKnownSize())
                .select(col("frame").as("_of_frame"), col("audit_date").as("_on"))
                .distinct();
        Column isNear = col("_in").equalTo(col("_of_frame")).and(AuditItem.LABELS.holds(col("_at"), col("_on")));
        return days.join(known, isNear).drop("_of_frame", "_at");
    }

    private static Column ofKnownSize() {
        return col("stratum_size").isNotNull().and(col("golden_label").isNull());
    }
}
