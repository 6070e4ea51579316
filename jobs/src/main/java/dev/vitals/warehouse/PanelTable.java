package dev.vitals.warehouse;

import static dev.vitals.warehouse.SourceTable.quoted;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.experiment.PanelSpec;
import dev.vitals.contract.experiment.PanelSpec.PanelMetric;
import dev.vitals.contract.experiment.PanelSpec.PanelSource;
import dev.vitals.job.compare.Panel;
import dev.vitals.job.compare.Panels.ClusterDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;

/** Rows of what the clusters of a change did each day, in a file or table that anybody made. */
public final class PanelTable {
    private static final String NEVER = "";

    private final SparkSession spark;

    /** Reads with the session of a warehouse, of which nothing is read. */
    public PanelTable(Warehouse warehouse) {
        this.spark = warehouse.spark();
    }

    /**
     * Reads what a change is judged by, a row for each cluster and day.
     *
     * @param path where the rows lie
     * @throws WarehouseException where there is no such file, a row is too short or too long, or a text where a number or a day should be
     * @throws dev.vitals.contract.DefinitionException where there is no such column
     */
    public List<ClusterDay> read(PanelSpec spec, String path) {
        PanelSource source = spec.source();
        Dataset<Row> rows = rows(source, path);
        List<PanelSpec.Column> numbers = numbers(spec);
        List<PanelSpec.Column> days = new ArrayList<>(List.of(source.day()));
        source.start().column().ifPresent(days::add);
        List<PanelSpec.Column> named = new ArrayList<>(days);
        source.cluster().ifPresent(named::add);
        named.addAll(numbers);
        requireColumns(rows, path, named);
        days.forEach(column -> requireDays(rows, path, column));
        numbers.forEach(column -> new SourceColumns(rows, placed(column, path)).requireNumbers(List.of(column.name())));
        requireFilled(rows, path, source.day());
        source.cluster().ifPresent(cluster -> requireFilled(rows, path, cluster));
        return aggregate(rows, spec).collectAsList().stream()
                .map(row -> read(row, spec))
                .toList();
    }

    private Dataset<Row> rows(PanelSource source, String path) {
        try {
            return SourceTable.rows(spark, path);
        } catch (WarehouseException e) {
            throw new WarehouseException(source.place() + ": source: " + e.getMessage(), e);
        }
    }

    private static List<PanelSpec.Column> numbers(PanelSpec spec) {
        List<PanelSpec.Column> numbers = new ArrayList<>();
        for (PanelMetric metric : spec.metrics()) {
            numbers.add(metric.value());
            metric.denominator().ifPresent(numbers::add);
        }
        return numbers;
    }

    private static String placed(PanelSpec.Column column, String path) {
        return column.place() + ": " + column.key() + ": " + path;
    }

    private static void requireColumns(Dataset<Row> rows, String path, List<PanelSpec.Column> named) {
        List<String> there = Arrays.asList(rows.columns());
        for (PanelSpec.Column column : named) {
            if (!there.contains(column.name())) {
                throw column.error("names column %s, which %s does not have.%s It has %s."
                        .formatted(column.name(), path, Nearest.hint(column.name(), there), String.join(", ", there)));
            }
        }
    }

    private static void requireDays(Dataset<Row> rows, String path, PanelSpec.Column column) {
        for (StructField field : rows.schema().fields()) {
            if (!field.name().equals(column.name())) {
                continue;
            }
            if (field.dataType() instanceof StringType) {
                new SourceColumns(rows, placed(column, path)).requireDays(List.of(column.name()));
            } else if (!(field.dataType() instanceof DateType || field.dataType() instanceof TimestampType)) {
                throw column.error("names column %s of %s, which holds %s and no days; make it a date."
                        .formatted(column.name(), path, field.dataType().simpleString()));
            }
        }
    }

    private static void requireFilled(Dataset<Row> rows, String path, PanelSpec.Column column) {
        Column isEmpty = quoted(column.name()).isNull();
        long without = rows.filter(isEmpty).count();
        if (without > 0) {
            throw column.error(
                    "names column %s, which is empty in %,d rows of %s%s: they belong nowhere. Fill them in, or take them out."
                            .formatted(column.name(), without, path, SourceColumns.firstOf(rows, isEmpty, path)));
        }
    }

    private static Dataset<Row> aggregate(Dataset<Row> rows, PanelSpec spec) {
        PanelSource source = spec.source();
        Column cluster = source.cluster()
                .map(column -> quoted(column.name()).cast("string"))
                .orElse(lit(""));
        Column changedOn = source.start()
                .column()
                .map(column -> coalesce(quoted(column.name()).cast("date").cast("string"), lit(NEVER)))
                .orElseGet(() -> lit(source.start().day().orElseThrow().toString()));
        List<Column> sums = new ArrayList<>(List.of(max(changedOn).as("last_changed_on")));
        for (PanelMetric metric : spec.metrics()) {
            Column value = number(metric.value());
            Column denominator = metric.denominator().map(PanelTable::number).orElse(lit(1.0));
            Column isThere = value.isNotNull().and(denominator.isNotNull());
            sums.add(count(when(isThere, lit(1))));
            sums.add(sum(when(isThere, value)));
            sums.add(metric.denominator().isPresent() ? sum(when(isThere, denominator)) : lit(1.0));
        }
        return rows.groupBy(
                        cluster.as("cluster"),
                        quoted(source.day().name()).cast("date").cast("string").as("day"))
                .agg(min(changedOn).as("changed_on"), sums.toArray(Column[]::new));
    }

    private static Column number(PanelSpec.Column column) {
        Column number = quoted(column.name()).cast("double");
        return when(isnan(number), lit(null)).otherwise(number);
    }

    private static ClusterDay read(Row row, PanelSpec spec) {
        List<Optional<Panel.Amount>> amounts = new ArrayList<>();
        int at = 4;
        for (int i = 0; i < spec.metrics().size(); i++) {
            amounts.add(
                    row.getLong(at) == 0
                            ? Optional.empty()
                            : Optional.of(new Panel.Amount(row.getDouble(at + 1), row.getDouble(at + 2))));
            at += 3;
        }
        return new ClusterDay(
                row.getString(0),
                LocalDate.parse(row.getString(1)),
                day(row.getString(2)),
                day(row.getString(3)),
                amounts);
    }

    private static Optional<LocalDate> day(String text) {
        return text.equals(NEVER) ? Optional.empty() : Optional.of(LocalDate.parse(text));
    }
}
