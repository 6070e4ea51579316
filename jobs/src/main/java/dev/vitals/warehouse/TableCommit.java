package dev.vitals.warehouse;

import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * One commit in the history of a table.
 *
 * @param version its number
 * @param at when it was made
 * @param operation what was done, in Delta's words
 * @param rowsWritten rows of the files that it added; null when the operation writes none
 */
public record TableCommit(long version, Instant at, String operation, Long rowsWritten) {

    /** Commits that the log of the table still holds, newest first; none when the table was never written. */
    public static List<TableCommit> all(Warehouse warehouse, String table) {
        if (!warehouse.exists(table)) {
            return List.of();
        }
        return DeltaTable.forPath(warehouse.spark(), warehouse.path(table))
                .history()
                .select("version", "timestamp", "operation", "operationMetrics")
                .collectAsList()
                .stream()
                .map(TableCommit::of)
                .toList();
    }

    private static TableCommit of(Row row) {
        Map<String, String> metrics = row.isNullAt(3) ? Map.of() : row.getJavaMap(3);
        String rows = metrics.get("numOutputRows");
        return new TableCommit(
                row.getLong(0),
                row.<Timestamp>getAs(1).toInstant(),
                row.getString(2),
                rows == null ? null : Long.valueOf(rows));
    }
}
