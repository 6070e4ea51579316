package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.execution.QueryExecution;
import scala.Tuple2;

/** Looks at rows once and says what they add up to. */
final class RowLook {
    private RowLook() {}

    /**
     * Totals of the rows.
     *
     * @param broken for each rule whether a row breaks it
     * @param keys columns of which no two rows have the same, or none
     */
    static RowTotals at(TableContract contract, Dataset<Row> rows, List<Column> broken, List<Column> keys) {
        return at(contract, rows, DayHash.ofRow(rows), broken, keys);
    }

    /** The same without hashes of the days. */
    static RowTotals atRules(TableContract contract, Dataset<Row> rows, List<Column> broken, List<Column> keys) {
        return at(contract, rows, lit(0L), broken, keys);
    }

    private static RowTotals at(
            TableContract contract, Dataset<Row> rows, Column hash, List<Column> broken, List<Column> keys) {
        List<Column> columns = new ArrayList<>();
        columns.add(unix_date(DayHash.day(contract)));
        columns.add(hash);
        columns.add(keys.isEmpty() ? lit(null).cast("bigint") : xxhash64(keys.toArray(Column[]::new)));
        columns.addAll(broken);
        QueryExecution execution = ((org.apache.spark.sql.classic.Dataset<Row>)
                        rows.select(columns.toArray(Column[]::new)))
                .queryExecution();
        int rules = broken.size();
        if (execution.optimizedPlan() instanceof LocalRelation) {
            // Rows of the driver's own are looked at where they are.
            return RowTotals.of(
                            Arrays.asList(execution.executedPlan().executeCollect())
                                    .iterator(),
                            rules)
                    .withoutKeys();
        }
        return of(execution.toRdd().toJavaRDD(), rules);
    }

    private static RowTotals of(JavaRDD<InternalRow> rows, int rules) {
        int parts = rows.getNumPartitions();
        JavaRDD<RowTotals> totals = rows.mapPartitions(
                part -> Collections.singleton(RowTotals.of(part, rules)).iterator());
        if (parts > 1) {
            totals = totals.flatMapToPair(part -> numbered(part.byKeys(parts)))
                    .partitionBy(new HashPartitioner(parts))
                    .values()
                    .mapPartitions(
                            part -> Collections.singleton(sum(part, rules)).iterator());
        }
        return sum(totals.map(RowTotals::withoutKeys).collect().iterator(), rules);
    }

    private static Iterator<Tuple2<Integer, RowTotals>> numbered(List<RowTotals> parts) {
        List<Tuple2<Integer, RowTotals>> numbered = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            numbered.add(new Tuple2<>(i, parts.get(i)));
        }
        return numbered.iterator();
    }

    private static RowTotals sum(Iterator<RowTotals> parts, int rules) {
        RowTotals sum = new RowTotals(rules);
        parts.forEachRemaining(sum::add);
        return sum;
    }
}
