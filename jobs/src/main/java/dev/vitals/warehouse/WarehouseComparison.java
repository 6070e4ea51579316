package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares two warehouses row for row, apart from the nights in which rows were made. */
public final class WarehouseComparison {
    private static final List<String> LAYERS = List.of("dim", "silver", "gold");
    private static final List<String> OF_NIGHTS = List.of("computed_at", "published_date");

    private WarehouseComparison() {}

    /**
     * One table.
     *
     * @param onlyInFirst rows, as often as they stand there, that the second warehouse does not have
     * @param onlyInSecond the other way round
     */
    public record Table(String table, long rows, long onlyInFirst, long onlyInSecond) {
        public boolean isEqual() {
            return onlyInFirst == 0 && onlyInSecond == 0;
        }
    }

    /** Every table of either warehouse that is made of events: dimensions, facts and numbers. */
    public static List<Table> of(Warehouse first, Warehouse second) {
        List<Table> tables = new ArrayList<>();
        for (TableContract contract : first.contracts().all()) {
            String table = contract.table();
            if (LAYERS.contains(contract.layer())
                    && !Gold.isHistory(table)
                    && (first.exists(table) || second.exists(table))) {
                Dataset<Row> one = rows(first, contract);
                Dataset<Row> other = rows(second, contract);
                tables.add(new Table(
                        table,
                        one.count(),
                        one.exceptAll(other).count(),
                        other.exceptAll(one).count()));
            }
        }
        return tables;
    }

    /** Rows as text, because maps can't be compared. */
    private static Dataset<Row> rows(Warehouse warehouse, TableContract contract) {
        Dataset<Row> rows = warehouse.read(contract.table());
        Column[] columns = Arrays.stream(rows.columns())
                .filter(name -> !OF_NIGHTS.contains(name))
                .map(name -> col('`' + name + '`'))
                .toArray(Column[]::new);
        return rows.select(
                to_json(struct(columns), Map.of("ignoreNullFields", "false")).as("row"));
    }
}
