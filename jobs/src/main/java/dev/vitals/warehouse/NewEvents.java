package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.to_date;

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
import org.apache.spark.sql.functions;

/**
 * Days of bronze tables that a night has to look at: those of events that landed since the last one, and those that became
 * visible with the new as-of day.
 *
 * @param changedDays days by bronze table, none after the as-of day
 * @param arrivedDays days of newly landed events by bronze table, whether visible or not
 * @param earliest first day of any event
 * @param lastBatch last landing batch
 */
record NewEvents(
        Map<String, TreeSet<LocalDate>> changedDays,
        Map<String, TreeSet<LocalDate>> arrivedDays,
        Optional<LocalDate> earliest,
        long lastBatch) {

    static NewEvents since(SharedTables tables, LastNight last, LocalDate asOf) {
        Map<String, TreeSet<LocalDate>> changed = new HashMap<>();
        LocalDate firstInvisible = last.asOf().orElse(asOf.minusDays(1)).plusDays(1);
        tables.contracts().all().stream()
                .filter(contract -> contract.layer().equals("bronze"))
                .forEach(contract -> changed.put(contract.table(), DayRanges.between(firstInvisible, asOf)));
        Dataset<Row> files = tables.read("ops.ingest_file").filter(col("status").equalTo("landed"));
        Row all = files.agg(max("batch_id")).first();
        Map<String, TreeSet<LocalDate>> arrived = new HashMap<>();
        for (Row file : files.filter(col("batch_id").gt(last.throughBatch()))
                .select("landed_by_table_and_day")
                .collectAsList()) {
            for (String place : file.<String, Long>getJavaMap(0).keySet()) {
                String[] tableAndDay = place.split("/", 2);
                LocalDate day = LocalDate.parse(tableAndDay[1]);
                arrived.computeIfAbsent(tableAndDay[0], table -> new TreeSet<>())
                        .add(day);
                if (!day.isAfter(asOf)) {
                    changed.get(tableAndDay[0]).add(day);
                }
            }
        }
        long lastBatch = all.isNullAt(0) ? 0 : all.getLong(0);
        return new NewEvents(changed, arrived, earliest(files), lastBatch);
    }

    /** First day of any event; versions of dimensions are none, they hold from long before the logs. */
    private static Optional<LocalDate> earliest(Dataset<Row> files) {
        Row first = files.select(
                        explode(map_keys(col("landed_by_table_and_day"))).as("place"))
                .filter(functions.not(col("place").startsWith("bronze.dimension_event/")))
                .agg(min(to_date(substring_index(col("place"), "/", -1))))
                .first();
        return Optional.ofNullable(first.getDate(0)).map(Date::toLocalDate);
    }

    /** Published days of which events of any of these tables came in since. */
    Set<LocalDate> lateDays(Set<String> bronzeTables, LastNight last) {
        Set<LocalDate> late = new HashSet<>();
        last.asOf()
                .ifPresent(published -> bronzeTables.forEach(table ->
                        late.addAll(DayRanges.upTo(published, arrivedDays.getOrDefault(table, new TreeSet<>())))));
        return late;
    }
}
