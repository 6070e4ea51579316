package dev.vitals.warehouse.landing;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.api.Binary;
import org.roaringbitmap.RoaringBitmap;

/** The rows of scratch files that end up in their table, one after the other: no duplicates, none of refused files. */
final class StagedRows implements Closeable {
    private static final RoaringBitmap NOTHING = new RoaringBitmap();
    private static final int NO_STRETCH = -1;

    private final StagedTable table;
    private final Configuration conf;
    private final Iterator<String> files;

    private SpillReader reader;
    private int stretch = NO_STRETCH;
    private StagedTable.Origin origin;
    private RoaringBitmap duplicates = NOTHING;
    private Binary fileId;
    private Binary path;

    StagedRows(StagedTable table, Configuration conf, List<String> files) {
        this.table = table;
        this.conf = conf;
        this.files = files.iterator();
    }

    /** Moves to the next row; false at the end. */
    boolean next() throws IOException {
        while (reader != null || files.hasNext()) {
            if (reader == null) {
                Path file = new Path(files.next());
                reader = new SpillReader(file.getFileSystem(conf).open(file), table.shape());
            }
            if (!reader.next()) {
                close();
                continue;
            }
            reader.find();
            if (reader.stretch() != stretch) {
                enter(reader.stretch());
            }
            if (origin != null && !duplicates.contains((int) reader.line())) {
                return true;
            }
        }
        return false;
    }

    private void enter(int next) {
        stretch = next;
        origin = table.origins()[next];
        duplicates = table.duplicates().getOrDefault(next, NOTHING);
        if (origin != null) {
            fileId = Binary.fromString(origin.fileId());
            path = Binary.fromString(origin.path());
        }
    }

    /** The values of the row that lay in scratch. */
    SpillReader stored() {
        return reader;
    }

    Binary fileId() {
        return fileId;
    }

    Binary path() {
        return path;
    }

    long lineNumber() {
        return origin.linesBefore() + reader.line();
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
