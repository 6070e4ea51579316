package dev.vitals.warehouse.landing;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.land.BronzeTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
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
    /**
     * Lines that agree in all of this.
     *
     * @param kind table, {@link StagedRows#REJECTED}, {@link StagedRows#IGNORED} or {@link StagedRows#STRETCH}
     * @param file index of the file
     * @param split index of the stretch, for {@link StagedRows#STRETCH} alone
     * @param day day of the event; null for what is no event
     * @param type type of an ignored line
     * @param rows how many
     * @param lines lines that were not blank, as the reader of the stretch counted them
     * @param physicalLines all lines of the stretch
     */
    record Tally(
            String kind, int file, int split, LocalDate day, String type, long rows, long lines, long physicalLines) {
        boolean isEvent() {
            return !kind.startsWith("_");
        }
    }

    private final SparkSession spark;
    private final Path folder;
    private final FileSystem fileSystem;
    private final List<LandingFile> files;
    private final StructType schema = StagedRows.schema();
    private final List<Tally> tallies;

    private Staging(SparkSession spark, Path folder, FileSystem fileSystem, List<LandingFile> files) {
        this.spark = spark;
        this.folder = folder;
        this.fileSystem = fileSystem;
        this.files = files;
        this.tallies = tally();
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
                    // Scratch is read once and deleted: making it small costs more than it saves.
                    .option("compression", "uncompressed")
                    .option("parquet.enable.dictionary", "false")
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
        return tallies.stream().anyMatch(t -> t.kind().equals(kind));
    }

    /** How many lines there are of what, from one look at all of them. */
    List<Tally> tallies() {
        return tallies;
    }

    /** Keys of the events: kind, file, split, line, event_id. */
    Dataset<Row> keys() {
        return all().filter(not(col("kind").startsWith("_"))).select("kind", "file", "split", "line", "event_id");
    }

    private List<Tally> tally() {
        Column type = when(col("kind").equalTo(StagedRows.IGNORED), col(StagedRows.TEXTS.get(0)));
        Column split =
                when(col("kind").equalTo(StagedRows.STRETCH), col("split")).otherwise(0);
        return all()
                .groupBy(col("kind"), col("file"), split.as("split"), col("event_day"), type.as("type"))
                .agg(count(lit(1)), total(StagedRows.COUNTS.get(0)), total(StagedRows.COUNTS.get(1)))
                .collectAsList()
                .stream()
                .map(row -> new Tally(
                        row.getString(0),
                        row.getInt(1),
                        row.getInt(2),
                        row.isNullAt(3) ? null : LocalDate.ofEpochDay(row.getInt(3)),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7)))
                .toList();
    }

    private static Column total(String slot) {
        Column ofStretches = when(col("kind").equalTo(StagedRows.STRETCH), col(slot));
        return coalesce(sum(ofStretches), lit(0));
    }

    private Dataset<Row> all() {
        return spark.read().schema(schema).parquet(folder.toString());
    }

    /**
     * Adds {@code file_id}, {@code path} and {@code line_number} to staged rows: a line of a stretch is counted from where
     * the stretches before it ended.
     */
    Dataset<Row> located(Dataset<Row> staged) {
        List<Row> origins = new ArrayList<>();
        long before = 0;
        int file = -1;
        List<Tally> stretches = tallies.stream()
                .filter(t -> t.kind().equals(StagedRows.STRETCH))
                .sorted(Comparator.comparing(Tally::file).thenComparing(Tally::split))
                .toList();
        for (Tally stretch : stretches) {
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

    @Override
    public void close() {
        try {
            fileSystem.delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete the scratch folder " + folder, e);
        }
    }
}
