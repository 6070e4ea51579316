package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Collects what a run did and writes it to {@code ops.job_run} and {@code ops.check_result} at its end, good or bad. */
final class RunLog {
    /** Where a row of {@code ops.job_run} has what. */
    private static final int TABLE = 2;

    private static final int ROWS = 9;

    private final Clock clock;
    private final String runId;
    private final LocalDate asOf;
    private final List<Row> runs = new ArrayList<>();
    private final List<Row> checks = new ArrayList<>();

    /** Of tables to which rows are being added, how many. */
    private final Map<String, Integer> tried = new HashMap<>();

    RunLog(Clock clock, LocalDate asOf) {
        this.clock = clock;
        this.asOf = asOf;
        this.runId = UUID.randomUUID().toString();
    }

    String runId() {
        return runId;
    }

    LocalDate asOf() {
        return asOf;
    }

    Instant now() {
        return clock.instant();
    }

    void jobSucceeded(
            String job, String table, LocalDate from, LocalDate to, int daysReplaced, long rows, Instant startedAt) {
        add(job, table, from, to, "succeeded", null, daysReplaced, rows, null, startedAt);
    }

    void jobFailed(String job, String table, Exception failure, Instant startedAt) {
        add(job, table, null, null, "failed", null, null, null, failure.getMessage(), startedAt);
    }

    /** The row that says that a night is whole, and up to where it took in what landed. */
    void nightSucceeded(LocalDate night, long throughBatch, Instant startedAt) {
        add(LastNight.JOB, null, night, night, "succeeded", throughBatch, null, null, null, startedAt);
    }

    /** The row that says that a night was not made visible, and why. */
    void nightFailed(LocalDate night, Exception failure, Instant startedAt) {
        add(LastNight.JOB, null, night, night, "failed", null, null, null, failure.getMessage(), startedAt);
    }

    /** Rows that were computed so far and have not been written down, by table. */
    synchronized SortedMap<String, Long> rows() {
        SortedMap<String, Long> byTable = new TreeMap<>();
        for (Row run : runs) {
            if (!run.isNullAt(TABLE) && !run.isNullAt(ROWS)) {
                byTable.merge(run.getString(TABLE), run.getLong(ROWS), Long::sum);
            }
        }
        return byTable;
    }

    synchronized void checked(List<CheckResult> results) {
        for (CheckResult result : results) {
            checks.add(RowFactory.create(
                    runId,
                    result.table(),
                    result.check().name(),
                    result.check().severity().name().toLowerCase(Locale.ROOT),
                    result.isPassed(),
                    result.brokenRows(),
                    result.rows(),
                    Date.valueOf(asOf),
                    Timestamp.from(now())));
        }
    }

    /** Appends everything collected; what a write that failed has left there all the same is not added again. */
    void write(Warehouse warehouse) {
        append(warehouse, "ops.check_result", checks);
        append(warehouse, "ops.job_run", runs);
    }

    private void append(Warehouse warehouse, String table, List<Row> rows) {
        if (tried.containsKey(table) && isThere(warehouse, table)) {
            // It was done, and only the answer of the store was lost.
            rows.subList(0, tried.get(table)).clear();
        }
        if (rows.isEmpty()) {
            return;
        }
        tried.put(table, rows.size());
        TableContract contract = warehouse.contracts().table(table);
        warehouse.ensure(table);
        RunLock.requireHeld(warehouse.state());
        warehouse
                .spark()
                .createDataFrame(List.copyOf(rows), Warehouse.schema(contract))
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .save(warehouse.path(table));
        rows.clear();
        tried.remove(table);
    }

    private boolean isThere(Warehouse warehouse, String table) {
        return !warehouse.read(table).filter(col("run_id").equalTo(runId)).isEmpty();
    }

    private synchronized void add(
            String job,
            String table,
            LocalDate from,
            LocalDate to,
            String status,
            Long throughBatch,
            Integer daysReplaced,
            Long rows,
            String error,
            Instant startedAt) {
        runs.add(RowFactory.create(
                runId,
                job,
                table,
                date(from),
                date(to),
                Date.valueOf(asOf),
                status,
                throughBatch,
                daysReplaced,
                rows,
                error,
                Timestamp.from(startedAt),
                Timestamp.from(now())));
    }

    private static Date date(LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }
}
