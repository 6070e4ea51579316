package dev.vitals.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Data files in the folder of a table that its newest version does not need: those of earlier versions, and what a crash left.
 *
 * @param files all of them, however young
 */
record DeadFiles(List<File> files) {
    /**
     * A data file.
     *
     * @param name path below the table
     */
    record File(Path path, String name, long bytes, Instant at) {}

    DeadFiles {
        files = List.copyOf(files);
    }

    /** Those of a table; nothing where it has too many files, or a file that is needed is not where it should be. */
    static Optional<DeadFiles> of(Warehouse warehouse, String table) {
        Path folder = new Path(warehouse.path(table));
        // Listed before the newest version is read: what is committed in between is needed and not listed.
        List<File> listed = all(warehouse.state().fileSystem(), folder);
        return warehouse.fewFiles().newest(folder.toString()).flatMap(newest -> {
            Set<String> needed = new HashSet<>();
            newest.files().forEach(file -> needed.add(below(folder, new Path(file.location()))));
            List<File> dead = new ArrayList<>();
            for (File file : listed) {
                if (!needed.remove(file.name())) {
                    dead.add(file);
                }
            }
            return needed.isEmpty() ? Optional.of(new DeadFiles(dead)) : Optional.empty();
        });
    }

    private static List<File> all(FileSystem files, Path folder) {
        try {
            List<File> found = new ArrayList<>();
            RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
            while (all.hasNext()) {
                LocatedFileStatus file = all.next();
                String name = below(folder, file.getPath());
                if (name.endsWith(".parquet") && !name.startsWith("_")) {
                    Instant at = Instant.ofEpochMilli(file.getModificationTime());
                    found.add(new File(file.getPath(), name, file.getLen(), at));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list " + folder, e);
        }
    }

    private static String below(Path folder, Path file) {
        String above = folder.toUri().getPath() + Path.SEPARATOR;
        String path = file.toUri().getPath();
        return path.startsWith(above) ? path.substring(above.length()) : path;
    }

    /**
     * Deletes them; nobody may be reading an earlier version.
     *
     * @return how many
     */
    int delete(FileSystem fileSystem) {
        for (File file : files) {
            try {
                fileSystem.delete(file.path(), false);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't delete " + file.path(), e);
            }
        }
        return files.size();
    }
}
