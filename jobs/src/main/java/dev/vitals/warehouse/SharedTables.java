package dev.vitals.warehouse;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The tables that the jobs of a night read. A dozen jobs ask for the same few: a small table is read once and kept, because
 * finding the files of a table costs more than reading one of a few megabytes; of a large one each job reads its window.
 *
 * <p>A table that a job of the night writes is read only after that job.
 */
final class SharedTables implements AutoCloseable {
    /** Bytes on disk up to which a table is kept; a multiple of it in memory. */
    private static final long SMALL_BYTES = 16L << 20;

    private final Warehouse warehouse;
    private final Map<String, Dataset<Row>> read = new ConcurrentHashMap<>();

    SharedTables(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    Contracts contracts() {
        return warehouse.contracts();
    }

    TableContract contract(String table) {
        return warehouse.contracts().table(table);
    }

    Dataset<Row> read(String table) {
        return read.computeIfAbsent(table, this::open);
    }

    private Dataset<Row> open(String table) {
        Dataset<Row> rows = warehouse.read(table);
        boolean isSmall =
                rows.queryExecution().analyzed().stats().sizeInBytes().$less$eq(scala.math.BigInt.apply(SMALL_BYTES));
        return isSmall && warehouse.exists(table) ? rows.persist(StorageLevel.MEMORY_AND_DISK()) : rows;
    }

    @Override
    public void close() {
        read.values().forEach(Dataset::unpersist);
    }
}
