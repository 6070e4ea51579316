package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.map_keys;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

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

/**
 * Days of bronze tables that a night has to look at: those of events that landed since the last one, and those of events that
 * became visible with the new as-of day.
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
        Dataset<Row> files = tables.read("ops.ingest_file").filter(col("status").equalTo("landed"));
        Row all = files.agg(max("batch_id")).first();
        Map<String, TreeSet<LocalDate>> changed = new HashMap<>();
        Map<String, TreeSet<LocalDate>> arrived = new HashMap<>();
        TreeMap<LocalDate, Long> batchByDay = new TreeMap<>();
        for (Row place : files.select(
                        explode(map_keys(col("landed_by_table_and_day"))).as("place"), col("batch_id"))
                .groupBy("place")
                .agg(min("batch_id"), max("batch_id"))
                .collectAsList()) {
            String[] tableAndDay = place.getString(0).split("/", 2);
            String table = tableAndDay[0];
            LocalDate day = LocalDate.parse(tableAndDay[1]);
            boolean isNew = place.getLong(2) > last.throughBatch();
            // What landed before its day came is seen with that day.
            boolean isSeenSince = last.asOf().map(day::isAfter).orElse(false);
            if (isNew) {
                arrived.computeIfAbsent(table, any -> new TreeSet<>()).add(day);
            }
            if ((isNew || isSeenSince) && !day.isAfter(asOf)) {
                changed.computeIfAbsent(table, any -> new TreeSet<>()).add(day);
            }
            if (!table.equals("bronze.dimension_event")) {
                batchByDay.merge(day, place.getLong(1), Math::min);
            }
        }
        return new NewEvents(changed, arrived, batchByDay, all.isNullAt(0) ? 0 : all.getLong(0));
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
