package dev.vitals.warehouse;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;

/**
 * Lets one run at a time write to a warehouse.
 *
 * <p>On a local disk the operating system holds the lock and lets go of it when the process dies, however it dies. On
 * any other filesystem a file made exclusively is the lock; a run that was killed leaves it, and its text says whose it
 * was and how to remove it.
 */
final class RunLock implements AutoCloseable {
    private static final String NAME = "run.lock";

    private final AutoCloseable release;

    private RunLock(AutoCloseable release) {
        this.release = release;
    }

    /**
     * Takes the lock.
     *
     * @throws WarehouseException when another run holds it
     */
    static RunLock take(StateFolder state, String holder) {
        Path path = state.path(NAME);
        try {
            state.makeWarehouse();
            state.fileSystem().mkdirs(path.getParent());
            String scheme = state.fileSystem().getUri().getScheme();
            return "file".equals(scheme) ? local(path, holder) : remote(state, path, holder);
        } catch (IOException e) {
            throw new WarehouseException(
                    "The warehouse can't be written to: %s could not be made (%s). Check --warehouse and the rights of its folder; nothing was changed."
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private static RunLock local(Path path, String holder) throws IOException {
        URI uri = path.toUri();
        RandomAccessFile file = new RandomAccessFile(new File(uri.getPath()), "rw");
        FileLock lock;
        try {
            lock = file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            String other = file.readLine();
            file.close();
            throw new WarehouseException(
                    "Another run is writing to this warehouse (%s). Wait until it has ended, then start again; nothing was changed."
                            .formatted(other));
        }
        file.setLength(0);
        file.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
        return new RunLock(file);
    }

    private static RunLock remote(StateFolder state, Path path, String holder) throws IOException {
        try (OutputStream out = state.fileSystem().create(path, false)) {
            out.write((holder + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            throw new WarehouseException(
                    "Another run is writing to this warehouse (%s). Wait until it has ended. If that run is known to be dead, delete %s and start again."
                            .formatted(state.readRaw(NAME).orElse("unknown").trim(), path));
        }
        return new RunLock(() -> state.delete(NAME));
    }

    @Override
    public void close() {
        try {
            release.close();
        } catch (Exception e) {
            throw new WarehouseException("The run lock could not be released: " + e.getMessage(), e);
        }
    }
}
