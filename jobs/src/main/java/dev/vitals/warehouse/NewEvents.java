package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Days of bronze tables that a night has to look at: those of events that landed since the last one, and those that became
 * visible with the new as-of day.
 *
 * @param changedDays days by bronze table, none after the as-of day
 * @param arrivedDays days of newly landed events, whether visible or not
 * @param earliest first day of any event
 * @param lastBatch last landing batch
 */
record NewEvents(
        Map<String, TreeSet<LocalDate>> changedDays,
        TreeSet<LocalDate> arrivedDays,
        Optional<LocalDate> earliest,
        long lastBatch) {

    static NewEvents since(Warehouse warehouse, LastNight last, LocalDate asOf) {
        Row files = warehouse
                .read("ops.ingest_file")
                .filter(col("status").equalTo("landed"))
                .agg(min("first_event_date"), max("batch_id"))
                .first();
        Optional<LocalDate> earliest = Optional.ofNullable(files.getDate(0)).map(Date::toLocalDate);
        long lastBatch = files.isNullAt(1) ? 0 : files.getLong(1);
        Map<String, TreeSet<LocalDate>> changed = new HashMap<>();
        TreeSet<LocalDate> arrived = new TreeSet<>();
        LocalDate firstInvisible = last.asOf().orElse(asOf.minusDays(1)).plusDays(1);
        Dataset<Row> landed = null;
        for (TableContract contract : warehouse.contracts().all()) {
            if (contract.layer().equals("bronze")) {
                changed.put(contract.table(), DayRanges.between(firstInvisible, asOf));
                Dataset<Row> days = warehouse
                        .read(contract.table())
                        .filter(col("batch_id").gt(last.throughBatch()))
                        .select(lit(contract.table()).as("table"), col("event_date"));
                landed = landed == null ? days : landed.union(days);
            }
        }
        for (Row row : landed.distinct().collectAsList()) {
            LocalDate day = row.getDate(1).toLocalDate();
            arrived.add(day);
            if (!day.isAfter(asOf)) {
                changed.get(row.getString(0)).add(day);
            }
        }
        return new NewEvents(changed, arrived, earliest, lastBatch);
    }

    /** Published days of which events came in since. */
    Set<LocalDate> lateDays(LastNight last) {
        return last.asOf()
                .<Set<LocalDate>>map(d -> DayRanges.upTo(d, arrivedDays))
                .orElse(new HashSet<>());
    }
}
