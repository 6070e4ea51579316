package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import io.delta.tables.DeltaTable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * How large a table is and when it last changed.
 *
 * @param table layer and name
 * @param exists whether anything was ever written to it
 * @param rows rows
 * @param files data files of the newest version
 * @param bytes their size
 * @param version number of the newest commit
 * @param changedAt time of that commit; null when there is none
 */
public record TableStats(
        String table, boolean exists, long rows, long files, long bytes, long version, Instant changedAt) {

    /** Every table that has a contract and is open to the role. */
    public static List<TableStats> all(Warehouse warehouse, Optional<String> role) {
        return warehouse.contracts().all().stream()
                .filter(contract -> contract.isOpenTo(role))
                .map(TableContract::table)
                .map(table -> of(warehouse, table))
                .toList();
    }

    private static TableStats of(Warehouse warehouse, String table) {
        if (!warehouse.exists(table)) {
            return new TableStats(table, false, 0, 0, 0, -1, null);
        }
        long rows = warehouse.read(table).count();
        return warehouse
                .fewFiles()
                .newest(warehouse.path(table))
                .map(newest -> new TableStats(
                        table,
                        true,
                        rows,
                        newest.files().size(),
                        newest.files().stream()
                                .mapToLong(FewFiles.DataFile::bytes)
                                .sum(),
                        newest.version(),
                        newest.at()))
                .orElseGet(() -> byDelta(warehouse, table, rows));
    }

    private static TableStats byDelta(Warehouse warehouse, String table, long rows) {
        DeltaTable delta = DeltaTable.forPath(warehouse.spark(), warehouse.path(table));
        Row detail = delta.detail().select("numFiles", "sizeInBytes").first();
        Row newest = delta.history(1).select("version", "timestamp").first();
        return new TableStats(
                table,
                true,
                rows,
                detail.getLong(0),
                detail.getLong(1),
                newest.getLong(0),
                newest.<Timestamp>getAs(1).toInstant());
    }
}
