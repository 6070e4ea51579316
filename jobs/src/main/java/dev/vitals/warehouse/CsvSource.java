package dev.vitals.warehouse;

import static dev.vitals.warehouse.SourceTable.quoted;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_csv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.struct;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * CSV files with a header that anybody made, of which every row has a cell for each column.
 *
 * <p>Spark fills a short row with nulls and cuts a long one, and by default looks at no cell but those of the columns that
 * are asked for, so that FAILFAST lets such a row pass. Hence a pass of its own over all columns, by all executors.
 */
final class CsvSource {
    /** No header of a file has it. */
    private static final String ODD = "\u0001odd";

    /** Nor this. */
    private static final String LINE = "\u0001line";

    /** A row is shown up to here; a whole one may be of any length. */
    private static final int MOST_SHOWN = 120;

    private final SparkSession spark;
    private final String path;
    private final StructType header;

    private CsvSource(SparkSession spark, String path) {
        this.spark = spark;
        this.path = path;
        header = spark.read().option("header", true).csv(path).schema();
    }

    /**
     * All rows of a file, or of those in a folder, columns of text as the header names them.
     *
     * @throws WarehouseException where the header has a name twice, or a row more cells than the header, or fewer; it names
     *     file and line
     */
    static Dataset<Row> rows(SparkSession spark, String path) {
        CsvSource source = new CsvSource(spark, path);
        source.requireNamesOnce();
        source.requireWholeRows();
        return spark.read()
                .option("header", true)
                .option("mode", "FAILFAST")
                .schema(source.header)
                .csv(path);
    }

    /** Spark would put a number behind both names, and say that there is no such column. */
    private void requireNamesOnce() {
        if (header.isEmpty()) {
            return;
        }
        Row names = spark.read().option("header", false).csv(path).first();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.getString(i);
            Integer before = name == null ? null : first.putIfAbsent(name.toLowerCase(Locale.ROOT), i + 1);
            if (before != null) {
                throw new WarehouseException(
                        "%s: the header names column %s twice, as the %d. and the %d. of %d, so that nobody can tell which is meant. Give one of them another name, in other letters, not only in capitals."
                                .formatted(path, name, before, i + 1, names.size()));
            }
        }
    }

    /**
     * A row of a file.
     *
     * @param line counted from 1, the header's
     */
    record Found(String file, long line, Row row) {
        /** Its line, and its file where that is not the one that {@code path} names. */
        String in(String path) {
            String name = new Path(file).getName();
            return "line %,d%s".formatted(line, path.endsWith(name) ? "" : " of " + name);
        }
    }

    /**
     * The first row of which something is true.
     *
     * @param rows that {@link #rows} read
     * @param isOdd made of their columns
     * @return empty where there is none, or the rows come from no CSV file
     */
    static Optional<Found> first(Dataset<Row> rows, Column isOdd) {
        List<Row> files = rows.filter(isOdd)
                .select(col("_metadata.file_path").as("file"))
                .orderBy("file")
                .takeAsList(1);
        if (files.isEmpty() || !isCsv(files.get(0).getString(0))) {
            return Optional.empty();
        }
        Path file = new Path(URI.create(files.get(0).getString(0)));
        SparkSession spark = rows.sparkSession();
        Dataset<Row> lines = spark.createDataFrame(
                spark.read()
                        .text(file.toString())
                        .javaRDD()
                        .zipWithIndex()
                        .filter(line -> !line._1().getString(0).isBlank())
                        .map(line -> RowFactory.create(line._2() + 1, line._1().getString(0))),
                new StructType().add(LINE, DataTypes.LongType).add("text", DataTypes.StringType));
        // The names of the columns are no row.
        return lines
                .filter(quoted(LINE).gt(lines.first().getLong(0)))
                .select(
                        quoted(LINE),
                        from_csv(col("text"), lit(rows.schema().toDDL()), Map.of())
                                .as("cells"))
                .select(quoted(LINE), col("cells.*"))
                .filter(isOdd)
                .orderBy(quoted(LINE))
                .takeAsList(1)
                .stream()
                .findFirst()
                .map(row -> new Found(file.toUri().getPath(), row.getLong(0), row));
    }

    private static boolean isCsv(String file) {
        return file.toLowerCase(Locale.ROOT).contains(".csv") && !file.endsWith(".parquet");
    }

    private void requireWholeRows() {
        // Of an empty file there is nothing to say of rows.
        if (header.isEmpty()) {
            return;
        }
        Row found = spark.read()
                .option("header", true)
                .option("mode", "PERMISSIVE")
                .option("columnPruning", false)
                .option("columnNameOfCorruptRecord", ODD)
                .schema(header.add(ODD, DataTypes.StringType))
                .csv(path)
                .filter(quoted(ODD).isNotNull())
                .select(
                        col("_metadata.file_path").as("file"),
                        monotonically_increasing_id().as("place"),
                        quoted(ODD).as("text"),
                        // Spark refuses to read the odd texts alone.
                        coalesce(cells()).as("any"))
                .agg(count(lit(1)), min(struct("file", "place", "text", "any")))
                .first();
        if (found.getLong(0) > 0) {
            Row first = found.getStruct(1);
            throw problem(first.getString(0), first.getString(2), found.getLong(0));
        }
    }

    private Column[] cells() {
        return List.of(header.fieldNames()).stream().map(SourceTable::quoted).toArray(Column[]::new);
    }

    private WarehouseException problem(String file, String text, long rows) {
        Path at = new Path(URI.create(file));
        String name = at.getName().equals(new Path(path).getName()) ? path : at.toString();
        return new WarehouseException(
                "%s line %s has %,d cells, and the header names %,d columns: '%s' (%,d such rows). Give every row a cell for each column, empty where it has no value; put texts with commas in quotes, and leave line breaks out of them."
                        .formatted(
                                name,
                                line(at, text),
                                cells(text),
                                header.size(),
                                text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text,
                                rows));
    }

    /** Number of the first line of this text, counted from 1, the header's; the file is cut up as all are. */
    private String line(Path file, String text) {
        List<Long> first = spark.read()
                .text(file.toString())
                .javaRDD()
                .zipWithIndex()
                .filter(line -> text.equals(line._1().getString(0)))
                .map(line -> line._2() + 1)
                .take(1);
        return first.isEmpty() ? "?" : "%,d".formatted(first.get(0));
    }

    /** Commas outside of quotes, and one. */
    private static long cells(String text) {
        long cells = 1;
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells++;
            }
        }
        return cells;
    }
}
