package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.contract.TableContract;
import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives a job the tables it declared, cut to their windows and to what is visible as of the last day. */
final class WindowedTables implements Tables {
    private final SharedTables tables;
    private final Map<String, Input> inputs;
    private final Days days;
    private final UnaryOperator<Dataset<Row>> manner;

    WindowedTables(SharedTables tables, Collection<Input> inputs, Days days) {
        this.tables = tables;
        this.inputs = inputs.stream().collect(Collectors.toMap(Input::table, Function.identity()));
        this.days = days;
        this.manner = tables.manner(inputs);
    }

    @Override
    public Dataset<Row> of(String table) {
        Input input = inputs.get(table);
        if (input == null) {
            throw new IllegalArgumentException("The job reads " + table + " without declaring it; declared: "
                    + inputs.keySet().stream().sorted().toList() + ".");
        }
        TableContract contract = tables.contract(table);
        Dataset<Row> rows = manner.apply(tables.read(table));
        if (contract.findColumn("event_at").isPresent()) {
            rows = rows.filter(col("event_at").lt(lit(Timestamp.from(days.asOfEnd()))));
        }
        if (!input.isDated()) {
            return rows;
        }
        String day = contract.dayColumn()
                .orElseThrow(() -> new IllegalArgumentException(table + " has no days; declare Input.whole."))
                .name();
        LocalDate first = days.from().minusDays(input.daysBack());
        LocalDate last = days.to().plusDays(input.daysAhead());
        LocalDate visible = last.isAfter(days.asOf()) ? days.asOf() : last;
        return rows.filter(col(day).between(Date.valueOf(first), Date.valueOf(visible)));
    }
}
