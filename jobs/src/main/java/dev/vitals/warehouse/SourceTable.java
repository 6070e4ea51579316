package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A file or table that anybody made: CSV with a header, Parquet, or the folder of a Delta table. */
final class SourceTable {
    private SourceTable() {}

    /**
     * All its rows.
     *
     * @throws WarehouseException where there is none, or a row of a CSV file is too short or too long
     */
    static Dataset<Row> rows(SparkSession spark, String path) {
        Path at = new Path(path);
        try {
            FileSystem files = at.getFileSystem(spark.sessionState().newHadoopConf());
            if (!files.exists(at)) {
                throw new WarehouseException(
                        "There is no file or folder %s. Name the source as the file that names it sees it."
                                .formatted(path));
            }
            if (files.exists(new Path(at, "_delta_log"))) {
                return spark.read().format("delta").load(path);
            }
            if (files.getFileStatus(at).isDirectory() && !hasTable(files, at)) {
                throw new WarehouseException(
                        "%s is a folder without a Delta table, Parquet or CSV files. Name the table or the file itself."
                                .formatted(path));
            }
            if (!isCsv(path)) {
                requireParquet(files, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be looked at.", e);
        }
        Dataset<Row> rows =
                isCsv(path) ? CsvSource.rows(spark, path) : spark.read().parquet(path);
        if (rows.columns().length == 0) {
            throw new WarehouseException("%s is empty. Its first line must name its columns.".formatted(path));
        }
        return rows;
    }

    private static boolean isCsv(String path) {
        return path.toLowerCase(Locale.ROOT).contains(".csv");
    }

    /** Spark says that a file is none in the words of a stack of calls. */
    private static void requireParquet(FileSystem files, Path at) throws IOException {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(at, true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            boolean isData = file.getPath().equals(files.makeQualified(at))
                    || file.getPath().getName().endsWith(".parquet");
            if (isData && !ParquetEnd.isThere(files, file)) {
                throw new WarehouseException(
                        "%s is no Parquet file, or was cut short. Write it anew; the name of a CSV file must hold .csv."
                                .formatted(file.getPath().toUri().getPath()));
            }
        }
    }

    private static boolean hasTable(FileSystem files, Path folder) throws IOException {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
        while (all.hasNext()) {
            String name = all.next().getPath().getName();
            if (name.endsWith(".parquet") || name.contains(".csv")) {
                return true;
            }
        }
        return false;
    }

    /** A column by its name, whatever letters that has. */
    static Column quoted(String column) {
        return col("`" + column.replace("`", "``") + "`");
    }
}
