package dev.vitals.warehouse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import scala.Console;

/** Deletes files of a table that none of its newer versions needs. */
final class Vacuum {
    private static final String RETENTION_CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";

    private Vacuum() {}

    /**
     * Whether there is any file to delete: to look costs less than to clean up a table that has none, by a hundred times.
     *
     * @param isFull also files that no log names
     * @param before since when no version may have needed them
     */
    static boolean isAnyToDelete(Warehouse warehouse, String table, boolean isFull, Instant before) {
        Path folder = new Path(warehouse.path(table));
        FileSystem files = warehouse.state().fileSystem();
        for (Map.Entry<String, Instant> each :
                TableLog.read(folder, files).removed().entrySet()) {
            if (each.getValue().isBefore(before) && isThere(files, new Path(folder, each.getKey()))) {
                return true;
            }
        }
        return isFull
                && new TableDrift(warehouse, warehouse.contracts().table(table))
                                .orphans(before)
                                .count()
                        > 0;
    }

    private static boolean isThere(FileSystem files, Path file) {
        try {
            return files.exists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look for " + file, e);
        }
    }

    /** Deletes every file that the newest version does not need, however young; nobody may be reading an earlier one. */
    static void atOnce(Warehouse warehouse, String table) {
        if (!isAnyToDelete(warehouse, table, true, Instant.MAX)) {
            return;
        }
        warehouse.spark().conf().set(RETENTION_CHECK, "false");
        try {
            table(warehouse, table, true, 0);
        } finally {
            warehouse.spark().conf().unset(RETENTION_CHECK);
        }
    }

    /**
     * Vacuums a table; Delta's own words on it, which would stand in what a verb prints, are kept quiet.
     *
     * @param isFull also files that no log names
     * @param hours how long files stay that were in an earlier version
     */
    static void table(Warehouse warehouse, String table, boolean isFull, long hours) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console.withOut(
                nowhere,
                () -> warehouse
                        .spark()
                        .sql("VACUUM delta.`%s` %s RETAIN %d HOURS"
                                .formatted(warehouse.path(table), isFull ? "FULL" : "LITE", hours)));
    }
}
