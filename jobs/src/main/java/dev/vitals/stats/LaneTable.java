package dev.vitals.stats;

import java.util.Arrays;

/** Totals by a whole number, several to each, in arrays without a box: a hash table with open addressing. */
final class LaneTable {
    private static final int FIRST_SIZE = 16;
    private static final int EMPTY = -1;

    private final int lanes;
    /** Positions of entries by hash; twice as many as entries at least. */
    private int[] positions = new int[2 * FIRST_SIZE];

    private long[] keys = new long[FIRST_SIZE];
    private long[] values;
    private int size;

    /** @param lanes totals of each key */
    LaneTable(int lanes) {
        this.lanes = lanes;
        this.values = new long[FIRST_SIZE * lanes];
        Arrays.fill(positions, EMPTY);
    }

    /** How many keys there are. */
    int size() {
        return size;
    }

    /** The key of an entry; entries are numbered as they came. */
    long key(int entry) {
        return keys[entry];
    }

    /** Totals of all entries, which may be added to; the array is another one after a new key. */
    long[] values() {
        return values;
    }

    /** The entry of a key, which is made when there is none. */
    int slot(long key) {
        int at = find(key);
        if (positions[at] != EMPTY) {
            return positions[at];
        }
        if (size == keys.length) {
            grow();
            at = find(key);
        }
        positions[at] = size;
        keys[size] = key;
        return size++;
    }

    long[] sortedKeys() {
        long[] sorted = Arrays.copyOf(keys, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The totals of keys that are there, in their order. */
    long[] valuesOf(long[] wanted) {
        long[] found = new long[wanted.length * lanes];
        for (int i = 0; i < wanted.length; i++) {
            System.arraycopy(values, positions[find(wanted[i])] * lanes, found, i * lanes, lanes);
        }
        return found;
    }

    private int find(long key) {
        int mask = positions.length - 1;
        int at = Long.hashCode(key * 0x9E3779B97F4A7C15L) & mask;
        while (positions[at] != EMPTY && keys[positions[at]] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size * lanes);
        positions = new int[4 * size];
        Arrays.fill(positions, EMPTY);
        for (int entry = 0; entry < size; entry++) {
            positions[find(keys[entry])] = entry;
        }
    }
}
