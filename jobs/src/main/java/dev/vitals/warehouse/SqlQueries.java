package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;

/** Runs read-only SQL over the tables by their names, such as {@code gold.kpi_daily}. */
public final class SqlQueries {
    private static final Set<String> READING =
            Set.of("select", "with", "show", "describe", "desc", "explain", "values");

    private final Warehouse warehouse;

    public SqlQueries(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Runs one statement.
     *
     * @throws WarehouseException when the statement would change something, or is not understood
     */
    public QueryResult run(String sql, int limit) {
        String first = sql.strip().split("[\\s(]+", 2)[0].toLowerCase(Locale.ROOT);
        if (!READING.contains(first)) {
            throw new WarehouseException(
                    "query reads only; a statement that begins with '%s' is not run. Begin with SELECT or WITH."
                            .formatted(first));
        }
        registerTables();
        Dataset<Row> result;
        try {
            result = warehouse.spark().sql(sql);
        } catch (Exception e) {
            throw new WarehouseException("The SQL can't be run: " + e.getMessage(), e);
        }
        List<Row> rows =
                result.limit(limit == Integer.MAX_VALUE ? limit : limit + 1).collectAsList();
        boolean isCut = rows.size() > limit;
        List<List<Object>> values = new ArrayList<>();
        for (Row row : isCut ? rows.subList(0, limit) : rows) {
            List<Object> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(plain(row.get(i)));
            }
            values.add(cells);
        }
        return new QueryResult(
                List.of(result.columns()),
                Arrays.stream(result.schema().fields())
                        .map(f -> f.dataType() instanceof NumericType)
                        .toList(),
                values,
                isCut);
    }

    /** Layers become schemas, so that the names of the contracts work as they are. */
    private void registerTables() {
        for (TableContract contract : warehouse.contracts().all()) {
            warehouse.spark().sql("CREATE DATABASE IF NOT EXISTS " + contract.layer());
            if (warehouse.exists(contract.table())) {
                warehouse
                        .spark()
                        .sql("CREATE TABLE IF NOT EXISTS %s USING delta LOCATION '%s'"
                                .formatted(contract.table(), warehouse.path(contract.table())));
            }
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant().toString();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Row row) {
            Map<String, Object> struct = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                struct.put(row.schema().fieldNames()[i], plain(row.get(i)));
            }
            return struct;
        }
        if (value instanceof scala.collection.Seq<?> seq) {
            List<Object> list = new ArrayList<>();
            scala.jdk.javaapi.CollectionConverters.asJava(seq).forEach(v -> list.add(plain(v)));
            return list;
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            scala.jdk.javaapi.CollectionConverters.asJava(map)
                    .forEach((k, v) -> plain.put(String.valueOf(k), plain(v)));
            return plain;
        }
        return value;
    }
}
