package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What the landing pass may do to a warehouse: append a batch, take an unfinished one out again, keep a note. */
public final class LandingTables {
    private final Warehouse warehouse;

    public LandingTables(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    public SparkSession spark() {
        return warehouse.spark();
    }

    public TableContract contract(String table) {
        return warehouse.contracts().table(table);
    }

    public Contracts contracts() {
        return warehouse.contracts();
    }

    public boolean exists(String table) {
        return warehouse.exists(table);
    }

    /** The Spark type of a contract. */
    public static StructType schema(TableContract contract) {
        return Warehouse.schema(contract);
    }

    public Dataset<Row> read(String table) {
        return warehouse.read(table);
    }

    /** Appends rows with the columns of the contract. */
    public void append(TableContract contract, Dataset<Row> rows) {
        warehouse.ensure(contract.table());
        RunLock.requireHeld(warehouse.state());
        JobRunner.gate(contract, rows).write().format("delta").mode("append").save(warehouse.path(contract.table()));
    }

    /** Appends a few rows from the driver. */
    public void appendRows(TableContract contract, List<Row> rows) {
        append(
                contract,
                warehouse
                        .spark()
                        .createDataFrame(rows, Warehouse.schema(contract))
                        .coalesce(1));
    }

    /** Takes out the ledger's rows that say that these files were refused. */
    public void replaceRefused(List<String> fileIds) {
        Column isOne = col("status").equalTo("refused").and(col("file_id").isin(fileIds.toArray()));
        if (!warehouse.read("ops.ingest_file").filter(isOne).isEmpty()) {
            delete("ops.ingest_file", isOne);
        }
    }

    /** Takes out what batches before this one quarantined of the files that it landed. */
    public void replaceQuarantine(long batchId) {
        Object[] files = warehouse
                .read("ops.ingest_file")
                .filter(col("batch_id").equalTo(batchId).and(col("quarantined").gt(0)))
                .select("file_id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toArray();
        Column isOlder = col("file_id").isin(files).and(col("batch_id").lt(batchId));
        if (files.length > 0
                && !warehouse.read("ops.quarantine").filter(isOlder).isEmpty()) {
            delete("ops.quarantine", isOlder);
        }
    }

    /** Takes out what a batch wrote to a table. */
    public void deleteBatch(String table, long batchId) {
        delete(table, col("batch_id").equalTo(batchId));
    }

    private void delete(String table, Column rows) {
        if (warehouse.exists(table)) {
            RunLock.requireHeld(warehouse.state());
            DeltaTable.forPath(warehouse.spark(), warehouse.path(table)).delete(rows);
        }
    }

    /** A folder for scratch files, which {@link #forget} removes. */
    public Path scratch(String name) {
        return warehouse.state().path(name);
    }

    public FileSystem fileSystem() {
        return warehouse.state().fileSystem();
    }

    public void note(String name, String text) {
        warehouse.state().write(name, text);
    }

    public Optional<String> noted(String name) {
        return warehouse.state().read(name);
    }

    public void forget(String name) {
        warehouse.state().delete(name);
    }
}
