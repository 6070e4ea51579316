package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.ChildAges;
import dev.vitals.job.Tables;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeps children out of what is told of people: they count in totals, and have neither a sentiment nor a part in a test.
 *
 * <p>Somebody is a child on a day when {@code dim.user} knew an age band of {@link ChildAges} at any time of it. Days before
 * that was known stay as they are; who learns an age late, and knows since when it held, says so by {@code valid_from}.
 */
public final class Children {
    private static final ChildAges AGES = ChildAges.load();

    private Children() {}

    /** Chat of which what children wrote has no scored term. */
    public static Dataset<Row> unscored(Dataset<Row> chat, Tables tables) {
        return marked(chat, tables, "user_id", "event_date")
                .withColumn("sentiment_terms", when(col("_is_child"), lit(0)).otherwise(col("sentiment_terms")))
                .drop("_is_child");
    }

    /** Rows of those who are no children on their day. */
    static Dataset<Row> without(Dataset<Row> rows, Tables tables, String user, String day) {
        return marked(rows, tables, user, day)
                .filter(col("_is_child").equalTo(false))
                .drop("_is_child");
    }

    /** Adds {@code _is_child}. */
    static Dataset<Row> marked(Dataset<Row> rows, Tables tables, String user, String day) {
        Dataset<Row> children = tables.of(Dims.USER)
                .filter(col("age_band").isInCollection(AGES.ageBands()))
                .groupBy(col("user_id").as("_child_id"))
                .agg(collect_list(struct("valid_from", "valid_to")).as("_child_while"));
        Column isThen = exists(
                col("_child_while"),
                each -> each.getField("valid_from")
                        .lt(date_add(col(day), 1).cast("timestamp"))
                        .and(each.getField("valid_to")
                                .isNull()
                                .or(each.getField("valid_to").gt(col(day).cast("timestamp")))));
        return rows.join(broadcast(children), col(user).equalTo(col("_child_id")), "left")
                .withColumn("_is_child", coalesce(isThen, lit(false)))
                .drop("_child_id", "_child_while");
    }
}
