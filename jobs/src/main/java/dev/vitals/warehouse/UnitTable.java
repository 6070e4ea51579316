package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.UnitSource;
import dev.vitals.job.compare.ExperimentData;
import dev.vitals.job.compare.UnitGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Rows of the units of a test in a file or table that anybody made: CSV with a header, Parquet, or Delta. */
public final class UnitTable {
    /** Units without a stratum, or without a cluster, are one of their own. */
    private static final String UNKNOWN = "(none)";

    private final SparkSession spark;

    /** Reads with the session of a warehouse, of which nothing is read. */
    public UnitTable(Warehouse warehouse) {
        this.spark = warehouse.spark();
    }

    /**
     * Reads what a test is judged by.
     *
     * @param path where the rows lie
     * @throws WarehouseException where there is no such file, column or variant, or a text where a number should be
     */
    public ExperimentData read(ExperimentSpec spec, String path) {
        Dataset<Row> rows = rows(path);
        UnitSource source = spec.source().orElseThrow();
        List<String> columns = UnitGroups.columns(spec);
        requireColumns(rows, path, source, columns);
        source.unit().ifPresent(unit -> requireUnits(rows, path, unit));
        requireNumbers(rows, path, columns);
        List<Column> chosen = new ArrayList<>(List.of(
                name(Optional.of(source.variant()), "variant"),
                name(source.cluster(), "cluster"),
                name(source.stratum(), "stratum")));
        source.unit().ifPresent(unit -> chosen.add(text(unit).as("unit")));
        for (String column : columns) {
            Column number = quoted(column).cast("double");
            chosen.add(when(isnan(number), lit(null)).otherwise(number).as(column));
        }
        Dataset<Row> typed = rows.select(chosen.toArray(Column[]::new));
        try {
            return UnitGroups.read(UnitGroups.aggregate(typed, spec).collectAsList(), spec);
        } catch (IllegalArgumentException e) {
            throw new WarehouseException(path + ": " + e.getMessage() + ".", e);
        }
    }

    private Dataset<Row> rows(String path) {
        Path at = new Path(path);
        try {
            FileSystem files = at.getFileSystem(spark.sessionState().newHadoopConf());
            if (!files.exists(at)) {
                throw new WarehouseException(
                        "There is no file or folder %s. Name the source of the test as its own file sees it."
                                .formatted(path));
            }
            if (files.exists(new Path(at, "_delta_log"))) {
                return spark.read().format("delta").load(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be looked at.", e);
        }
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.contains(".csv")
                ? spark.read().option("header", true).option("mode", "FAILFAST").csv(path)
                : spark.read().parquet(path);
    }

    private static void requireColumns(Dataset<Row> rows, String path, UnitSource source, List<String> columns) {
        List<String> wanted = new ArrayList<>(List.of(source.variant()));
        source.unit().ifPresent(wanted::add);
        source.cluster().ifPresent(wanted::add);
        source.stratum().ifPresent(wanted::add);
        wanted.addAll(columns);
        List<String> there = Arrays.asList(rows.columns());
        for (String column : wanted) {
            if (!there.contains(column)) {
                throw new WarehouseException("%s has no column %s.%s It has %s."
                        .formatted(path, column, Nearest.hint(column, there), String.join(", ", there)));
            }
        }
        for (String reserved : List.of("variant", "unit", "cluster", "stratum")) {
            if (columns.contains(reserved)) {
                throw new WarehouseException(
                        "%s: column %s is no value of a unit; give the value another name.".formatted(path, reserved));
            }
        }
    }

    /** Rows without a unit would all be taken for one. */
    private static void requireUnits(Dataset<Row> rows, String path, String unit) {
        long without = rows.filter(quoted(unit).isNull()).count();
        if (without > 0) {
            throw new WarehouseException(
                    "%s: column %s is empty in %,d rows, which belong to no unit. Take them out, or leave unit out where each row is one."
                            .formatted(path, unit, without));
        }
    }

    /** Columns of numbers or truths; of texts every one must be a number, as in CSV. */
    private static void requireNumbers(Dataset<Row> rows, String path, List<String> columns) {
        List<Column> checks = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            if (!columns.contains(field.name())) {
                continue;
            }
            if (field.dataType() instanceof StringType) {
                Column isOdd = quoted(field.name())
                        .isNotNull()
                        .and(expr("try_cast(`%s` AS DOUBLE)"
                                        .formatted(field.name().replace("`", "``")))
                                .isNull());
                checks.add(count(when(isOdd, lit(1))));
                checks.add(first(when(isOdd, quoted(field.name())), true));
                texts.add(field.name());
            } else if (!(field.dataType() instanceof NumericType || field.dataType() instanceof BooleanType)) {
                throw new WarehouseException("%s: column %s holds %s, which is no number a metric can be made of."
                        .formatted(path, field.name(), field.dataType().simpleString()));
            }
        }
        if (texts.isEmpty()) {
            return;
        }
        Row found = rows.select(checks.toArray(Column[]::new)).first();
        for (int i = 0; i < texts.size(); i++) {
            if (found.getLong(2 * i) > 0) {
                throw new WarehouseException(
                        "%s: column %s holds '%s', which is no number (%d such rows). Leave a cell empty where there is no value."
                                .formatted(path, texts.get(i), found.getString(2 * i + 1), found.getLong(2 * i)));
            }
        }
    }

    private static Column name(Optional<String> column, String as) {
        return column.map(name -> coalesce(text(name), lit(UNKNOWN)))
                .orElse(lit(null).cast("string"))
                .as(as);
    }

    private static Column text(String column) {
        return quoted(column).cast("string");
    }

    private static Column quoted(String column) {
        return col("`" + column.replace("`", "``") + "`");
    }
}
