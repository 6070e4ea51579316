package dev.vitals.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** What landings that were killed left beside the tables: rows and lines on their way, which nobody needs any more. */
final class StagingFolders {
    /** How their names begin. */
    static final String PREFIX = "staging-";

    private StagingFolders() {}

    /** Deletes them; whoever does holds the run lock, so that none belongs to a landing that is under way. */
    static void remove(Warehouse warehouse) {
        FileSystem files = warehouse.state().fileSystem();
        try {
            for (FileStatus left : files.listStatus(
                    warehouse.state().folder(), path -> path.getName().startsWith(PREFIX))) {
                files.delete(left.getPath(), true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't clean up " + warehouse.state().folder(), e);
        }
    }
}
