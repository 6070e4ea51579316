package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

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

    static NewEvents since(SharedTables tables, LastNight last, LocalDate asOf) {
        Map<String, TreeSet<LocalDate>> changed = new HashMap<>();
        LocalDate firstInvisible = last.asOf().orElse(asOf.minusDays(1)).plusDays(1);
        tables.contracts().all().stream()
                .filter(contract -> contract.layer().equals("bronze"))
                .forEach(contract -> changed.put(contract.table(), DayRanges.between(firstInvisible, asOf)));
        Dataset<Row> files = tables.read("ops.ingest_file").filter(col("status").equalTo("landed"));
        Row all = files.agg(min("first_event_date"), max("batch_id")).first();
        TreeSet<LocalDate> arrived = new TreeSet<>();
        for (Row file : files.filter(col("batch_id").gt(last.throughBatch()))
                .select("landed_by_table_and_day")
                .collectAsList()) {
            for (String place : file.<String, Long>getJavaMap(0).keySet()) {
                String[] tableAndDay = place.split("/", 2);
                LocalDate day = LocalDate.parse(tableAndDay[1]);
                arrived.add(day);
                if (!day.isAfter(asOf)) {
                    changed.get(tableAndDay[0]).add(day);
                }
            }
        }
        Optional<LocalDate> earliest = Optional.ofNullable(all.getDate(0)).map(Date::toLocalDate);
        long lastBatch = all.isNullAt(1) ? 0 : all.getLong(1);
        return new NewEvents(changed, arrived, earliest, lastBatch);
    }

    /** Published days of which events came in since. */
    Set<LocalDate> lateDays(LastNight last) {
        return last.asOf()
                .<Set<LocalDate>>map(d -> DayRanges.upTo(d, arrivedDays))
                .orElse(new HashSet<>());
    }
}
