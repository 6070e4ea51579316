package dev.vitals.warehouse;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.TableContract;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.NumericType;

/** Runs read-only SQL over the tables by their names, such as {@code gold.kpi_daily}. */
public final class SqlQueries {
    private final SparkSession session;
    private final List<String> tables;

    /** Queries of somebody without a role. */
    public SqlQueries(Warehouse warehouse) {
        this(warehouse, Optional.empty(), Optional.empty());
    }

    /** Queries of somebody without a role, in which the numbers of gold are those of a past night. */
    public SqlQueries(Warehouse warehouse, PastGold past) {
        this(warehouse, Optional.empty(), Optional.of(past));
    }

    /** Queries of somebody with a role. */
    public SqlQueries(Warehouse warehouse, Optional<String> role) {
        this(warehouse, role, Optional.empty());
    }

    /**
     * Queries of somebody with a role. It keeps numbers of single people from whoever did not ask for them; from whoever
     * may read the files only the permissions of the storage do.
     *
     * @param past the numbers of gold are those of this past night; other tables hold what they hold now
     */
    public SqlQueries(Warehouse warehouse, Optional<String> role, Optional<PastGold> past) {
        this.session = LayerCatalog.sessionOver(warehouse, role, past);
        this.tables =
                warehouse.contracts().all().stream().map(TableContract::table).toList();
    }

    /**
     * Runs one statement.
     *
     * @throws WarehouseException when the statement would change something, or is not understood
     */
    public QueryResult run(String sql, int limit) {
        Dataset<Row> result;
        try {
            result = rows(sql);
        } catch (WarehouseException e) {
            throw e;
        } catch (Exception e) {
            throw new WarehouseException("The SQL can't be run: " + sentence(e), e);
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

    private Dataset<Row> rows(String sql) throws Exception {
        LogicalPlan parsed = session.sessionState().sqlParser().parsePlan(sql);
        if (!ReadOnly.tells(parsed)) {
            try {
                LayerCatalog.openForRows(session);
                // The plan that was looked at is the one that is run; to analyze it again would open its tables again.
                return org.apache.spark.sql.classic.Dataset.ofRows(session, ReadOnly.check(session, parsed, tables));
            } catch (Exception e) {
                if (!(e instanceof AnalysisException)) {
                    throw e;
                }
                // A mistake, or what Delta's reader alone knows, such as the file that a row is in.
            }
        }
        LayerCatalog.openByDelta(session);
        ReadOnly.check(session, parsed, tables);
        return session.sql(sql);
    }

    /** Spark's sentence without the plan that it appends, which helps nobody who wrote SQL. */
    private String sentence(Exception e) {
        if (!(e instanceof AnalysisException analysis)) {
            return e.getMessage();
        }
        String name =
                analysis.getMessageParameters().getOrDefault("relationName", "").replace("`", "");
        return "TABLE_OR_VIEW_NOT_FOUND".equals(analysis.getCondition())
                ? "there is no table " + name + "." + Nearest.hint(name, tables)
                : analysis.getSimpleMessage();
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
