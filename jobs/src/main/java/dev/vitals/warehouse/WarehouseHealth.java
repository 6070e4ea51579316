package dev.vitals.warehouse;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/** Everything about a warehouse that may want mending: what readers see, who writes, what was interrupted, every table. */
public final class WarehouseHealth {
    private final Warehouse warehouse;
    private final Clock clock;

    /** @param clock time by which a file is told from one of a run that is under way */
    public WarehouseHealth(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /**
     * All of it. What can be mended without a choice is mended on the way: a checkpoint that was cut short is moved aside, the
     * lock of a dead run taken away.
     *
     * @param isMended also set properties of tables again that somebody changed
     * @throws WarehouseException when that is wanted while a run holds the lock
     */
    public List<TableHealth> all(boolean isMended) {
        List<TableHealth> all = new ArrayList<>();
        all.add(new Publishing(warehouse, clock).health());
        all.add(RunLock.health(warehouse.state()));
        all.add(access());
        all.add(erasure());
        all.add(rotation());
        if (isMended) {
            try (RunLock lock = RunLock.take(warehouse, "doctor since " + clock.instant())) {
                all.addAll(tables(true));
            }
        } else {
            all.addAll(tables(false));
        }
        return all;
    }

    private List<TableHealth> tables(boolean isMended) {
        Instant now = clock.instant();
        return warehouse.contracts().all().stream()
                .map(contract -> TableHealth.of(warehouse, contract, now, isMended))
                .toList();
    }

    /** A warehouse is made for its owner alone, who may open the folder; then layers that tell of people must be shut. */
    private TableHealth access() {
        String subject = "access";
        FileSystem files = warehouse.state().fileSystem();
        Path root = warehouse.state().folder().getParent();
        // A store for objects has no modes, and shows some that mean nothing.
        if (!List.of("file", "hdfs").contains(files.getUri().getScheme())) {
            return new TableHealth(subject, true, "as the store has it");
        }
        try {
            if (!files.exists(root)) {
                return new TableHealth(subject, true, "not written yet");
            }
            List<String> open = new ArrayList<>();
            for (Path folder : List.of(
                    new Path(root, "bronze"),
                    new Path(root, "dim"),
                    new Path(root, "silver"),
                    new Path(root, "ops/quarantine"))) {
                if (files.exists(folder)
                        && lets(files, root, FsAction.EXECUTE)
                        && lets(files, folder.getParent(), FsAction.EXECUTE)
                        && lets(files, folder, FsAction.READ_EXECUTE)) {
                    open.add(folder.toUri().getPath());
                }
            }
            return open.isEmpty()
                    ? new TableHealth(subject, true, "others read nothing that tells of people")
                    : new TableHealth(
                            subject,
                            false,
                            "whoever may enter the folder above can read what tells of people: chmod o-rx "
                                    + String.join(" ", open));
        } catch (IOException e) {
            return new TableHealth(subject, false, "can't be looked at: " + e.getMessage());
        }
    }

    private static boolean lets(FileSystem files, Path path, FsAction action) throws IOException {
        return files.getFileStatus(path).getPermission().getOtherAction().implies(action);
    }

    private TableHealth erasure() {
        String subject = "erasure";
        Optional<PendingErasure> pending = PendingErasure.load(warehouse.state());
        return pending.map(open -> new TableHealth(
                        subject,
                        false,
                        "the erasure %s of %s was interrupted, and no night runs before it has ended: ./vitals erase --resume"
                                .formatted(open.id(), open.startedAt())))
                .orElseGet(() -> new TableHealth(subject, true, "none was interrupted"));
    }

    private TableHealth rotation() {
        String subject = "pseudonym key";
        return KeyRotation.isOpen(warehouse.state())
                ? new TableHealth(
                        subject,
                        false,
                        "a rotation was interrupted, and no night runs before it has ended: ./vitals rotate-key")
                : new TableHealth(subject, true, "no rotation was interrupted");
    }

    /**
     * Takes note that a commit by somebody else is meant to be.
     *
     * @param commit table@version
     * @throws WarehouseException when there is no such table
     */
    public void accept(String commit) {
        String table = commit.replaceAll("@.*", "");
        if (!commit.matches("[a-z_.]+@\\d+") || !warehouse.exists(table)) {
            throw new WarehouseException(
                    "There is no version %s; write a table and the number of its version, such as silver.report_case@7."
                            .formatted(commit));
        }
        AcceptedCommits.add(warehouse.state(), commit);
    }
}
