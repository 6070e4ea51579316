package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.warehouse.landing.DataFile;
import io.delta.tables.DeltaTable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

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

    public Dataset<Row> read(String table) {
        return warehouse.read(table);
    }

    /**
     * How the data files of a table lie.
     *
     * @param folder of the table
     * @param parquet columns of a file, as Parquet writes a schema
     * @param partition column that the table is partitioned by
     * @param statistics columns whose least and greatest value the log tells
     * @param codec by which Parquet compresses
     */
    public record Layout(
            String folder, String parquet, String partition, List<String> statistics, CompressionCodecName codec)
            implements Serializable {}

    public Layout layout(TableContract contract) {
        String partition = contract.partitionBy().get(0);
        StructField[] stored = Arrays.stream(Warehouse.schema(contract).fields())
                .filter(column -> !column.name().equals(partition))
                .toArray(StructField[]::new);
        SQLConf conf = spark().sessionState().conf();
        return new Layout(
                warehouse.path(contract.table()),
                new SparkToParquetSchemaConverter(conf)
                        .convert(new StructType(stored))
                        .toString(),
                partition,
                List.of(NewTable.statisticsColumns(contract).split(",")),
                CompressionCodecName.fromConf(conf.parquetCompressionCodec()));
    }

    /** Makes the table if it is not there. */
    public void ensure(TableContract contract) {
        warehouse.ensure(contract.table());
    }

    /** Makes files that were written part of a table, in one commit. */
    public void add(TableContract contract, List<DataFile> files) {
        DeltaLog log = DeltaLog.forTable(spark(), warehouse.path(contract.table()));
        OptimisticTransaction transaction = log.startTransaction();
        transaction.registerSQLMetrics(spark(), CommitMetrics.of(spark().sparkContext(), files));
        List<Action> actions = files.stream().map(file -> added(contract, file)).toList();
        RunLock.requireHeld(warehouse.state());
        transaction.commit(
                CollectionConverters.asScala(actions).toList(),
                Replacement.operation(contract, Optional.empty(), SaveMode.Append));
    }

    private static Action added(TableContract contract, DataFile file) {
        Map<String, String> partition = Map.of(contract.partitionBy().get(0), file.partition());
        return new AddFile(
                file.path(),
                scala.collection.immutable.Map.from(CollectionConverters.asScala(partition)),
                file.bytes(),
                file.modifiedMillis(),
                true,
                file.statistics(),
                null,
                null,
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
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
