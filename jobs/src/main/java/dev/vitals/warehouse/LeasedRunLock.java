package dev.vitals.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The run lock on a store, where nothing tells that a process has died: a file that its owner writes anew every minute. One that
 * was not renewed for {@link #LEASE} is a dead run's, and the next run takes over.
 *
 * <p>Each taking is a file of the next number, made only if it is not there, and the highest number holds the lock: so that of
 * two who find the same one free or dead one takes over, and that an owner who only stood still finds a higher number than his,
 * and stops. The file of the highest number stays, released, for else its number would be given twice. Ages are told by the
 * clock of the store alone: a file is written to learn what time it is there.
 */
final class LeasedRunLock implements RunLock.Kind {
    /** How long a run that says nothing counts as alive. */
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final int RENEWALS_A_LEASE = 5;
    private static final String PREFIX = "run.lock.";
    private static final String RELEASED = "released\n";

    /** Hadoop's word for a store that makes an object only if there is none (S3); others don't know it and need not. */
    private static final String ONLY_IF_NEW = "fs.option.create.conditional.overwrite";

    private final FileSystem files;
    private final Path folder;
    private final Duration lease;

    LeasedRunLock(StateFolder state, Duration lease) {
        this.files = state.fileSystem();
        this.folder = state.folder();
        this.lease = lease;
    }

    @Override
    public Optional<RunLock.Held> tryTake(String holder) throws IOException {
        Optional<FileStatus> before = newest();
        if (before.isPresent() && isHeld(before.get())) {
            return Optional.empty();
        }
        long number = before.map(LeasedRunLock::number).orElse(0L) + 1;
        Path mine = new Path(folder, PREFIX + number);
        String text = holder + "\n" + UUID.randomUUID() + "\n";
        FSDataOutputStreamBuilder<?, ?> making = files.createFile(mine).overwrite(false);
        making.opt(ONLY_IF_NEW, true);
        try (OutputStream out = making.build()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Somebody was first, or the answer was lost of a file that was made: what is there now decides.
            boolean isAnothers = newest().filter(lock -> number(lock) >= number).isPresent();
            if (!isAnothers) {
                throw e;
            }
        }
        if (!isNewest(mine) || !read(mine).equals(Optional.of(text))) {
            return Optional.empty();
        }
        for (FileStatus dead : all()) {
            if (number(dead) < number) {
                files.delete(dead.getPath(), false);
            }
        }
        return Optional.of(new Lease(mine, text));
    }

    @Override
    public Optional<String> holder() throws IOException {
        Optional<FileStatus> newest = newest();
        if (newest.isEmpty() || !isHeld(newest.get())) {
            return Optional.empty();
        }
        return read(newest.get().getPath()).map(text -> text.lines().findFirst().orElse("a run of no name"));
    }

    @Override
    public Optional<String> clear() throws IOException {
        Optional<FileStatus> newest = newest();
        if (newest.isEmpty() || isReleased(newest.get()) || isHeld(newest.get())) {
            return Optional.empty();
        }
        Path dead = newest.get().getPath();
        String words = read(dead).flatMap(text -> text.lines().findFirst()).orElse("a run of no name");
        write(dead, RELEASED);
        return Optional.of(words);
    }

    private boolean isHeld(FileStatus lock) throws IOException {
        return !isReleased(lock) && now() - lock.getModificationTime() <= lease.toMillis();
    }

    private boolean isReleased(FileStatus lock) throws IOException {
        return read(lock.getPath()).equals(Optional.of(RELEASED));
    }

    private void write(Path file, String text) throws IOException {
        try (OutputStream out = files.create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Optional<FileStatus> newest() throws IOException {
        return Arrays.stream(all()).max(Comparator.comparingLong(LeasedRunLock::number));
    }

    private boolean isNewest(Path lock) throws IOException {
        return newest().map(each -> each.getPath().getName()).equals(Optional.of(lock.getName()));
    }

    private FileStatus[] all() throws IOException {
        try {
            return files.listStatus(folder, path -> path.getName().matches("run\\.lock\\.\\d+"));
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private static long number(FileStatus lock) {
        return Long.parseLong(lock.getPath().getName().substring(PREFIX.length()));
    }

    /** What time it is by the clock that dates the files. */
    private long now() throws IOException {
        Path probe = new Path(folder, "clock-" + UUID.randomUUID());
        files.create(probe, true).close();
        try {
            return files.getFileStatus(probe).getModificationTime();
        } finally {
            files.delete(probe, false);
        }
    }

    private Optional<String> read(Path file) throws IOException {
        try (var in = files.open(file)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** A file that is renewed until it is released. */
    private final class Lease implements RunLock.Held {
        private final Path file;
        private final String text;
        private final ScheduledExecutorService renewing;
        private int failed;
        private boolean isLost;

        Lease(Path file, String text) {
            this.file = file;
            this.text = text;
            this.renewing = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "run-lock");
                thread.setDaemon(true);
                return thread;
            });
            long every = lease.toMillis() / RENEWALS_A_LEASE;
            renewing.scheduleAtFixedRate(this::renew, every, every, TimeUnit.MILLISECONDS);
        }

        private synchronized void renew() {
            if (isLost) {
                return;
            }
            try {
                if (isMine()) {
                    write(file, text);
                    failed = 0;
                } else {
                    isLost = true;
                }
            } catch (IOException e) {
                // The store may be back a minute later; before others think that the run is dead, it must think so
                // itself.
                failed++;
                isLost = failed >= RENEWALS_A_LEASE - 1;
            }
        }

        private boolean isMine() throws IOException {
            return isNewest(file) && read(file).equals(Optional.of(text));
        }

        @Override
        public synchronized boolean isHeld() {
            try {
                return !isLost && isMine();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void release() throws IOException {
            renewing.shutdownNow();
            synchronized (this) {
                if (!isLost) {
                    write(file, RELEASED);
                }
            }
        }
    }
}
