package dev.vitals.warehouse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
        TableLog log = TableLog.read(folder, files);
        for (Map.Entry<String, Instant> each : log.removed().entrySet()) {
            if (each.getValue().isBefore(before) && isThere(files, new Path(folder, each.getKey()))) {
                return true;
            }
        }
        return isFull
                && DeadFiles.of(warehouse, table)
                        .map(dead -> dead.files().stream()
                                .anyMatch(file -> file.at().isBefore(before)
                                        && !log.files().contains(file.name())))
                        .orElse(true);
    }

    private static boolean isThere(FileSystem files, Path file) {
        try {
            return files.exists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look for " + file, e);
        }
    }

    /**
     * Deletes every file that the newest version does not need, however young; nobody may be reading an earlier one.
     *
     * <p>Delta's own command takes a second or two, of which an erasure would spend one on each of forty tables; large tables
     * are left to it.
     *
     * @return how many files
     */
    static long atOnce(Warehouse warehouse, String table) {
        Optional<DeadFiles> dead = DeadFiles.of(warehouse, table);
        RunLock.requireHeld(warehouse.state());
        if (dead.isPresent()) {
            return dead.get().delete(warehouse.state().fileSystem());
        }
        long before = files(warehouse, table);
        warehouse.spark().conf().set(RETENTION_CHECK, "false");
        try {
            table(warehouse, table, true, 0);
        } finally {
            warehouse.spark().conf().unset(RETENTION_CHECK);
        }
        return before - files(warehouse, table);
    }

    private static long files(Warehouse warehouse, String table) {
        Path folder = new Path(warehouse.path(table));
        try {
            return warehouse.state().fileSystem().getContentSummary(folder).getFileCount();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + folder, e);
        }
    }

    /**
     * Vacuums a table; Delta's own words on it, which would stand in what a verb prints, are kept quiet.
     *
     * @param isFull also files that no log names
     * @param hours how long files stay that were in an earlier version
     */
    static void table(Warehouse warehouse, String table, boolean isFull, long hours) {
        RunLock.requireHeld(warehouse.state());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console.withOut(
                nowhere,
                () -> warehouse
                        .spark()
                        .sql("VACUUM delta.`%s` %s RETAIN %d HOURS"
                                .formatted(warehouse.path(table), isFull ? "FULL" : "LITE", hours)));
    }
}
