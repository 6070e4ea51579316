package dev.vitals.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Small files beside the tables, under {@code <root>/_vitals}, that let an interrupted night go on where it stopped: what
 * is pending, never what is true.
 */
final class StateFolder {
    private final FileSystem fileSystem;
    private final Path folder;

    private StateFolder(FileSystem fileSystem, Path folder) {
        this.fileSystem = fileSystem;
        this.folder = folder;
    }

    static StateFolder of(Configuration conf, String root) {
        try {
            Path folder = new Path(root, "_vitals");
            return new StateFolder(folder.getFileSystem(conf), folder);
        } catch (IOException | IllegalArgumentException e) {
            throw new WarehouseException(
                    "The warehouse %s can't be reached: %s. Check --warehouse and the credentials of its filesystem."
                            .formatted(root, e.getMessage()),
                    e);
        }
    }

    FileSystem fileSystem() {
        return fileSystem;
    }

    Path path(String name) {
        return new Path(folder, name);
    }

    Optional<String> read(String name) {
        try (FSDataInputStream in = fileSystem.open(path(name))) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + path(name), e);
        }
    }

    /** Writes the whole file or leaves what was there. */
    void write(String name, String text) {
        Path target = path(name);
        Path draft = path(name + ".draft");
        try {
            fileSystem.mkdirs(target.getParent());
            try (OutputStream out = fileSystem.create(draft, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            fileSystem.delete(target, false);
            if (!fileSystem.rename(draft, target)) {
                throw new IOException("rename refused");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + target, e);
        }
    }

    void delete(String name) {
        try {
            fileSystem.delete(path(name), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + path(name), e);
        }
    }
}
