package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Commits after which a table shows readers the numbers that it showed before: files were joined, what was too old or of people
 * who are erased went, properties were set again. Readers are to see the newest of them, for the files of earlier ones go.
 */
final class SameNumbers {
    private static final Set<String> OPERATIONS = Set.of("OPTIMIZE", "VACUUM START", "VACUUM END", "SET TBLPROPERTIES");
    private static final List<String> NOTES =
            List.of(CommitNote.of("retain"), CommitNote.of("erase"), CommitNote.of("rotate"));

    private SameNumbers() {}

    /**
     * Readers who saw the newest version but for such commits see the newest: those of a run too that was killed before it could
     * show it. Of a table whose night failed they go on to see what they saw.
     */
    static void show(Warehouse warehouse) {
        for (TableContract table : warehouse.contracts().all()) {
            if (warehouse.exists(table.table())) {
                show(warehouse, table.table());
            }
        }
    }

    /** The same for one table. */
    static void show(Warehouse warehouse, String table) {
        OptionalLong seen = warehouse.published(table);
        if (seen.isEmpty() || seen.getAsLong() == Publication.UNWRITTEN) {
            return;
        }
        long newest = warehouse.version(table);
        if (newest != seen.getAsLong() && areSame(warehouse, table, seen.getAsLong(), newest)) {
            warehouse.publications().moved(table, newest);
        }
    }

    private static boolean areSame(Warehouse warehouse, String table, long seen, long newest) {
        List<TableLog.Commit> later =
                TableLog.read(new Path(warehouse.path(table)), warehouse.state().fileSystem()).commits().stream()
                        .filter(commit -> commit.version() > seen)
                        .toList();
        return later.size() == newest - seen && later.stream().allMatch(SameNumbers::isSame);
    }

    private static boolean isSame(TableLog.Commit commit) {
        return OPERATIONS.contains(commit.operation())
                || NOTES.stream().anyMatch(note -> commit.note().startsWith(note));
    }
}
