package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.randn;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes up a Delta table of units in three variants, to measure how long a test of so many takes to read. */
public final class UnitBench {
    private UnitBench() {}

    /**
     * Writes one row of each unit: {@code unit_id}, {@code variant} and values {@code m0}, {@code m1}, ... and as many of before,
     * {@code b0}, {@code b1}, ...
     */
    public static void write(Warehouse warehouse, String path, long units, int metrics) {
        Dataset<Row> rows = warehouse.spark().range(units).toDF("id");
        Column[] columns = new Column[2 + 2 * metrics];
        columns[0] = concat(lit("u"), col("id")).as("unit_id");
        columns[1] = concat(lit("v"), pmod(col("id"), lit(3))).as("variant");
        for (int m = 0; m < metrics; m++) {
            Column before = randn(2L * m).multiply(10).plus(100);
            columns[2 + 2 * m] = before.as("b" + m);
            columns[3 + 2 * m] = randn(2L * m)
                    .multiply(8)
                    .plus(randn(2L * m + 1).multiply(6))
                    .plus(101)
                    .as("m" + m);
        }
        rows.select(columns).write().format("delta").save(path);
    }
}
