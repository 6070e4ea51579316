package dev.vitals.testing;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Makes rows of contract tables of which a test gives only the columns that matter. */
public final class Fixtures {
    private static final Contracts CONTRACTS = Contracts.load();

    private Fixtures() {}

    /** Columns and values in turn; times read {@code 2026-01-05 10:00} or {@code 2026-01-05 10:00:00.5}, UTC. */
    public static Map<String, Object> row(Object... columnsAndValues) {
        if (columnsAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A column has no value: " + List.of(columnsAndValues));
        }
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            row.put((String) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        return row;
    }

    /**
     * Rows with the columns and types of the table's contract.
     *
     * <p>What is not given is null, or empty, 0 or false in a column that must be filled. Of an event, event_id is
     * numbered and event_date follows event_at.
     */
    @SafeVarargs
    public static Dataset<Row> rows(String table, Map<String, Object>... rows) {
        return rows(table, List.of(rows));
    }

    public static Dataset<Row> rows(String table, List<Map<String, Object>> rows) {
        TableContract contract = contract(table);
        List<Row> made = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            made.add(make(contract, row, made.size() + 1));
        }
        return SparkSessions.shared().createDataFrame(made, schema(table));
    }

    /** A struct or array element, in the order of its fields. */
    public static Row struct(Object... values) {
        return RowFactory.create(values);
    }

    /** A UTC time written as in {@link #row}. */
    public static Instant at(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    public static StructType schema(String table) {
        return StructType.fromDDL(contract(table).nullableDdl());
    }

    public static TableContract contract(String table) {
        return CONTRACTS.table(table);
    }

    private static Row make(TableContract contract, Map<String, Object> given, int number) {
        Set<String> names = Set.copyOf(contract.columnNames());
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(contract.table() + " has no column " + name + ".");
            }
        }
        Map<String, Object> row = new HashMap<>(given);
        if (names.contains("event_id")) {
            row.putIfAbsent("event_id", "e%04d".formatted(number));
            row.putIfAbsent("source", "vitals");
            row.putIfAbsent("line_number", (long) number);
            Object at = row.get("event_at");
            if (at != null) {
                Instant instant = (Instant) value("timestamp", at);
                row.putIfAbsent("event_date", instant.atZone(ZoneOffset.UTC).toLocalDate());
            }
        }
        Object[] values = contract.columns().stream()
                .map(column ->
                        row.containsKey(column.name()) ? value(column.type(), row.get(column.name())) : filler(column))
                .toArray();
        return RowFactory.create(values);
    }

    private static Object filler(ColumnContract column) {
        if (column.nullable()) {
            return null;
        }
        return switch (column.type()) {
            case "string" -> "";
            case "int" -> 0;
            case "bigint" -> 0L;
            case "double" -> 0.0;
            case "boolean" -> false;
            default -> null;
        };
    }

    private static Object value(String type, Object given) {
        if (given instanceof String text) {
            return switch (type) {
                case "timestamp" -> at(text);
                case "date" -> LocalDate.parse(text);
                default -> type.startsWith("decimal") ? new BigDecimal(text) : text;
            };
        }
        if (given instanceof Integer number && type.equals("bigint")) {
            return number.longValue();
        }
        return given;
    }
}
