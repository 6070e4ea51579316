package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import io.delta.kernel.TableManager;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What has become of a table besides its rows: a protocol that not everybody reads, statistics that tell what they must not,
 * commits by others, files that no log names.
 */
final class TableDrift {
    private static final int PLAIN_READER = 1;
    private static final int PLAIN_WRITER = 2;
    private static final String STATISTICS = "delta.dataSkippingStatsColumns";
    private static final String DELETION_VECTORS = "delta.enableDeletionVectors";

    private static final long KIBIBYTE = 1024;
    private static final long SMALL = 8 << 20;
    private static final int MANY = 16;

    private final Warehouse warehouse;
    private final TableContract contract;
    private final Path path;
    private final TableLog log;

    TableDrift(Warehouse warehouse, TableContract contract) {
        this.warehouse = warehouse;
        this.contract = contract;
        this.path = new Path(warehouse.path(contract.table()));
        this.log = TableLog.read(path, warehouse.state().fileSystem());
    }

    private SnapshotImpl snapshot() {
        return (SnapshotImpl) TableManager.loadSnapshot(path.toString()).build(warehouse.engineOfKernel());
    }

    /** Whether somebody changed the properties that say what the log tells of values. */
    boolean isToBeSetAgain() {
        return !isAsMade(snapshot().getMetadata().getConfiguration());
    }

    /** What is to be mended by hand or was accepted by nobody, in sentences. */
    List<String> problems() {
        SnapshotImpl snapshot = snapshot();
        List<String> problems = new ArrayList<>();
        Protocol protocol = snapshot.getProtocol();
        if (protocol.getMinReaderVersion() > PLAIN_READER || protocol.getMinWriterVersion() > PLAIN_WRITER) {
            problems.add(
                    "Its protocol is reader %d, writer %d and not %d, %d: somebody turned a feature on that not every reader knows, and that can't be turned off. Copy its rows into a new table (move its folder away, then ./vitals backfill; of bronze: restore it)."
                            .formatted(
                                    protocol.getMinReaderVersion(),
                                    protocol.getMinWriterVersion(),
                                    PLAIN_READER,
                                    PLAIN_WRITER));
        }
        problems.addAll(statistics(snapshot.getMetadata().getConfiguration()));
        Set<String> accepted = AcceptedCommits.of(warehouse.state(), contract.table());
        for (TableLog.Commit commit : log.byOthers()) {
            if (!accepted.contains(Long.toString(commit.version()))) {
                problems.add(
                        "Version %d of %s was not written by Vitals (%s by %s). Compare with ./vitals verify; put the table back (Delta: RESTORE TO VERSION AS OF %d), or let it be: ./vitals doctor --accept %s@%d."
                                .formatted(
                                        commit.version(),
                                        commit.at(),
                                        commit.operation(),
                                        commit.engine(),
                                        commit.version() - 1,
                                        contract.table(),
                                        commit.version()));
            }
        }
        return problems;
    }

    private List<String> statistics(Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        Set<String> allowed = Set.of(NewTable.statisticsColumns(contract).split(","));
        Set<String> told = new TreeSet<>(log.statistics());
        told.removeAll(allowed);
        if (!told.isEmpty()) {
            problems.add(
                    "Its log tells values of %s, which may be ids or text. Move its folder away and compute it anew (./vitals backfill; of bronze: erase the log's history by copying the table)."
                            .formatted(String.join(", ", told)));
        }
        if (!isAsMade(properties)) {
            problems.add(
                    "Its properties are no longer as Vitals made them, and the next commits would tell values of more columns or leave deleted rows in files; ./vitals doctor --mend sets them again.");
        }
        return problems;
    }

    private boolean isAsMade(Map<String, String> properties) {
        Set<String> now = Set.of(properties.getOrDefault(STATISTICS, "*").split(","));
        return Set.of(NewTable.statisticsColumns(contract).split(",")).containsAll(now)
                && !"true".equals(properties.get(DELETION_VECTORS));
    }

