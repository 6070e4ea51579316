package dev.vitals.warehouse;

import static dev.vitals.warehouse.SourceTable.quoted;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.contract.experiment.UnitSource;
import dev.vitals.job.compare.ExperimentData;
import dev.vitals.job.compare.UnitCases;
import dev.vitals.job.compare.UnitGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
     * @throws WarehouseException where there is no such file, column or variant, a row is too short or too long, or a text is
     *     where a number should be
     */
    public ExperimentData read(ExperimentSpec spec, String path) {
        try {
            return readRows(spec, path);
        } catch (WarehouseException e) {
            throw new WarehouseException(spec.source().orElseThrow().place() + ": source: " + e.getMessage(), e);
        }
    }

    private ExperimentData readRows(ExperimentSpec spec, String path) {
        Dataset<Row> rows = SourceTable.rows(spark, path);
        UnitSource source = spec.source().orElseThrow();
        List<String> numbers = Stream.concat(UnitGroups.columns(spec).stream(), UnitCases.numbers(spec).stream())
                .distinct()
                .toList();
        List<String> things = UnitGroups.things(spec);
        List<String> days = UnitCases.days(spec);
        SourceColumns columns = new SourceColumns(rows, path);
        columns.require(assigned(source));
        columns.require(numbers);
        columns.require(things);
        columns.require(days);
        columns.requireNoneOf(numbers, List.of("variant", "unit", "cluster", "stratum"));
        source.unit().ifPresent(columns::requireUnits);
        columns.requireNumbers(numbers);
        columns.requireDays(days);
        columns.requireWeights(spec.metrics().stream()
                .filter(metric -> metric.statistic() == Statistic.WEIGHTED_SHARE)
                .map(metric -> metric.measure().orElseThrow().denominator().orElseThrow())
                .distinct()
                .toList());
        List<Column> chosen = new ArrayList<>(List.of(
                name(Optional.of(source.variant()), "variant"),
                name(source.cluster(), "cluster"),
                name(source.stratum(), "stratum")));
        source.unit().ifPresent(unit -> chosen.add(text(unit).as("unit")));
        for (String column : numbers) {
            Column number = quoted(column).cast("double");
            chosen.add(when(isnan(number), lit(null)).otherwise(number).as(column));
        }
        things.forEach(column -> chosen.add(text(column).as(UnitGroups.thing(column))));
        days.forEach(column -> chosen.add(quoted(column).cast("date").as(UnitCases.day(column))));
        Dataset<Row> typed = rows.select(chosen.toArray(Column[]::new));
        try {
            List<Row> parts = UnitGroups.aggregate(typed, spec).collectAsList();
            if (parts.isEmpty()) {
                throw new WarehouseException(
                        path + " has no rows. Write one for each unit below the names of the columns.");
            }
            ExperimentData units = UnitGroups.read(parts, spec);
            return UnitCases.with(typed, spec, units);
        } catch (IllegalArgumentException e) {
            throw new WarehouseException(path + ": " + e.getMessage() + ".", e);
        }
    }

    private static List<String> assigned(UnitSource source) {
        return Stream.of(Optional.of(source.variant()), source.unit(), source.cluster(), source.stratum())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Column name(Optional<String> column, String as) {
        return column.map(name -> coalesce(text(name), lit(UNKNOWN)))
                .orElse(lit(null).cast("string"))
                .as(as);
    }

    private static Column text(String column) {
        return quoted(column).cast("string");
    }
}
