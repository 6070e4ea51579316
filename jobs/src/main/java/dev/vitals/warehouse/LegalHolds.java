package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import dev.vitals.job.land.Pseudonyms;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * People of whom nothing may be deleted for now ({@code ops.legal_hold}): erasures refuse them, and their rows outlive their
 * retention.
 */
public final class LegalHolds {
    static final String TABLE = "ops.legal_hold";
    private static final int ID_LENGTH = 8;

    private final Warehouse warehouse;
    private final Clock clock;

    /** @param clock time for the lock and for when a hold was placed */
    public LegalHolds(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /**
     * A hold.
     *
     * @param id names it
     * @param people how many are under it
     * @param reason why, such as a file number
     * @param placedAt since when
     * @param until last day on which it is in force; null until it is released
     * @param releasedAt when it was released; null while it is not
     */
    public record Hold(String id, long people, String reason, Instant placedAt, LocalDate until, Instant releasedAt) {
        /** Whether nothing may be deleted on that day. */
        public boolean isInForce(LocalDate day) {
            return releasedAt == null && (until == null || !day.isAfter(until));
        }
    }

    /** All holds, those of the past too, the oldest first. */
    public List<Hold> all() {
        return read()
                .groupBy("hold_id", "reason", "placed_at", "until_date", "released_at")
                .count()
                .orderBy("placed_at")
                .collectAsList()
                .stream()
                .map(row -> new Hold(
                        row.getString(0),
                        row.getLong(5),
                        row.getString(1),
                        row.getTimestamp(2).toInstant(),
                        row.isNullAt(3) ? null : row.getDate(3).toLocalDate(),
                        row.isNullAt(4) ? null : row.getTimestamp(4).toInstant()))
                .toList();
    }

    /**
     * Places people under a new hold.
     *
     * @param people their pseudonyms
     * @throws WarehouseException when another run holds the lock
     */
    public Hold place(Set<String> people, String reason, Optional<LocalDate> until) {
        String id = UUID.randomUUID().toString().substring(0, ID_LENGTH);
        Timestamp now = Timestamp.from(clock.instant());
        List<Row> rows = new ArrayList<>();
        for (String person : people) {
            rows.add(RowFactory.create(
                    id, person, reason, now, until.map(Date::valueOf).orElse(null), null));
        }
        try (RunLock lock = RunLock.take(warehouse, "holds since " + clock.instant())) {
            requireNothingOpen();
            TableContract contract = warehouse.contracts().table(TABLE);
            warehouse.ensure(TABLE);
            Dataset<Row> added = warehouse.spark().createDataFrame(rows, Warehouse.schema(contract));
            new Replacement(warehouse).whole(contract, read().unionByName(added).coalesce(1));
        }
        return found(id);
    }

    /**
     * Ends a hold.
     *
     * @throws WarehouseException when there is no such hold, or another run holds the lock
     */
    public Hold release(String id) {
        try (RunLock lock = RunLock.take(warehouse, "holds since " + clock.instant())) {
            requireNothingOpen();
            Hold hold = found(id);
            if (hold.releasedAt() != null) {
                throw new WarehouseException(
                        "The hold %s was released %s; nothing was changed.".formatted(id, hold.releasedAt()));
            }
            Dataset<Row> rows = read();
            List<Row> changed = rows.collectAsList().stream()
                    .map(row -> row.getString(0).equals(id) ? released(row) : row)
                    .toList();
            new Replacement(warehouse)
                    .whole(
                            warehouse.contracts().table(TABLE),
                            warehouse
                                    .spark()
                                    .createDataFrame(changed, rows.schema())
                                    .coalesce(1));
        }
        return found(id);
    }

    /** Half of the tables may know a person by another name than the rest. */
    private void requireNothingOpen() {
        PendingErasure.requireNone(warehouse.state());
        KeyRotation.requireNone(warehouse.state());
    }

    private Row released(Row row) {
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        values[row.fieldIndex("released_at")] = Timestamp.from(clock.instant());
        return RowFactory.create(values);
    }

    /** Pseudonyms of the people of whom nothing may be deleted on that day, each with the hold that says so. */
    TreeMap<String, String> inForce(LocalDate day) {
        Set<String> ids =
                all().stream().filter(hold -> hold.isInForce(day)).map(Hold::id).collect(Collectors.toSet());
        TreeMap<String, String> people = new TreeMap<>();
        if (!ids.isEmpty()) {
            read().filter(col("hold_id").isInCollection(ids))
                    .select("subject_id", "hold_id")
                    .collectAsList()
                    .forEach(row -> people.put(row.getString(0), row.getString(1)));
        }
        return people;
    }

    /**
     * By another key nobody would be found.
     *
     * @throws WarehouseException when the key is not the one of the nights
     */
    public void requireTheSameKey(Pseudonyms pseudonyms) {
        Erasure.requireTheSameKey(warehouse, pseudonyms);
    }

    private Hold found(String id) {
        return all().stream()
                .filter(hold -> hold.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new WarehouseException(
                        "There is no hold %s; ./vitals holds list names those there are.".formatted(id)));
    }

    private Dataset<Row> read() {
        return warehouse.read(TABLE);
    }
}