    /** Files of the newest version that are gone or have another length, of {@link #size()} files; none where they are too many. */
    List<String> damagedFiles() {
        List<String> damaged = damagedNow();
        // A run that is under way may have replaced them since the log was read.
        return damaged.isEmpty() ? damaged : damagedNow();
    }

    private List<String> damagedNow() {
        List<FewFiles.DataFile> files = warehouse
                .fewFiles()
                .newest(path.toString())
                .map(FewFiles.Newest::files)
                .orElse(List.of());
        Map<String, Long> lengths = files.isEmpty() ? Map.of() : lengths();
        return files.stream()
                .filter(file -> !Objects.equals(
                        lengths.get(new Path(file.location()).toUri().getPath()), file.bytes()))
                .map(FewFiles.DataFile::path)
                .toList();
    }

    /** Of all files below the table, by path. */
    private Map<String, Long> lengths() {
        Map<String, Long> lengths = new HashMap<>();
        try {
            RemoteIterator<LocatedFileStatus> all =
                    warehouse.state().fileSystem().listFiles(path, true);
            while (all.hasNext()) {
                LocatedFileStatus file = all.next();
                lengths.put(file.getPath().toUri().getPath(), file.getLen());
            }
            return lengths;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + path, e);
        }
    }

    /** How many files the newest version has, and whether they are small and many. */
    Size size() {
        return warehouse
                .fewFiles()
                .newest(path.toString())
                .map(newest -> {
                    long bytes = newest.files().stream()
                            .mapToLong(FewFiles.DataFile::bytes)
                            .sum();
                    long most = newest.files().stream()
                            .filter(file -> file.bytes() < SMALL)
                            .collect(Collectors.groupingBy(FewFiles.DataFile::partition, Collectors.counting()))
                            .values()
                            .stream()
                            .mapToLong(Long::longValue)
                            .max()
                            .orElse(0);
                    return new Size(newest.files().size(), bytes, most);
                })
                .orElse(new Size(-1, -1, 0));
    }

    /**
     * Files of a table.
     *
     * @param files how many, -1 where they are too many to be listed here
     * @param bytes their size
     * @param smallInAFolder of a few megabytes at most, in the folder that has most of them
     */
    record Size(long files, long bytes, long smallInAFolder) {
        String words() {
            String text = files < 0
                    ? "; too many files to look at each"
                    : "; %,d files, %,d KiB".formatted(files, bytes / KIBIBYTE);
            return smallInAFolder <= MANY
                    ? text
                    : text + ", %,d small ones in a folder, which ./vitals optimize joins".formatted(smallInAFolder);
        }
    }

    /** Files that no commit names. */
    record Orphans(long count, long bytes) {
        String words() {
            return count == 0
                    ? ""
                    : "; %,d files of %,d KiB that a crash left, ./vitals optimize --full deletes them after a week"
                            .formatted(count, bytes / KIBIBYTE);
        }
    }

    /**
     * Those that nobody wrote lately; none where there are too many files to look for them here.
     *
     * @param before when they were written at the latest
     */
    Orphans orphans(Instant before) {
        List<DeadFiles.File> orphans =
                DeadFiles.of(warehouse, contract.table()).map(DeadFiles::files).orElse(List.of()).stream()
                        .filter(file ->
                                file.at().isBefore(before) && !log.files().contains(file.name()))
                        .toList();
        return new Orphans(
                orphans.size(),
                orphans.stream().mapToLong(DeadFiles.File::bytes).sum());
    }

    /** Sets the properties as they were made. */
    void mend() {
        RunLock.requireHeld(warehouse.state());
        warehouse
                .spark()
                .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('%s' = '%s', '%s' = 'false')"
                        .formatted(path, STATISTICS, NewTable.statisticsColumns(contract), DELETION_VECTORS));
        SameNumbers.show(warehouse, contract.table());
    }
}
