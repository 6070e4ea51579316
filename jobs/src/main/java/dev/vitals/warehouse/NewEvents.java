package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
        for (TableContract contract : warehouse.contracts().all()) {
            if (contract.layer().equals("bronze")) {
                TreeSet<LocalDate> days = landedDays(warehouse, contract.table(), last.throughBatch());
                arrived.addAll(days);
                TreeSet<LocalDate> visible = DayRanges.upTo(asOf, days);
                visible.addAll(DayRanges.between(firstInvisible, asOf));
                changed.put(contract.table(), visible);
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

    private static TreeSet<LocalDate> landedDays(Warehouse warehouse, String table, long afterBatch) {
        if (!warehouse.exists(table)) {
            return new TreeSet<>();
        }
        List<Row> days = warehouse
                .read(table)
                .filter(col("batch_id").gt(afterBatch))
                .select("event_date")
                .distinct()
                .collectAsList();
        TreeSet<LocalDate> landed = new TreeSet<>();
        days.forEach(row -> landed.add(row.getDate(0).toLocalDate()));
        return landed;
    }
}
