package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that the driver has made, ready to be written once they are known to keep the contract. */
final class CheckedRows {
    private final Warehouse warehouse;
    private final RunLog log;
    private final Checks checks;

    CheckedRows(Warehouse warehouse, RunLog log) {
        this.warehouse = warehouse;
        this.log = log;
        this.checks = new Checks(warehouse);
    }

    /**
     * The rows in one piece; makes the table.
     *
     * @param rows with the columns of the contract, in their order
     * @throws CheckFailedException if a check with severity fail does not hold
     */
    Dataset<Row> of(TableContract contract, List<Row> rows) {
        warehouse.ensure(contract.table());
        Dataset<Row> frame = warehouse.spark().createDataFrame(rows, Warehouse.schema(contract));
        List<CheckResult> results = checks.results(contract, frame);
        log.checked(results);
        RowChecks.stopOnFailure(contract, results);
        return frame.repartition(1);
    }
}
