package dev.vitals.warehouse.landing;

/** The first place of each key: an open-addressing hash table in one array, three numbers a slot. */
final class FirstPlaces {
    private static final int STRIDE = 3;
    /** Stored places are shifted so that 0 marks an empty slot. */
    private static final long SHIFT = 1 - EventKeys.IN_TABLE;

    private final long[] slots;
    private final int mask;

    /** @param keys how many keys will be added at most */
    FirstPlaces(int keys) {
        int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, keys)) * 4);
        this.slots = new long[capacity * STRIDE];
        this.mask = capacity - 1;
    }

    /** Takes note of a key; of several places it keeps the first. */
    void add(long high, long low, long place) {
        int at = slot(high, low);
        long shifted = place + SHIFT;
        if (slots[at + 2] == 0 || shifted < slots[at + 2]) {
            slots[at] = high;
            slots[at + 1] = low;
            slots[at + 2] = shifted;
        }
    }

    /** Whether a key that was added stands at an earlier place too. */
    boolean isLater(long high, long low, long place) {
        return slots[slot(high, low) + 2] != place + SHIFT;
    }

    private int slot(long high, long low) {
        int slot = (int) (low ^ (low >>> 32)) & mask;
        while (true) {
            int at = slot * STRIDE;
            if (slots[at + 2] == 0 || (slots[at] == high && slots[at + 1] == low)) {
                return at;
            }
            slot = (slot + 1) & mask;
        }
    }
}
