package dev.vitals.warehouse.plain;

import static org.apache.spark.sql.functions.col;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Days of tables around those that are computed; tables that the plain way lacks are empty. */
final class PlainWindows implements Tables {
    private static final Map<String, String> LACKING = Map.of(
            "silver.incident",
            "kind STRING, channel_id STRING, incident_date DATE",
            "bronze.audit_label",
            "event_id STRING, event_at TIMESTAMP, event_date DATE, audit_id STRING, item_id STRING, decision_id STRING,"
                    + " rater_id STRING, label STRING");

    private static final Map<String, String> DAYS = Map.of(
            "silver.acted_message",
            "acted_date",
            PlainFacts.ACTIONS,
            "action_date",
            PlainFacts.REPORTS,
            "created_date");

    private final PlainTables tables;
    private final Map<String, Input> inputs;
    private final Days days;

    PlainWindows(PlainTables tables, Collection<Input> inputs, Days days) {
        this.tables = tables;
        this.inputs = inputs.stream().collect(Collectors.toMap(Input::table, Function.identity()));
        this.days = days;
    }

    @Override
    public Dataset<Row> of(String table) {
        String lacking = LACKING.get(table);
        if (lacking != null) {
            return tables.spark().createDataFrame(List.of(), StructType.fromDDL(lacking));
        }
        Input input = inputs.get(table);
        Dataset<Row> rows = tables.read(table);
        if (!input.isDated()) {
            return table.startsWith("bronze.") ? rows.where(col("event_date").leq(Date.valueOf(days.asOf()))) : rows;
        }
        LocalDate last = days.to().plusDays(input.daysAhead());
        Date visible = Date.valueOf(last.isAfter(days.asOf()) ? days.asOf() : last);
        Date first = Date.valueOf(days.from().minusDays(input.daysBack()));
        return rows.where(col(DAYS.getOrDefault(table, "event_date")).between(first, visible));
    }
}
