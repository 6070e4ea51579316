package dev.vitals.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * Checkpoints of a table's log that were cut short by a full disk or a kill.
 *
 * <p>Delta refuses a table with one although its commits hold everything. Moved aside, the table is read from its commits.
 */
final class CutCheckpoints {
    private static final String ASIDE = ".cut";

    private CutCheckpoints() {}

    /** Moves those of a table aside and returns their new names, none when all are whole. */
    static List<String> moveAside(Warehouse warehouse, String table) {
        Path log = new Path(warehouse.path(table), "_delta_log");
        List<String> moved = new ArrayList<>();
        try {
            FileSystem files =
                    log.getFileSystem(warehouse.spark().sessionState().newHadoopConf());
            for (FileStatus file : files.listStatus(log)) {
                String name = file.getPath().getName();
                if (name.contains(".checkpoint.") && name.endsWith(".parquet") && !ParquetEnd.isThere(files, file)) {
                    files.rename(file.getPath(), new Path(log, name + ASIDE));
                    moved.add(name + ASIDE);
                }
            }
            if (!moved.isEmpty()) {
                // It may name the one that is gone; without it Delta looks for itself.
                files.delete(new Path(log, "_last_checkpoint"), false);
                DeltaLog.invalidateCache(warehouse.spark(), new Path(warehouse.path(table)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look through " + log, e);
        }
        return moved;
    }
}
