package dev.vitals.warehouse.landing;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.roaringbitmap.RoaringBitmap;

/** Rows of a table out of scratch files; every row is the same object with other values, as Spark allows. */
final class SpilledRows implements PartitionReader<InternalRow> {
    private static final RoaringBitmap NOTHING = new RoaringBitmap();
    private static final int ABSENT = -1;

    private final SpillScan scan;
    private final Iterator<String> files;
    private final SpecificInternalRow row;
    private final SpecificInternalRow unused;
    private final int[] places;
    private final int fileId;
    private final int path;
    private final int lineNumber;

    private SpillReader reader;
    private int stretch = ABSENT;
    private SpillScan.Origin origin;
    private RoaringBitmap duplicates = NOTHING;

    SpilledRows(SpillScan scan, List<String> files) {
        this.scan = scan;
        this.files = files.iterator();
        StructType schema = scan.schema();
        this.row = new SpecificInternalRow(schema);
        this.unused = new SpecificInternalRow(schema);
        this.places =
                scan.shape().columns().stream().mapToInt(schema::fieldIndex).toArray();
        this.fileId = place(schema, "file_id");
        this.path = place(schema, "path");
        this.lineNumber = place(schema, "line_number");
        scan.constants().forEach((column, value) -> row.update(schema.fieldIndex(column), value));
    }

    @Override
    public boolean next() throws IOException {
        while (true) {
            if (reader == null) {
                if (!files.hasNext()) {
                    return false;
                }
                Path file = new Path(files.next());
                reader =
                        new SpillReader(file.getFileSystem(scan.configuration()).open(file), scan.shape());
            }
            if (!reader.next()) {
                close();
                continue;
            }
            if (reader.stretch() != stretch) {
                enter(reader.stretch());
            }
            if (origin == null || duplicates.contains((int) reader.line())) {
                reader.values(unused, places);
                continue;
            }
            reader.values(row, places);
            row.setLong(lineNumber, origin.linesBefore() + reader.line());
            return true;
        }
    }

    private void enter(int next) {
        stretch = next;
        origin = scan.origins()[next];
        duplicates = scan.duplicates().getOrDefault(next, NOTHING);
        if (origin != null) {
            row.update(fileId, UTF8String.fromString(origin.fileId()));
            if (path != ABSENT) {
                row.update(path, UTF8String.fromString(origin.path()));
            }
        }
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private static int place(StructType schema, String column) {
        return List.of(schema.fieldNames()).indexOf(column);
    }
}
