package dev.vitals.warehouse.landing;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.job.land.BronzeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the one pass over the bytes of a batch left behind: every line as a typed row in scratch files, a folder for each
 * kind, from which the tables are written once it is known what is a duplicate and which files are refused.
 */
final class Staging implements AutoCloseable {
    /** What the reader counted of a stretch. */
    record Stretch(int file, int split, long lines, long physicalLines) {}

    private final SparkSession spark;
    private final Path folder;
    private final FileSystem fileSystem;
    private final List<LandingFile> files;
    private final StructType schema = StagedRows.schema();
    private final List<Stretch> stretches;

    private Staging(SparkSession spark, Path folder, FileSystem fileSystem, List<LandingFile> files) {
        this.spark = spark;
        this.folder = folder;
        this.fileSystem = fileSystem;
        this.files = files;
        this.stretches = readStretches();
    }

    /** Reads every line of the plan once. */
    static Staging fill(SparkSession spark, Path folder, FileSystem fileSystem, LandingPlan plan) {
        String name = LandingFormat.register(plan);
        try {
            fileSystem.delete(folder, true);
            spark.read()
                    .format(LandingFormat.class.getName())
                    .option("plan", name)
                    .load()
                    .write()
                    .partitionBy("kind")
                    // Scratch is read once and deleted: compressing it costs more than it saves.
                    .option("compression", "uncompressed")
                    .parquet(folder.toString());
            return new Staging(spark, folder, fileSystem, plan.files());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't clear the scratch folder " + folder, e);
        } finally {
            LandingFormat.forget(name);
        }
    }

    /** Rows of one kind, with {@code file}, {@code split} and {@code line}; no rows when no line was of the kind. */
    Dataset<Row> rows(String kind) {
        Path path = new Path(folder, "kind=" + kind);
        StructType withoutKind = new StructType(Arrays.stream(schema.fields())
                .filter(f -> !f.name().equals("kind"))
                .toArray(StructField[]::new));
        return has(kind)
                ? spark.read().schema(withoutKind).parquet(path.toString())
                : spark.createDataFrame(List.of(), withoutKind);
    }

    /** Tables of which any line was found. */
    List<BronzeTable> tables() {
        return Arrays.stream(BronzeTable.values())
                .filter(table -> has(StagedRows.kind(table)))
                .toList();
    }

    boolean has(String kind) {
        try {
            return fileSystem.exists(new Path(folder, "kind=" + kind));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the scratch folder " + folder, e);
        }
    }

    /** Rows of the kind by file, for files that have any. */
    Map<Integer, Long> countByFile(String kind) {
        Map<Integer, Long> counts = new TreeMap<>();
        if (has(kind)) {
            rows(kind)
                    .groupBy("file")
                    .agg(count(lit(1)))
                    .collectAsList()
                    .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
        }
        return counts;
    }

    /** Lines by file that were not blank, as the reader counted them. */
    long[] lines() {
        long[] lines = new long[files.size()];
        stretches.forEach(s -> lines[s.file()] += s.lines());
        return lines;
    }

    /**
     * Adds {@code file_id}, {@code path} and {@code line_number} to staged rows: a line of a stretch is counted from where
     * the stretches before it ended.
     */
    Dataset<Row> located(Dataset<Row> staged) {
        List<Row> origins = new ArrayList<>();
        long before = 0;
        int file = -1;
        for (Stretch stretch : stretches) {
            before = stretch.file() == file ? before : 0;
            file = stretch.file();
            LandingFile from = files.get(file);
            origins.add(RowFactory.create(file, stretch.split(), from.fileId(), from.path(), before));
            before += stretch.physicalLines();
        }
        StructType schema = StructType.fromDDL("file int, split int, file_id string, path string, lines_before bigint");
        return staged.join(broadcast(spark.createDataFrame(origins, schema)), new String[] {"file", "split"})
                .withColumn("line_number", col("line").plus(col("lines_before")));
    }

    private List<Stretch> readStretches() {
        return rows(StagedRows.STRETCH).select("file", "split", "lines", "physical_lines").collectAsList().stream()
                .map(row -> new Stretch(row.getInt(0), row.getInt(1), row.getLong(2), row.getLong(3)))
                .sorted(Comparator.comparing(Stretch::file).thenComparing(Stretch::split))
                .toList();
    }

    @Override
    public void close() {
        try {
            fileSystem.delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete the scratch folder " + folder, e);
        }
    }
}
