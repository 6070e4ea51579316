package dev.vitals.warehouse;

import static dev.vitals.warehouse.SourceTable.quoted;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampType;

/** Holds the columns of a file that anybody made against what a test makes of them. */
final class SourceColumns {
    private final Dataset<Row> rows;
    private final String path;

    SourceColumns(Dataset<Row> rows, String path) {
        this.rows = rows;
        this.path = path;
    }

    /** Each of them is there. */
    void require(List<String> columns) {
        List<String> there = Arrays.asList(rows.columns());
        for (String column : columns) {
            if (!there.contains(column)) {
                throw new WarehouseException("%s has no column %s.%s It has %s."
                        .formatted(path, column, Nearest.hint(column, there), String.join(", ", there)));
            }
        }
    }

    /** Names that are taken for something else. */
    void requireNoneOf(List<String> columns, List<String> reserved) {
        for (String name : reserved) {
            if (columns.contains(name)) {
                throw new WarehouseException(
                        "%s: column %s is no value of a unit; give the value another name.".formatted(path, name));
            }
        }
    }

    /** Rows without a unit would all be taken for one. */
    void requireUnits(String unit) {
        Column isEmpty = quoted(unit).isNull();
        long without = rows.filter(isEmpty).count();
        if (without > 0) {
            throw new WarehouseException(
                    "%s: column %s is empty in %,d rows%s, which belong to no unit. Take them out, or leave unit out where each row is one."
                            .formatted(path, unit, without, firstOf(rows, isEmpty, path)));
        }
    }

    /** Columns of numbers or truths; of texts every one must be a number, as in CSV. */
    void requireNumbers(List<String> columns) {
        List<String> texts = texts(columns, "number a metric can be made of", NumericType.class, BooleanType.class);
        requireTexts(texts, "DOUBLE", "which is no number (%d such rows). Leave a cell empty where there is no value.");
    }

    /** Columns of numbers that say for how much a row counts. */
    void requireWeights(List<String> columns) {
        for (String column : columns) {
            Column isBelow = quoted(column).cast("double").lt(0);
            long below = rows.filter(isBelow).count();
            if (below > 0) {
                throw new WarehouseException(
                        "%s: column %s is below 0 in %,d rows%s; a weight says how many each of them stands for."
                                .formatted(path, column, below, firstOf(rows, isBelow, path)));
            }
        }
    }

    /** Columns of days or times; of texts every one must be a day, as in CSV. */
    void requireDays(List<String> columns) {
        List<String> texts = texts(columns, "day of a case or a label", DateType.class, TimestampType.class);
        requireTexts(texts, "DATE", "which is no day (%d such rows). Write days as 2026-01-31.");
    }

    private List<String> texts(List<String> columns, String wanted, Class<?>... types) {
        List<String> texts = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            if (!columns.contains(field.name())) {
                continue;
            }
            if (field.dataType() instanceof StringType) {
                texts.add(field.name());
            } else if (Arrays.stream(types).noneMatch(type -> type.isInstance(field.dataType()))) {
                throw new WarehouseException("%s: column %s holds %s, which is no %s."
                        .formatted(path, field.name(), field.dataType().simpleString(), wanted));
            }
        }
        return texts;
    }

    private void requireTexts(List<String> columns, String type, String problem) {
        if (columns.isEmpty()) {
            return;
        }
        List<Column> odd = columns.stream().map(column -> isOdd(column, type)).toList();
        List<Column> checks = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            checks.add(count(when(odd.get(i), lit(1))));
            checks.add(first(when(odd.get(i), quoted(columns.get(i))), true));
        }
        Row found = rows.select(checks.toArray(Column[]::new)).first();
        for (int i = 0; i < columns.size(); i++) {
            if (found.getLong(2 * i) > 0) {
                String column = columns.get(i);
                Optional<CsvSource.Found> row = CsvSource.first(rows, odd.get(i));
                String held = found.getString(2 * i + 1);
                throw new WarehouseException("%s: column %s holds '%s'%s, %s"
                        .formatted(
                                path,
                                column,
                                row.map(first -> first.row().<String>getAs(column))
                                        .orElse(held),
                                row.map(first -> " in " + first.in(path)).orElse(""),
                                problem.formatted(found.getLong(2 * i))));
            }
        }
    }

    private static Column isOdd(String column, String type) {
        Column typed = expr("try_cast(`%s` AS %s)".formatted(column.replace("`", "``"), type));
        return quoted(column)
                .isNotNull()
                .and(typed.isNull().or(typed.cast("string").isin("NaN", "Infinity", "-Infinity")));
    }

    /** Where the first of several odd rows lies; nothing where that is not known. */
    static String firstOf(Dataset<Row> rows, Column isOdd, String path) {
        return CsvSource.first(rows, isOdd)
                .map(row -> " (the first is %s)".formatted(row.in(path)))
                .orElse("");
    }
}
