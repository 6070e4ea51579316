package dev.vitals.warehouse.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Finds staged events whose key stands earlier in the batch or in the table already.
 *
 * <p>Keys are compared as 64-bit hashes first, because the rows are wide and duplicates are few: only keys whose hash
 * occurs twice are looked at as text. The table is searched on the days of the batch and one day to either side, so that
 * a resend around midnight is found and the cost does not grow with history (ADR 0003).
 */
final class Duplicates implements AutoCloseable {
    private static final int DAYS_AROUND = 1;

    private final Dataset<Row> places;
    private final long found;

    private Duplicates(Dataset<Row> places) {
        this.places = places.persist(StorageLevel.MEMORY_AND_DISK());
        this.found = this.places.count();
    }

    /**
     * @param events staged events of one table: file, split, line, event_id, event_day (days since 1970)
     * @param table the bronze table as it is
     */
    static Duplicates among(Dataset<Row> events, Dataset<Row> table) {
        Dataset<Row> fresh = events.select(
                xxhash64(col("event_id")).as("hash"),
                col("event_id"),
                struct(col("file"), col("split"), col("line")).as("place"));
        Dataset<Row> known = table.filter(
                        col("event_date").isin(daysAround(events).toArray()))
                .select(xxhash64(col("event_id")).as("hash"), col("event_id"), place().as("place"));
        Dataset<Row> suspects = fresh.select("hash")
                .union(known.select("hash"))
                .groupBy("hash")
                .agg(count(lit(1)).as("occurrences"))
                .filter(col("occurrences").gt(1))
                .select("hash");
        suspects = suspects.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return suspects.isEmpty()
                    ? new Duplicates(fresh.select("place.*").limit(0))
                    : new Duplicates(later(fresh, known, suspects));
        } finally {
            suspects.unpersist();
        }
    }

    private static Dataset<Row> later(Dataset<Row> fresh, Dataset<Row> known, Dataset<Row> suspects) {
        String[] onHash = {"hash"};
        Dataset<Row> candidates = fresh.join(suspects, onHash, "left_semi");
        Dataset<Row> first = candidates
                .union(known.join(suspects, onHash, "left_semi"))
                .groupBy("event_id")
                .agg(min("place").as("first_place"));
        return candidates
                .join(first, new String[] {"event_id"})
                .filter(col("place").notEqual(col("first_place")))
                .select("place.*");
    }

    /** A place before every staged one. */
    private static Column place() {
        return struct(lit(-1).as("file"), lit(-1).as("split"), lit(-1L).as("line"));
    }

    private static Set<Date> daysAround(Dataset<Row> events) {
        List<Row> days = events.select("event_day").distinct().collectAsList();
        Set<Date> around = new TreeSet<>();
        for (Row row : days) {
            LocalDate day = LocalDate.ofEpochDay(row.getInt(0));
            for (int i = -DAYS_AROUND; i <= DAYS_AROUND; i++) {
                around.add(Date.valueOf(day.plusDays(i)));
            }
        }
        return around;
    }

    /** The rows (with file, split and line) that are no duplicates. */
    Dataset<Row> without(Dataset<Row> rows) {
        return found == 0 ? rows : rows.join(places, new String[] {"file", "split", "line"}, "left_anti");
    }

    /** Places of the duplicates: file, split, line. */
    Dataset<Row> places() {
        return places;
    }

    @Override
    public void close() {
        places.unpersist();
    }
}
