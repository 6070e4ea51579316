package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Writes what is told of a change of gold, such as what moved and what stood before, ahead of the change itself. Should the
 * night die in between, the next one finds gold at the same version and replaces the notes by its own.
 */
final class GoldNotes {
    private final Warehouse warehouse;
    private final RunLog log;
    private final LocalDate since;

    /** @param since day before which no unfinished night can have noted anything: the last night */
    GoldNotes(Warehouse warehouse, RunLog log, LocalDate since) {
        this.warehouse = warehouse;
        this.log = log;
        this.since = since;
    }

    /**
     * Writes the notes.
     *
     * @param table a table that is partitioned by the night, and has a column {@code gold_version}
     * @param rows rows of it
     * @param goldVersion version of the table of gold that is about to change
     */
    void write(String table, List<Row> rows, long goldVersion) {
        boolean isNoted = isNoted(table, goldVersion);
        if (rows.isEmpty() && !isNoted) {
            return;
        }
        TableContract contract = warehouse.contracts().table(table);
        warehouse.ensure(table);
        Dataset<Row> frame = warehouse.spark().createDataFrame(rows, Warehouse.schema(contract));
        if (!contract.checks().isEmpty()) {
            List<CheckResult> results = new Checks(warehouse).results(contract, frame);
            log.checked(results);
            RowChecks.stopOnFailure(contract, results);
        }
        RunLock.requireHeld(warehouse.state());
        DataFrameWriter<Row> writer = frame.repartition(1).write().format("delta");
        (isNoted
                        ? writer.mode("overwrite")
                                .option(
                                        "replaceWhere",
                                        "gold_version = %d AND %s >= DATE'%s'"
                                                .formatted(goldVersion, night(table), since))
                        : writer.mode("append"))
                .save(warehouse.path(table));
    }

    /** Whether a night that was killed before it changed gold has noted something. */
    private boolean isNoted(String table, long goldVersion) {
        return warehouse.exists(table)
                && !warehouse
                        .read(table)
                        .filter(col(night(table)).geq(Date.valueOf(since)))
                        .filter(col("gold_version").equalTo(goldVersion))
                        .isEmpty();
    }

    private String night(String table) {
        return warehouse.contracts().table(table).dayColumn().orElseThrow().name();
    }
}
