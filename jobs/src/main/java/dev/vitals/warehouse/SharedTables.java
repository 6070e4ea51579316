package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
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
    private final UnaryOperator<Dataset<Row>> seen;
    private final Warehouse landed;
    private final Map<String, Dataset<Row>> read = new ConcurrentHashMap<>();

    private SharedTables(Warehouse warehouse, Warehouse landed, UnaryOperator<Dataset<Row>> seen) {
        this.warehouse = warehouse;
        this.landed = landed;
        this.seen = seen;
    }

    /** The tables of a warehouse. */
    SharedTables(Warehouse warehouse) {
        this(warehouse, warehouse, UnaryOperator.identity());
    }

    /** The tables of a scratch warehouse, in which has landed what landed in another one up to a batch. */
    static SharedTables ofScratch(Warehouse scratch, Warehouse landed, long throughBatch) {
        return new SharedTables(
                scratch, landed, rows -> rows.filter(col("batch_id").leq(throughBatch)));
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
        boolean isLanded = table.startsWith("bronze.") || table.equals("ops.ingest_file");
        Warehouse home = isLanded ? landed : warehouse;
        Dataset<Row> rows = isLanded ? seen.apply(home.read(table)) : home.read(table);
        boolean isSmall =
                rows.queryExecution().analyzed().stats().sizeInBytes().$less$eq(scala.math.BigInt.apply(SMALL_BYTES));
        return isSmall && home.exists(table) ? rows.persist(StorageLevel.MEMORY_AND_DISK()) : rows;
    }

    @Override
    public void close() {
        read.values().forEach(Dataset::unpersist);
    }
}
