package dev.vitals.warehouse;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What rows add up to: their number and hashes by day, how many break which rule, and hashes of their keys, by which rows that
 * share a key are found.
 *
 * <p>A plain loop: a group-by of Spark's would send every key between two stages, and have classes made for each table.
 */
final class RowTotals implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Places of the row that is added: day, hash of the row, hash of the key; then whether it breaks the rules. */
    private static final int DAY = 0;

    private static final int ROW_HASH = 1;
    private static final int KEY_HASH = 2;
    static final int RULES = 3;

    private static final int FIRST_ROOM = 64;
    private static final long LOW = 0xFFFF_FFFFL;

    private final Map<Integer, long[]> days = new TreeMap<>();
    private final long[] broken;
    private long[] keys = new long[FIRST_ROOM];
    private int size;
    private long repeated;

    /** @param rules number of rules that look at a row */
    RowTotals(int rules) {
        this.broken = new long[rules];
    }

    static RowTotals of(Iterator<InternalRow> rows, int rules) {
        RowTotals totals = new RowTotals(rules);
        rows.forEachRemaining(totals::add);
        return totals;
    }

    private void add(InternalRow row) {
        long[] day = days.computeIfAbsent(row.getInt(DAY), key -> new long[RULES]);
        long hash = row.getLong(ROW_HASH);
        day[0]++;
        // Sums of halves overflow no long.
        day[1] += hash & LOW;
        day[2] += hash >> Integer.SIZE;
        for (int i = 0; i < broken.length; i++) {
            if (!row.isNullAt(RULES + i) && row.getBoolean(RULES + i)) {
                broken[i]++;
            }
        }
        if (!row.isNullAt(KEY_HASH)) {
            addKey(row.getLong(KEY_HASH));
        }
    }

    private void addKey(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key;
    }

    /** The same in parts of which each has the keys of its own range of hashes. */
    List<RowTotals> byKeys(int parts) {
        List<RowTotals> all = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            all.add(new RowTotals(broken.length));
        }
        for (int i = 0; i < size; i++) {
            all.get((int) Long.remainderUnsigned(keys[i], parts)).addKey(keys[i]);
        }
        all.get(0).addSums(this);
        all.forEach(RowTotals::trim);
        return all;
    }

    private void trim() {
        keys = Arrays.copyOf(keys, Math.max(1, size));
    }

    RowTotals add(RowTotals other) {
        addSums(other);
        if (size + other.size > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(2 * keys.length, size + other.size));
        }
        System.arraycopy(other.keys, 0, keys, size, other.size);
        size += other.size;
        return this;
    }

    private void addSums(RowTotals other) {
        other.days.forEach((day, sums) -> days.merge(day, sums.clone(), RowTotals::added));
        added(broken, other.broken);
        repeated += other.repeated;
    }

    private static long[] added(long[] to, long[] from) {
        Arrays.setAll(to, i -> to[i] + from[i]);
        return to;
    }

    /** Counts the rows that share the hash of their key with one before, and forgets the keys. */
    RowTotals withoutKeys() {
        Arrays.sort(keys, 0, size);
        for (int i = 1; i < size; i++) {
            if (keys[i] == keys[i - 1]) {
                repeated++;
            }
        }
        size = 0;
        keys = new long[1];
        return this;
    }

    /** By day since 1970 the number of rows, and the sums of the lower and upper halves of their hashes. */
    Map<Integer, long[]> days() {
        return days;
    }

    long rows() {
        return days.values().stream().mapToLong(day -> day[0]).sum();
    }

    long brokenRows(int rule) {
        return broken[rule];
    }

    /** Rows that share the hash of their key with one before; after {@link #withoutKeys}. */
    long repeated() {
        return repeated;
    }
}
