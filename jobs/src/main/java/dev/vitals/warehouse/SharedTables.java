package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.job.Input;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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

    /** Bytes on disk of a table with days, up to which making and compiling a query takes longer than interpreting it. */
    private static final long FEW_BYTES = 4L << 20;

    private final Warehouse warehouse;
    private final UnaryOperator<Dataset<Row>> seen;
    private final Warehouse landed;
    private final Map<String, Dataset<Row>> read = new ConcurrentHashMap<>();
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();
    private final AtomicReference<SparkSession> interpreting = new AtomicReference<>();

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
        bytes.put(table, rows.queryExecution().analyzed().stats().sizeInBytes().longValue());
        boolean isSmall = bytes.get(table) <= SMALL_BYTES;
        return isSmall && home.exists(table) ? rows.persist(StorageLevel.MEMORY_AND_DISK()) : rows;
    }

    /** How a job reads tables: as they are, or interpreted, where all days of all of them are soon read. */
    UnaryOperator<Dataset<Row>> manner(Collection<Input> inputs) {
        boolean isQuick =
                inputs.stream().allMatch(input -> bytes(input.table()) <= (input.isDated() ? FEW_BYTES : SMALL_BYTES));
        return isQuick ? this::interpreted : rows -> rows;
    }

    private long bytes(String table) {
        read(table);
        return bytes.get(table);
    }

    /**
     * The same rows for queries that are interpreted: Spark makes classes for each query, which Java compiles twice over; of a
     * few thousand rows that is nearly all of the work.
     */
    private Dataset<Row> interpreted(Dataset<Row> rows) {
        SparkSession session = interpreting.updateAndGet(known -> known == null ? interpretingSession() : known);
        return org.apache.spark.sql.classic.Dataset.ofRows(
                (org.apache.spark.sql.classic.SparkSession) session,
                ((org.apache.spark.sql.classic.Dataset<Row>) rows).logicalPlan());
    }

    private SparkSession interpretingSession() {
        SparkSession session = ((org.apache.spark.sql.classic.SparkSession) warehouse.spark()).cloneSession();
        session.conf().set("spark.sql.codegen.wholeStage", "false");
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        return session;
    }

    @Override
    public void close() {
        read.values().forEach(Dataset::unpersist);
    }
}
