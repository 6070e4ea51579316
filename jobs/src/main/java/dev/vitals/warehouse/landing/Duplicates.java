package dev.vitals.warehouse.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Staged events whose key stands earlier in the batch or in their table already.
 *
 * <p>Keys of all tables are compared at once, as 64-bit hashes first, because rows are wide and duplicates are few: only
 * keys whose hash occurs twice are looked at as text.
 */
final class Duplicates implements AutoCloseable {
    private final Dataset<Row> places;
    private final Map<String, Long> countByTableAndFile = new TreeMap<>();

    private Duplicates(Dataset<Row> places) {
        this.places = places.persist(StorageLevel.MEMORY_AND_DISK());
        for (Row row : this.places.groupBy("kind", "file").agg(count(lit(1))).collectAsList()) {
            countByTableAndFile.put(key(row.getString(0), row.getInt(1)), row.getLong(2));
        }
    }

    /**
     * @param staged keys of staged events: kind, file, split, line, event_id
     * @param known keys in the tables that could be the same: kind, event_id
     */
    static Duplicates among(Dataset<Row> staged, Dataset<Row> known) {
        Dataset<Row> fresh = staged.select(
                hash().as("hash"),
                col("kind"),
                col("event_id"),
                struct("file", "split", "line").as("place"));
        Dataset<Row> stored = known.select(hash().as("hash"), col("kind"), col("event_id"), before().as("place"));
        Dataset<Row> suspects = fresh.select("hash")
                .union(stored.select("hash"))
                .groupBy("hash")
                .agg(count(lit(1)).as("occurrences"))
                .filter(col("occurrences").gt(1))
                .select("hash")
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return new Duplicates(
                    suspects.isEmpty() ? fresh.select("kind", "place.*").limit(0) : later(fresh, stored, suspects));
        } finally {
            suspects.unpersist();
        }
    }

    private static Dataset<Row> later(Dataset<Row> fresh, Dataset<Row> stored, Dataset<Row> suspects) {
        String[] onHash = {"hash"};
        String[] onKey = {"kind", "event_id"};
        Dataset<Row> candidates = fresh.join(suspects, onHash, "left_semi");
        Dataset<Row> first = candidates
                .union(stored.join(suspects, onHash, "left_semi"))
                .groupBy("kind", "event_id")
                .agg(min("place").as("first_place"));
        return candidates
                .join(first, onKey)
                .filter(col("place").notEqual(col("first_place")))
                .select("kind", "place.*");
    }

    private static Column hash() {
        return xxhash64(col("kind"), col("event_id"));
    }

    /** A place before every staged one. */
    private static Column before() {
        return struct(lit(-1).as("file"), lit(-1).as("split"), lit(-1L).as("line"));
    }

    /** The staged rows of a kind that are no duplicates. */
    Dataset<Row> without(Dataset<Row> rows, String kind) {
        boolean hasAny = countByTableAndFile.keySet().stream().anyMatch(k -> k.startsWith(kind + "/"));
        return hasAny
                ? rows.join(
                        places.filter(col("kind").equalTo(kind)).drop("kind"),
                        new String[] {"file", "split", "line"},
                        "left_anti")
                : rows;
    }

    /** Duplicates of a kind in a file. */
    long found(String kind, int file) {
        return countByTableAndFile.getOrDefault(key(kind, file), 0L);
    }

    private static String key(String kind, int file) {
        return kind + "/" + file;
    }

    @Override
    public void close() {
        places.unpersist();
    }
}
