package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds to rows what others say under the same key, as an array from which each row then chooses.
 *
 * <p>The rows are never joined to something made of themselves: a plan that does so holds all that came before twice,
 * and after four such steps sixteen times, to be analysed, optimised and perhaps run.
 */
final class Matches {
    private static final String KEY = "_key";

    private Matches() {}

    /**
     * Adds the array column {@code name} of {@code each} of the others whose key is that of the row; null where there is
     * none.
     */
    static Dataset<Row> with(
            Dataset<Row> rows, Column key, Dataset<Row> others, Column keyOfOthers, Column each, String name) {
        return rows.join(byKey(others, keyOfOthers, each, name), key.equalTo(col(KEY)), "left")
                .drop(KEY);
    }

    /**
     * As {@link #with} for rows that have several keys in an array; empty where there is no match.
     *
     * @param id names a row; rows of one name get what any of them matches
     */
    static Dataset<Row> withAny(
            Dataset<Row> rows,
            Column id,
            Column keys,
            Dataset<Row> others,
            Column keyOfOthers,
            Column each,
            String name) {
        Column whole = struct(Rows.columns(rows.columns()));
        // The row itself goes with one of its keys: it is many times as large as they are.
        Column isFirst = coalesce(col("_place"), lit(0)).equalTo(0);
        return rows.select(
                        id.as("_id"),
                        whole.as("_whole"),
                        posexplode_outer(array_distinct(array_compact(keys))).as(new String[] {"_place", KEY}))
                .select(col("_id"), when(isFirst, col("_whole")).as("_row"), col(KEY))
                .join(byKey(others, keyOfOthers, each, name), KEY, "left")
                .groupBy("_id")
                .agg(
                        collect_list("_row").as("_rows"),
                        flatten(collect_list(name)).as(name))
                .select(inline(col("_rows")), col(name));
    }

    /** Of the structs in an array column the least that is wanted; null where none is. */
    static Column least(String name, UnaryOperator<Column> isWanted) {
        return array_min(filter(col(name), isWanted::apply));
    }

    /** As {@link #least}, the greatest. */
    static Column greatest(String name, UnaryOperator<Column> isWanted) {
        return array_max(filter(col(name), isWanted::apply));
    }

    private static Dataset<Row> byKey(Dataset<Row> others, Column key, Column each, String name) {
        return others.select(key.as(KEY), each.as(name))
                .filter(col(KEY).isNotNull())
                .groupBy(KEY)
                .agg(collect_list(name).as(name));
    }
}
