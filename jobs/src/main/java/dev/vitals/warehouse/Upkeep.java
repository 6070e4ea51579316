package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/**
 * Keeps the tables of a warehouse few in files and small on disk: small files are joined, and files that no version of the
 * last days needs are deleted. No row changes, so that it may run, be killed and be run again at any time between nights.
 */
public final class Upkeep {
    private static final int HOURS_A_DAY = 24;

    /** Delta joins files up to a gigabyte; a day of ours has one far below that. */
    private static final long SMALL = 1L << 30;

    private final Warehouse warehouse;
    private final Clock clock;
    private final Progress progress;

    /** @param clock time for the lock, never for a number */
    public Upkeep(Warehouse warehouse, Clock clock, Progress progress) {
        this.warehouse = warehouse;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was done to a table.
     *
     * @param table layer and name
     * @param joined small files that were joined
     * @param into larger files that hold their rows now
     * @param filesBefore files in the folder of the table, of all versions and of the log
     * @param filesAfter the same afterwards
     * @param bytesBefore their size
     * @param bytesAfter the same afterwards
     */
    public record Kept(
            String table,
            long joined,
            long into,
            long filesBefore,
            long filesAfter,
            long bytesBefore,
            long bytesAfter) {}

    /**
     * Looks after every table that was written.
     *
     * @param keepDays days whose versions stay readable; at least 7, because an interrupted night may need them
     * @param isFull also delete files that a crash left and no log names, for which every folder is listed
     * @throws WarehouseException when another run holds the lock
     */
    public List<Kept> all(int keepDays, boolean isFull) {
        return some(
                warehouse.contracts().all().stream()
                        .map(TableContract::table)
                        .filter(warehouse::exists)
                        .toList(),
                keepDays,
                isFull);
    }

    /** Looks after some tables, see {@link #all}. */
    List<Kept> some(List<String> tables, int keepDays, boolean isFull) {
        try (RunLock lock = RunLock.take(warehouse, "optimize since " + clock.instant())) {
            List<Kept> kept = new ArrayList<>();
            for (String table : tables) {
                progress.at("optimize " + table, kept.size(), tables.size());
                kept.add(one(table, keepDays, isFull));
            }
            return kept;
        }
    }

    private Kept one(String table, int keepDays, boolean isFull) {
        String path = warehouse.path(table);
        RunLock.requireHeld(warehouse.state());
        ContentSummary before = onDisk(path);
        long[] joined = join(table);
        Duration kept = Duration.ofHours(retention(table, keepDays));
        if (Vacuum.isAnyToDelete(warehouse, table, isFull, clock.instant().minus(kept))) {
            Vacuum.table(warehouse, table, isFull, kept.toHours());
        }
        SameNumbers.show(warehouse, table);
        ContentSummary after = onDisk(path);
        return new Kept(
                table,
                joined[0],
                joined[1],
                before.getFileCount(),
                after.getFileCount(),
                before.getLength(),
                after.getLength());
    }

    /** Small files, and the larger ones that they became; where every folder has one file at most there is nothing to plan. */
    private long[] join(String table) {
        String path = warehouse.path(table);
        boolean isJoined = warehouse
                .fewFiles()
                .newest(path)
                .map(newest -> newest.files().stream()
                        .filter(file -> file.bytes() < SMALL)
                        .collect(Collectors.groupingBy(FewFiles.DataFile::partition, Collectors.counting()))
                        .values()
                        .stream()
                        .noneMatch(files -> files > 1))
                .orElse(false);
        if (isJoined) {
            return new long[2];
        }
        RunLock.requireHeld(warehouse.state());
        Row metrics = warehouse
                .spark()
                .sql("OPTIMIZE delta.`%s`".formatted(path))
                .select("metrics.numFilesRemoved", "metrics.numFilesAdded")
                .first();
        SameNumbers.show(warehouse, table);
        return new long[] {metrics.getLong(0), metrics.getLong(1)};
    }

    /**
     * Hours for which files stay that no newest version needs. What readers see must stay, however long ago its night was; of a
     * table that they read as it is nothing must, so that text goes when its time has come.
     *
     * @param keepDays at least
     */
    long retention(String table, int keepDays) {
        if (warehouse.published(table).isEmpty()) {
            return (long) keepDays * HOURS_A_DAY;
        }
        long seen = warehouse
                .publications()
                .neededSince()
                .map(since -> Duration.between(since, clock.instant()).toHours() + HOURS_A_DAY)
                .orElse(0L);
        return Math.max((long) keepDays * HOURS_A_DAY, seen);
    }

    private ContentSummary onDisk(String path) {
        try {
            return warehouse.state().fileSystem().getContentSummary(new Path(path));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + path, e);
        }
    }
}
