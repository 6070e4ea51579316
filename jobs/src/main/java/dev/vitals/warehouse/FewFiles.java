package dev.vitals.warehouse;

import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads Delta tables of few files: their log is read in the driver, by Delta Kernel, and their Parquet files by Spark.
 *
 * <p>Delta's own reader finds the files of each version of a table with three Spark jobs, made for logs of millions of
 * files. A night opens some fifty tables of a few dozen files, for which that is the larger part of reading them.
 */
final class FewFiles {
    /** Files up to which listing in the driver is the cheaper way. */
    private static final int MOST = 1_000;

    /** Tables that need more of a reader have deletion vectors or mapped columns. */
    private static final int PLAIN_READER = 1;

    /** Spark's option that a bracket in the name of a folder is a bracket and no pattern. */
    private static final String AS_IT_IS = "__globPaths__";

    private final SparkSession spark;
    private final Engine engine;

    FewFiles(SparkSession spark, Engine engine) {
        this.spark = spark;
        this.engine = engine;
    }

    /**
     * A file with rows of a table.
     *
     * @param path as the log has it
     * @param location the whole path
     * @param partition values of the partition columns, as the log has them
     */
    record DataFile(String path, String location, Map<String, String> partition, long bytes) {}

    /**
     * The newest version of a table.
     *
     * @param at time of its commit
     */
    record Newest(long version, Instant at, List<DataFile> files) {}

    /** The newest version; nothing when the table has too many files or needs Delta's own reader. */
    Optional<Newest> newest(String path) {
        Snapshot snapshot = TableManager.loadSnapshot(path).build(engine);
        Instant at = Instant.ofEpochMilli(snapshot.getTimestamp(engine));
        return files(snapshot).map(files -> new Newest(snapshot.getVersion(), at, files));
    }

    /** The rows of the newest version; nothing when the table has too many files or needs Delta's own reader. */
    Optional<Dataset<org.apache.spark.sql.Row>> read(String path) {
        return read(path, TableManager.loadSnapshot(path).build(engine));
    }

    /** The rows of a version; nothing when it has too many files or needs Delta's own reader. */
    Optional<Dataset<org.apache.spark.sql.Row>> read(String path, long version) {
        return read(path, TableManager.loadSnapshot(path).atVersion(version).build(engine));
    }

    private Optional<Dataset<org.apache.spark.sql.Row>> read(String path, Snapshot snapshot) {
        StructType schema =
                (StructType) DataType.fromJson(snapshot.getMetadata().getSchemaString());
        return files(snapshot).map(files -> {
            if (files.isEmpty()) {
                return spark.createDataFrame(List.of(), schema);
            }
            Column[] inOrder = Arrays.stream(schema.fieldNames())
                    .map(name -> functions.col("`" + name + "`"))
                    .toArray(Column[]::new);
            return spark.read()
                    .schema(schema)
                    .option("basePath", path)
                    .option(AS_IT_IS, "false")
                    .parquet(files.stream().map(DataFile::location).toArray(String[]::new))
                    .select(inOrder);
        });
    }

    /** The files of a version; nothing when they are too many or need Delta's own reader. */
    Optional<List<DataFile>> list(String path, long version) {
        return files(TableManager.loadSnapshot(path).atVersion(version).build(engine));
    }

    private Optional<List<DataFile>> files(Snapshot snapshot) {
        if (snapshot.getProtocol().getMinReaderVersion() > PLAIN_READER) {
            return Optional.empty();
        }
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches =
                snapshot.getScanBuilder().build().getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        files.add(file(rows.next()));
                        if (files.size() > MOST) {
                            return Optional.empty();
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the log of " + snapshot.getPath(), e);
        }
        return Optional.of(files);
    }

    private static DataFile file(Row row) {
        AddFile added = new AddFile(row.getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL));
        return new DataFile(
                added.getPath(),
                InternalScanFileUtils.getAddFileStatus(row).getPath(),
                InternalScanFileUtils.getPartitionValues(row),
                added.getSize());
    }
}
