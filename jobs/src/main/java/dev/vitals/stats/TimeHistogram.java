package dev.vitals.stats;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Counts of how, and after how long, each of many cases ended, which is all that time-to-event estimators need.
 *
 * <p>A case that ended is counted at the {@linkplain TimeBins bin} of its duration under the code of its cause, 0 to
 * {@link #MAX_CAUSE}; a case still open is counted at the bin of its age under {@link #CENSORED}. Two histograms of
 * different cases add up to the histogram of all of them, in any order and any grouping, to the last bit. The value is
 * immutable; {@link Builder} collects one.
 */
public final class TimeHistogram implements Serializable {
    /** The code of a case that had not ended when it was last seen. */
    public static final int CENSORED = -1;
    /** The largest code of a cause. */
    public static final int MAX_CAUSE = 14;

    /** The histogram of no case at all. */
    public static final TimeHistogram EMPTY = new TimeHistogram(new int[0], new long[0]);

    private static final long serialVersionUID = 1L;
    private static final byte FORMAT = 1;
    private static final int CODE_BITS = 4;

    /** Ascending; a cell is bin * 16 + code + 1. */
    private final int[] cells;
    /** The count of each cell; never 0. */
    private final long[] counts;

    private final long total;

    private TimeHistogram(int[] cells, long[] counts) {
        this.cells = cells;
        this.counts = counts;
        long sum = 0;
        for (long count : counts) {
            sum = sum(sum, count);
        }
        this.total = sum;
    }

    /** A builder that holds nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** The number of cases, ended and censored. */
    public long total() {
        return total;
    }

    /** The number of cases that had not ended. */
    public long censored() {
        return ends(CENSORED);
    }

    /** The number of cases that ended, by any cause. */
    public long ended() {
        return total - censored();
    }

    /** The number of cases counted under a code, over all bins. */
    public long ends(int code) {
        checkCode(code);
        long sum = 0;
        for (int i = 0; i < cells.length; i++) {
            if (code(cells[i]) == code) {
                sum += counts[i];
            }
        }
        return sum;
    }

    /** The number of cases counted in one bin under one code. */
    public long count(int bin, int code) {
        int at = Arrays.binarySearch(cells, cell(bin, code));
        return at < 0 ? 0 : counts[at];
    }

    /** Whether no case was counted. */
    public boolean isEmpty() {
        return total == 0;
    }

    /** Shows every count that is not 0 to a visitor, by ascending bin, then ascending code (censored first). */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < cells.length; i++) {
            visitor.visit(bin(cells[i]), code(cells[i]), counts[i]);
        }
    }

    /** The histogram of the cases of both. */
    public TimeHistogram merge(TimeHistogram other) {
        return builder().merge(this).merge(other).build();
    }

    /**
     * The counts as bytes: a format byte, then for each cell its distance from the cell before and its count, seven
     * bits a byte. Equal histograms have equal bytes, however they were collected.
     */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 + 3 * cells.length);
        out.write(FORMAT);
        int before = -1;
        for (int i = 0; i < cells.length; i++) {
            Varints.write(out, cells[i] - before - 1L);
            Varints.write(out, counts[i]);
            before = cells[i];
        }
        return out.toByteArray();
    }

    /**
     * The histogram that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format, cut off or otherwise not written by encode
     */
    public static TimeHistogram decode(byte[] bytes) {
        return builder().mergeEncoded(bytes).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimeHistogram that
                && Arrays.equals(cells, that.cells)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(cells) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "TimeHistogram[" + total + " cases, " + censored() + " censored, " + cells.length + " cells]";
    }

    /** The number that stands for a bin and a code, by which {@link ClusterTotals} group cases. */
    public static int cell(int bin, int code) {
        return TimeBins.checkBin(bin) << CODE_BITS | (checkCode(code) + 1);
    }

    static int bin(int cell) {
        return cell >> CODE_BITS;
    }

    static int code(int cell) {
        return (cell & ((1 << CODE_BITS) - 1)) - 1;
    }

    private static int checkCode(int code) {
        if (code < CENSORED || code > MAX_CAUSE) {
            throw new IllegalArgumentException("there is no code " + code + "; causes are 0 to " + MAX_CAUSE + ", and "
                    + CENSORED + " counts a case that has not ended");
        }
        return code;
    }

    private static long sum(long a, long b) {
        try {
            return Math.addExact(a, b);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("more than " + Long.MAX_VALUE + " cases in one histogram", e);
        }
    }

    /** Receives the counts of a histogram one by one. */
    @FunctionalInterface
    public interface Visitor {
        /** Called once for each bin and code that has a count. */
        void visit(int bin, int code, long count);
    }

    /**
     * Collects a {@link TimeHistogram}; adding allocates nothing except when a table of cells has to grow.
     *
     * <p>Not safe for use by several threads at once.
     */
    public static final class Builder implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Open addressing with linear probing; a slot holds its cell plus one, and 0 when free. */
        private int[] slots = new int[16];

        private long[] counts = new long[16];
        private int used;

        private Builder() {}

        /**
         * Counts n cases.
         *
         * @param bin the bin of their duration, or of their age if they have not ended
         * @param code the cause of their end, or {@link #CENSORED}
         * @param n how many, 0 or more
         * @return this builder
         */
        public Builder add(int bin, int code, long n) {
            if (n < 0) {
                throw new IllegalArgumentException("cannot count " + n + " cases in time bin " + bin
                        + "; counts only grow, so rebuild the histogram from its rows to take cases away");
            }
            if (n > 0) {
                addToCell(cell(bin, code), n);
            }
            return this;
        }

        /** Counts all cases of a histogram. */
        public Builder merge(TimeHistogram other) {
            for (int i = 0; i < other.cells.length; i++) {
                addToCell(other.cells[i], other.counts[i]);
            }
            return this;
        }

        /** Counts all cases that another builder has counted so far. */
        public Builder merge(Builder other) {
            return merge(other.build());
        }

        /** Counts all cases of an encoded histogram, without building it. */
        public Builder mergeEncoded(byte[] bytes) {
            if (bytes.length == 0 || bytes[0] != FORMAT) {
                throw unreadable(bytes, bytes.length == 0 ? "no format byte" : "format " + bytes[0], null);
            }
            Varints.Reader in = new Varints.Reader(bytes, 1);
            long cell = -1;
            try {
                while (in.hasMore()) {
                    long gap = in.read();
                    long count = in.read();
                    cell += 1 + Math.min(gap, Integer.MAX_VALUE);
                    if (cell >> CODE_BITS > TimeBins.LAST_BIN || count == 0) {
                        throw new IllegalArgumentException(
                                "a cell without a bin or a count, before byte " + in.position());
                    }
                    addToCell((int) cell, count);
                }
            } catch (IllegalArgumentException e) {
                throw unreadable(bytes, e.getMessage(), e);
            }
            return this;
        }

        /** The counts so far; the builder may be used further. */
        public TimeHistogram build() {
            int[] cells = new int[used];
            int next = 0;
            for (int slot : slots) {
                if (slot != 0) {
                    cells[next++] = slot - 1;
                }
            }
            Arrays.sort(cells);
            long[] sorted = new long[used];
            for (int i = 0; i < used; i++) {
                sorted[i] = counts[slotOf(cells[i])];
            }
            return new TimeHistogram(cells, sorted);
        }

        private void addToCell(int cell, long n) {
            int slot = slotOf(cell);
            if (slots[slot] == 0) {
                if (2 * used >= slots.length) {
                    grow();
                    slot = slotOf(cell);
                }
                slots[slot] = cell + 1;
                used++;
            }
            counts[slot] = sum(counts[slot], n);
        }

        private int slotOf(int cell) {
            int mask = slots.length - 1;
            int hash = cell * 0x9E3779B9;
            int slot = (hash ^ hash >>> 16) & mask;
            while (slots[slot] != 0 && slots[slot] != cell + 1) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            int[] oldSlots = slots;
            long[] oldCounts = counts;
            slots = new int[2 * oldSlots.length];
            counts = new long[2 * oldCounts.length];
            for (int i = 0; i < oldSlots.length; i++) {
                if (oldSlots[i] != 0) {
                    int slot = slotOf(oldSlots[i] - 1);
                    slots[slot] = oldSlots[i];
                    counts[slot] = oldCounts[i];
                }
            }
        }

        private static IllegalArgumentException unreadable(byte[] bytes, String why, Exception cause) {
            return new IllegalArgumentException(
                    "these " + bytes.length + " bytes are not a time histogram of format " + FORMAT + ": " + why
                            + "; rebuild the state from its rows",
                    cause);
        }
    }
}
