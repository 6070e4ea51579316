package dev.vitals.warehouse.plain;

import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Delta tables in folders below one, written by {@code MERGE INTO}. */
final class PlainTables {
    private static final String NEW_ROWS = "plain_new_rows";

    private final SparkSession spark;
    private final Path store;

    PlainTables(SparkSession spark, Path store) {
        this.spark = spark;
        this.store = store.toAbsolutePath();
    }

    SparkSession spark() {
        return spark;
    }

    /** Rows of a table by layer and name, {@code bronze.chat_message} for example. */
    Dataset<Row> read(String table) {
        return spark.read().format("delta").load(path(table));
    }

    void createIfMissing(String table, String columns, String day) {
        spark.sql("CREATE TABLE IF NOT EXISTS delta.`%s` (%s) USING delta PARTITIONED BY (%s)"
                .formatted(path(table), columns, day));
    }

    /** Adds the rows whose {@code event_id} the table lacks; how many that were. */
    long insertNew(String table, Dataset<Row> rows) {
        rows.createOrReplaceTempView(NEW_ROWS);
        String merge = """
                MERGE INTO delta.`%s` t USING %s s
                ON t.event_date = s.event_date AND t.event_id = s.event_id
                WHEN NOT MATCHED THEN INSERT *""".formatted(path(table), NEW_ROWS);
        return spark.sql(merge).first().<Long>getAs("num_inserted_rows");
    }

    /**
     * Makes the rows of some days those that are given; the number of rows that were touched.
     *
     * @param day column with the day of a row, by which the table is partitioned
     * @param where of the rows that are replaced, those that came out no more are deleted; over the columns of {@code t}
     * @param grain columns that tell rows of a day apart
     */
    long upsert(String table, Dataset<Row> rows, String day, String where, String... grain) {
        if (!DeltaTable.isDeltaTable(spark, path(table))) {
            rows.write().format("delta").partitionBy(day).save(path(table));
            return read(table).count();
        }
        rows.createOrReplaceTempView(NEW_ROWS);
        String same = Arrays.stream(grain)
                .map(column -> "t.%1$s = s.%1$s".formatted(column))
                .collect(Collectors.joining(" AND "));
        String merge = """
                MERGE INTO delta.`%s` t USING %s s
                ON t.%3$s = s.%3$s AND %4$s
                WHEN MATCHED THEN UPDATE SET *
                WHEN NOT MATCHED THEN INSERT *
                WHEN NOT MATCHED BY SOURCE AND %5$s THEN DELETE""".formatted(path(table), NEW_ROWS, day, same, where);
        return spark.sql(merge).first().<Long>getAs("num_affected_rows");
    }

    /** As {@link #upsert} for all rows from one day to another. */
    long upsertDays(String table, Dataset<Row> rows, String day, LocalDate from, LocalDate to, String... grain) {
        String where = "t.%s BETWEEN DATE'%s' AND DATE'%s'".formatted(day, from, to);
        return upsert(table, rows, day, where, grain);
    }

    /** Writes a small table anew. */
    void overwrite(String table, Dataset<Row> rows) {
        rows.write().format("delta").mode("overwrite").save(path(table));
    }

    private String path(String table) {
        return store.resolve(table.replace('.', '/')).toString();
    }
}
