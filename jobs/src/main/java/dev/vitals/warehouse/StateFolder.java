package dev.vitals.warehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Small files beside the tables, under {@code <root>/_vitals}, that let an interrupted night go on where it stopped: what
 * is pending, never what is true.
 *
 * <p>A file is replaced by renaming its draft. Where a filesystem can't rename onto a file, the old one is deleted first,
 * and until the renaming is done the draft counts, if it was written to its last line.
 */
final class StateFolder {
    private static final String LAST_LINE = "\n# end\n";

    private final FileSystem fileSystem;

    /** Without checksum files beside the files, which could not be replaced together with them. */
    private final FileSystem plain;

    private final Path folder;

    private StateFolder(FileSystem fileSystem, Path folder) {
        this.fileSystem = fileSystem;
        this.plain = fileSystem instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : fileSystem;
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

    /** Whether a run has ever begun here, also one that found nothing to write. */
    boolean isThere() {
        try {
            return plain.exists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look for " + folder, e);
        }
    }

    /** Makes the folder of the warehouse, for its owner alone, unless it is there: it will hold what people wrote. */
    void makeWarehouse() throws IOException {
        Path root = folder.getParent();
        if (!plain.exists(root)) {
            plain.mkdirs(root, new FsPermission(FsAction.ALL, FsAction.NONE, FsAction.NONE));
        }
    }

    Path folder() {
        return folder;
    }

    Path path(String name) {
        return new Path(folder, name);
    }

    Optional<String> read(String name) {
        return whole(path(name)).or(() -> whole(draft(name)));
    }

    /** Writes the whole file or leaves what was there. */
    void write(String name, String text) {
        write(name, text, FsPermission.getFileDefault());
    }

    /** The same, and nobody else may read it, whoever may read the folder. */
    void writeForOwner(String name, String text) {
        write(name, text, new FsPermission(FsAction.READ_WRITE, FsAction.NONE, FsAction.NONE));
    }

    private void write(String name, String text, FsPermission permission) {
        Path target = path(name);
        try {
            plain.mkdirs(target.getParent());
            try (OutputStream out = plain.create(draft(name), true)) {
                if (!permission.equals(FsPermission.getFileDefault())) {
                    plain.setPermission(draft(name), permission);
                }
                out.write((text + LAST_LINE).getBytes(StandardCharsets.UTF_8));
            }
            if (!renamed(draft(name), target)) {
                plain.delete(target, false);
                if (!plain.rename(draft(name), target)) {
                    throw new IOException("rename refused");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + target, e);
        }
    }

    void delete(String name) {
        try {
            plain.delete(draft(name), true);
            plain.delete(path(name), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + path(name), e);
        }
    }

    private Path draft(String name) {
        return path(name + ".draft");
    }

    private boolean renamed(Path from, Path to) throws IOException {
        try {
            return plain.rename(from, to);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** A file as it stands, whoever wrote how much of it. */
    Optional<String> readRaw(String name) {
        return text(path(name));
    }

    private Optional<String> whole(Path file) {
        return text(file)
                .filter(text -> text.endsWith(LAST_LINE))
                .map(text -> text.substring(0, text.length() - LAST_LINE.length()));
    }

    private Optional<String> text(Path file) {
        try (FSDataInputStream in = plain.open(file)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }
}
