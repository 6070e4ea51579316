package dev.vitals.warehouse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.Path;

/**
 * Lets one run at a time write to a warehouse.
 *
 * <p>On a local disk the operating system holds the lock and lets go of it when the process dies, however it dies ({@link
 * FileRunLock}). On any other filesystem it is a lease that its owner renews and that runs out when he is gone ({@link
 * LeasedRunLock}).
 */
final class RunLock implements AutoCloseable {
    private static final long ASK_AGAIN_SECONDS = 1;

    /** What this process holds, by folder. */
    private static final Map<Path, RunLock> HELD_HERE = new ConcurrentHashMap<>();

    private final Path folder;
    private final Held held;

    RunLock(Path folder, Held held) {
        this.folder = folder;
        this.held = held;
        HELD_HERE.put(folder, this);
    }

    /** A lock that somebody holds. */
    interface Held {
        /** Whether it still is: a lease that could not be renewed may be another's by now. */
        boolean isHeld();

        void release() throws IOException;
    }

    /** The ways to hold it, and what is known of who does. */
    interface Kind {
        /** The lock in the name of a holder; empty while another holds it. */
        Optional<Held> tryTake(String holder) throws IOException;

        /** Who holds it, in the words that he gave and when he was last heard of; empty while nobody does. */
        Optional<String> holder() throws IOException;

        /** Takes away what a dead run left, and says whose it was. */
        Optional<String> clear() throws IOException;
    }

    /** Takes the lock of a warehouse, after the wait that its user allows. */
    static RunLock take(Warehouse warehouse, String holder) {
        return take(warehouse.state(), holder, warehouse.patience());
    }

    /** Takes the lock without waiting for it. */
    static RunLock take(StateFolder state, String holder) {
        return take(state, holder, Duration.ZERO);
    }

    /**
     * Takes the lock.
     *
     * @param patience how long to wait for whoever holds it
     * @throws WarehouseException when another run holds it all that time
     */
    static RunLock take(StateFolder state, String holder, Duration patience) {
        try {
            state.makeWarehouse();
            state.fileSystem().mkdirs(state.folder());
            Kind kind = kind(state);
            String words = holder + ", " + owner();
            for (long asked = 0; ; asked++) {
                Optional<Held> taken = kind.tryTake(words);
                if (taken.isPresent()) {
                    return new RunLock(state.folder(), taken.get());
                }
                if (asked * ASK_AGAIN_SECONDS >= patience.toSeconds()) {
                    throw refused(kind.holder().orElse("one that has just ended"), patience);
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(ASK_AGAIN_SECONDS));
            }
        } catch (IOException e) {
            throw new WarehouseException(
                    "The warehouse can't be written to: its run lock in %s could not be made (%s). Check --warehouse and the rights of its folder; nothing was changed."
                            .formatted(state.folder(), e.getMessage()),
                    e);
        }
    }

    /** Who holds the lock; empty while nobody does. Takes away what a dead run left, see {@link TableHealth}. */
    static TableHealth health(StateFolder state) {
        String subject = "run lock";
        try {
            Kind kind = kind(state);
            Optional<String> dead = kind.clear();
            if (dead.isPresent()) {
                return new TableHealth(
                        subject, true, "nobody's, now that the one of a dead run is gone: " + dead.get());
            }
            return new TableHealth(
                    subject,
                    true,
                    kind.holder().map(words -> "held by " + words).orElse("nobody's"));
        } catch (IOException e) {
            return new TableHealth(subject, false, "can't be read in %s: %s".formatted(state.folder(), e.getMessage()));
        }
    }

    private static Kind kind(StateFolder state) {
        boolean isLocal = "file".equals(state.fileSystem().getUri().getScheme());
        return isLocal ? new FileRunLock(state) : new LeasedRunLock(state, LeasedRunLock.LEASE);
    }

    private static WarehouseException refused(String other, Duration patience) {
        String waited = patience.isZero()
                ? "Wait until it has ended, then start again, or let this verb wait for it: --wait 60."
                : "It had not ended after %d minutes of waiting; start again when it has."
                        .formatted(patience.toMinutes());
        return new WarehouseException(
                "Another run is writing to this warehouse (%s). %s Nothing was changed.".formatted(other, waited));
    }

    private static String owner() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "a host without a name";
        }
        return "process %d on %s".formatted(ProcessHandle.current().pid(), host);
    }

    /**
     * To be asked before anything is committed, deleted or published.
     *
     * @throws WarehouseException when the lock of this run has gone to another one meanwhile
     */
    static void requireHeld(StateFolder state) {
        RunLock lock = HELD_HERE.get(state.folder());
        if (lock != null && !lock.held.isHeld()) {
            throw new WarehouseException(
                    "This run stood still for so long that another one may have taken the lock of the warehouse. It has stopped, and what it did not publish stays unseen; start it again.");
        }
    }

    @Override
    public void close() {
        HELD_HERE.remove(folder, this);
        try {
            held.release();
        } catch (IOException e) {
            throw new WarehouseException("The run lock could not be released: " + e.getMessage(), e);
        }
    }
}
