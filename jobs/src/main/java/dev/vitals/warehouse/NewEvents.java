package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.to_date;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 * @param batchByDay days of any event with the first landing batch that brought one; versions of dimensions are none, they
 *     hold from long before the logs
 * @param lastBatch last landing batch
 */
record NewEvents(
        Map<String, TreeSet<LocalDate>> changedDays,
        Map<String, TreeSet<LocalDate>> arrivedDays,
        TreeMap<LocalDate, Long> batchByDay,
        long lastBatch) {
    /** Days without any event that are measured after one with: a quarter. */
    private static final int IDLE_DAYS = 92;

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
        return new NewEvents(changed, arrived, batchByDay(files), lastBatch);
    }

    private static TreeMap<LocalDate, Long> batchByDay(Dataset<Row> files) {
        TreeMap<LocalDate, Long> batches = new TreeMap<>();
        files.select(explode(map_keys(col("landed_by_table_and_day"))).as("place"), col("batch_id"))
                .filter(functions.not(col("place").startsWith("bronze.dimension_event/")))
                .groupBy(to_date(substring_index(col("place"), "/", -1)))
                .agg(min("batch_id"))
                .collectAsList()
                .forEach(row -> batches.put(row.getDate(0).toLocalDate(), row.getLong(1)));
        return batches;
    }

    /** Days with any event. */
    NavigableSet<LocalDate> eventDays() {
        return batchByDay.navigableKeySet();
    }

    /** First day of any event. */
    Optional<LocalDate> earliest() {
        return batchByDay.isEmpty() ? Optional.empty() : Optional.of(batchByDay.firstKey());
    }

    /**
     * Days that have numbers on this as-of day: those of events and those that follow within {@link #IDLE_DAYS}. They
     * depend on the events alone, not on the nights that brought them; and one event of long ago does not fill all the
     * years since.
     */
    TreeSet<LocalDate> measuredDays(LocalDate asOf) {
        return measuredDays(asOf, lastBatch);
    }

    /** Of those the days that no earlier night has measured. */
    TreeSet<LocalDate> unseenDays(LastNight last, LocalDate asOf) {
        TreeSet<LocalDate> unseen = measuredDays(asOf);
        last.asOf().ifPresent(seen -> unseen.removeAll(measuredDays(seen, last.throughBatch())));
        return unseen;
    }

    private TreeSet<LocalDate> measuredDays(LocalDate asOf, long throughBatch) {
        TreeSet<LocalDate> days = new TreeSet<>();
        batchByDay.headMap(asOf, true).forEach((day, batch) -> {
            if (batch <= throughBatch) {
                LocalDate from = days.isEmpty() || days.last().isBefore(day) ? day : days.last();
                LocalDate to = day.plusDays(IDLE_DAYS);
                days.addAll(DayRanges.between(from, to.isAfter(asOf) ? asOf : to));
            }
        });
        return days;
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
