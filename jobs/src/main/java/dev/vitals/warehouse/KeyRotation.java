package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Personal;
import dev.vitals.contract.TableContract;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.landing.Landing;
import io.delta.tables.DeltaTable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Takes a warehouse to the next epoch of its pseudonym key: every pseudonym becomes that of the key with one secret more, so that
 * who knows the old secrets alone finds nobody. Nobody's rows fall apart, and no number changes.
 *
 * <p>A table is changed in one commit that Delta takes once, however often it is tried. Sketches of distinct people can't be
 * changed and are computed anew, by a backfill of all days that are whole. It may be killed at any time: started again it goes
 * on, and no night runs before it has ended.
 */
public final class KeyRotation {
    private static final String FILE = "rotation.txt";
    private static final String SKETCHES = " sketches";
    private static final String TRANSACTION = "spark.databricks.delta.write.txnAppId";
    private static final String ATTEMPT = "spark.databricks.delta.write.txnVersion";
    private static final List<String> PERSONAL_SUBJECTS = List.of("user", "channel");

    private final Warehouse warehouse;
    private final byte[] key;
    private final Clock clock;
    private final Progress progress;

    /**
     * @param key the key with its new secret on its last line
     * @param clock time for the lock, never for a number
     */
    public KeyRotation(Warehouse warehouse, byte[] key, Clock clock, Progress progress) {
        this.warehouse = warehouse;
        this.key = key.clone();
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was done.
     *
     * @param fingerprint of the key as it is now
     * @param tables tables that were looked at
     * @param rows rows that were changed
     */
    public record Rotated(String fingerprint, int tables, long rows) {}

    /**
     * Changes all pseudonyms.
     *
     * @param backfill computes days anew, from the first to the last, as far as they are whole; called without the lock
     * @throws WarehouseException when the key is not that of the nights with one secret more, or another run holds the lock
     */
    public Rotated rotate(BiConsumer<LocalDate, LocalDate> backfill) {
        String fingerprint = new Pseudonyms(key).fingerprint();
        if (warehouse.state().read(FILE).equals(Optional.of(fingerprint + SKETCHES))) {
            return sketches(new Rotated(fingerprint, 0, 0), backfill);
        }
        long rows = 0;
        List<TableContract> tables = warehouse.contracts().all().stream()
                .filter(table -> warehouse.exists(table.table()))
                .toList();
        try (RunLock lock = RunLock.take(warehouse, "rotate-key since " + clock.instant())) {
            PendingErasure.requireNone(warehouse.state());
            requireNextEpoch(fingerprint);
            if (!isOpen(warehouse.state())) {
                Erasure.requireNewestIsSeen(warehouse, "A rotation");
            }
            StagingFolders.remove(warehouse);
            warehouse.state().write(FILE, fingerprint);
            for (TableContract table : tables) {
                progress.at("change pseudonyms of " + table.table(), tables.indexOf(table), tables.size());
                rows += one(table, fingerprint);
            }
            new LandingTables(warehouse).note(Landing.KEY_FINGERPRINT, fingerprint);
            warehouse.state().write(FILE, fingerprint + SKETCHES);
        }
        return sketches(new Rotated(fingerprint, tables.size(), rows), backfill);
    }

    /** Distinct people are counted by sketches of their pseudonyms: those of both epochs together would count twice. */
    private Rotated sketches(Rotated rotated, BiConsumer<LocalDate, LocalDate> backfill) {
        Row days = warehouse
                .read("ops.ingest_file")
                .filter("status = 'landed'")
                .selectExpr("min(first_event_date)")
                .first();
        Optional<LocalDate> last = LastNight.of(warehouse).asOf();
        if (!days.isNullAt(0) && last.isPresent()) {
            backfill.accept(days.getDate(0).toLocalDate(), last.get());
        }
        warehouse.state().delete(FILE);
        return rotated;
    }

    private void requireNextEpoch(String fingerprint) {
        if (Arrays.equals(Pseudonyms.epochBefore(key), key)) {
            throw new WarehouseException(
                    "The pseudonym key has one secret alone, and a rotation adds one: write the new secret below the old one, on a line of its own (openssl rand -hex 32 >> key). Nothing was changed.");
        }
        Optional<String> known = new LandingTables(warehouse).noted(Landing.KEY_FINGERPRINT);
        String before = new Pseudonyms(Pseudonyms.epochBefore(key)).fingerprint();
        boolean isThere = known.isPresent() && known.get().equals(fingerprint);
        Optional<String> open = warehouse.state().read(FILE);
        if (isThere && open.isEmpty()) {
            throw new WarehouseException("The warehouse has been taken to this key already; nothing was changed.");
        }
        if (known.isPresent() && !isThere && !known.get().equals(before)) {
            throw new WarehouseException(
                    "Without its last line the pseudonym key is not the one that this warehouse was filled with (fingerprint %s, not %s). Keep its lines as they are and add one; nothing was changed."
                            .formatted(before, known.get()));
        }
        if (open.isPresent() && !open.get().equals(fingerprint)) {
            throw new WarehouseException(
                    "A rotation to another key was interrupted (fingerprint %s). End that one first; nothing was changed."
                            .formatted(open.get()));
        }
    }

    private long one(TableContract table, String fingerprint) {
        String name = table.table();
        String path = warehouse.path(name);
        StructType schema = warehouse.spark().read().format("delta").load(path).schema();
        NestedPseudonyms pseudonyms = pseudonyms();
        Column isAny = lit(false);
        Map<String, Column> changes = new HashMap<>();
        for (ColumnContract column : table.columns()) {
            if (column.personal() == Personal.PSEUDONYM
                    && List.of(schema.fieldNames()).contains(column.name())) {
                DataType type = schema.apply(column.name()).dataType();
                Column value = col(column.name());
                Column isTheirs = isPerson(column.name(), schema);
                isAny = isAny.or(isTheirs.and(pseudonyms.mention(value, type)));
                changes.put(
                        column.name(),
                        when(isTheirs, pseudonyms.replaced(value, type)).otherwise(value));
            }
        }
        NestedPseudonyms keys = DerivedKeys.ofNextEpoch(key);
        for (String column : DerivedKeys.columns(table)) {
            DataType type = schema.apply(column).dataType();
            isAny = isAny.or(keys.mention(col(column), type));
            changes.put(column, keys.replaced(col(column), type));
        }
        long rows = 0;
        if (!changes.isEmpty()) {
            rows = warehouse.read(name).filter(isAny).count();
            Column condition = isAny;
            RunLock.requireHeld(warehouse.state());
            if (rows > 0) {
                once(
                        "vitals rotate " + fingerprint + " " + name,
                        () -> DeltaTable.forPath(warehouse.spark(), path).update(condition, changes));
            }
            SameNumbers.show(warehouse, name);
            Vacuum.atOnce(warehouse, name);
        }
        return rows;
    }

    /** A reported message or clip has an id that is nobody's, whatever it looks like. */
    private static Column isPerson(String column, StructType schema) {
        return column.equals("subject_id") && List.of(schema.fieldNames()).contains("subject_type")
                ? col("subject_type").isInCollection(PERSONAL_SUBJECTS)
                : lit(true);
    }

    private NestedPseudonyms pseudonyms() {
        return new NestedPseudonyms(Pseudonyms::isOne, new NextEpoch(key));
    }

    /** Delta takes a change of this name once. */
    private void once(String name, Runnable change) {
        RuntimeConfig conf = warehouse.spark().conf();
        conf.set(TRANSACTION, name);
        conf.set(ATTEMPT, "1");
        try {
            CommitNote.with(warehouse, CommitNote.of("rotate"), () -> {
                change.run();
                return null;
            });
        } finally {
            conf.unset(TRANSACTION);
            conf.unset(ATTEMPT);
        }
    }

    /** @throws WarehouseException where one was interrupted: half of the tables know people by other names than the rest */
    static void requireNone(StateFolder state) {
        if (isOpen(state)) {
            throw new WarehouseException(
                    "A rotation of the pseudonym key was interrupted, and everybody would count twice. End it first, with the new key: ./vitals rotate-key. Nothing was changed.");
        }
    }

    /** Whether one was interrupted. */
    static boolean isOpen(StateFolder state) {
        return state.read(FILE).isPresent();
    }

    /** Like {@link #requireNone}, for what computes the sketches anew. */
    static void requireTablesDone(StateFolder state) {
        if (!state.read(FILE).map(text -> text.endsWith(SKETCHES)).orElse(true)) {
            requireNone(state);
        }
    }
}
