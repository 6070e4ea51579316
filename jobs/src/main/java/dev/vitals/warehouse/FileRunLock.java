package dev.vitals.warehouse;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The run lock on a local disk: one that the operating system has on a file, whatever the file says. */
final class FileRunLock implements RunLock.Kind {
    private static final String NAME = "run.lock";

    private final File file;

    FileRunLock(StateFolder state) {
        this.file = new File(state.path(NAME).toUri().getPath());
    }

    /** @param open closed by whoever releases the lock, and by the system when the process ends */
    private record Locked(RandomAccessFile open) implements RunLock.Held {
        @Override
        public boolean isHeld() {
            return true;
        }

        @Override
        public void release() throws IOException {
            open.close();
        }
    }

    @Override
    public Optional<RunLock.Held> tryTake(String holder) throws IOException {
        RandomAccessFile open = new RandomAccessFile(file, "rw");
        if (!isLocked(open)) {
            open.close();
            return Optional.empty();
        }
        open.setLength(0);
        open.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
        return Optional.of(new Locked(open));
    }

    @Override
    public Optional<String> holder() throws IOException {
        if (!file.exists()) {
            return Optional.empty();
        }
        try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
            return isLocked(open) ? Optional.empty() : Optional.ofNullable(open.readLine());
        }
    }

    /** The file of a dead run is no lock, so that there is nothing to take away. */
    @Override
    public Optional<String> clear() {
        return Optional.empty();
    }

    private static boolean isLocked(RandomAccessFile open) throws IOException {
        try {
            FileLock lock = open.getChannel().tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
