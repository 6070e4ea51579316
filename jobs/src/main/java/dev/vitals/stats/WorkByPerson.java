package dev.vitals.stats;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much each person did, so that days add up to weeks person by person: what {@link Inequality} has to know.
 *
 * <p>A person is told by 64 bits of a hash. The {@value #MOST_PEOPLE} people with the smallest hashes are kept, with all
 * that they did; beyond that they are a sample of all people, drawn by chance alone and the same on every day
 * ("bottom-k"; Cohen and Kaplan, PODC 2007). Whoever is among the smallest of all is among the smallest of any part, so
 * that merging is associative and commutative to the last bit. Equal work has equal bytes.
 */
public final class WorkByPerson {
    /** The most people that are kept apart. */
    public static final int MOST_PEOPLE = 4096;

    /** Nobody did anything. */
    public static final WorkByPerson NONE = new WorkByPerson(false, new TreeMap<>());

    private static final byte FORMAT = 1;
    private static final int HEAD = 2;

    private final boolean isSample;
    /** Hash to work, the hashes as unsigned numbers. */
    private final TreeMap<Long, Long> work;

    private WorkByPerson(boolean isSample, TreeMap<Long, Long> work) {
        this.isSample = isSample;
        this.work = work;
    }

    /** Whether there were more people than are kept. */
    public boolean isSample() {
        return isSample;
    }

    /** How many people there are; where they are a sample, an estimate from the largest hash that is kept. */
    public long people() {
        if (!isSample) {
            return work.size();
        }
        double reached = (work.lastKey() >>> 1) / (double) Long.MAX_VALUE;
        return Math.round((work.size() - 1) / reached);
    }

    /** How many people did each amount, of those that are kept. */
    public Map<Long, Long> peopleByWork() {
        Map<Long, Long> people = new HashMap<>();
        work.values().forEach(amount -> people.merge(amount, 1L, Long::sum));
        return people;
    }

    /** The work of both, person by person. */
    public WorkByPerson merge(WorkByPerson other) {
        return new Builder().merge(this).merge(other).build();
    }

    /** The work as bytes: format, whether it is a sample, then for each person the hash and the work. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(HEAD + (Long.BYTES + 2) * work.size());
        out.write(FORMAT);
        out.write(isSample ? 1 : 0);
        work.forEach((hash, amount) -> {
            out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(hash).array());
            Varints.write(out, amount);
        });
        return out.toByteArray();
    }

    /**
     * The work that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format or cut off
     */
    public static WorkByPerson decode(byte[] bytes) {
        if (bytes.length < HEAD || bytes[0] != FORMAT || bytes[1] < 0 || bytes[1] > 1) {
            throw new IllegalArgumentException("these " + bytes.length + " bytes are no work by person of format "
                    + FORMAT + "; rebuild it from its rows");
        }
        TreeMap<Long, Long> work = new TreeMap<>(Long::compareUnsigned);
        Varints.Reader in = new Varints.Reader(bytes, HEAD);
        while (in.hasMore()) {
            work.put(ByteBuffer.wrap(in.read(Long.BYTES)).getLong(), in.read());
        }
        return new WorkByPerson(bytes[1] == 1, work);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorkByPerson that && isSample == that.isSample && work.equals(that.work);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    @Override
    public String toString() {
        return "WorkByPerson[" + work.size() + (isSample ? " of more people]" : " people]");
    }

    /** Collects work row by row, and travels as its bytes. Not safe for use by several threads at once. */
    public static final class Builder implements Externalizable {
        private static final long serialVersionUID = 1L;

        private transient boolean isSample;
        private transient TreeMap<Long, Long> work = new TreeMap<>(Long::compareUnsigned);

        /** A builder of no work. */
        public Builder() {}

        /**
         * Adds what a person did; 0 makes him one who did nothing, which counts.
         *
         * @param hash 64 well mixed bits of a hash of the person
         * @param amount 0 or more
         */
        public Builder add(long hash, long amount) {
            if (amount < 0) {
                throw new IllegalArgumentException(
                        "a person can't have done " + amount + "; write an expression that is 0 or more");
            }
            work.merge(hash, amount, Math::addExact);
            if (work.size() > MOST_PEOPLE) {
                isSample = true;
                work.pollLastEntry();
            }
            return this;
        }

        /** Adds the work of others. */
        public Builder merge(WorkByPerson other) {
            other.work.forEach(this::add);
            isSample |= other.isSample;
            return this;
        }

        /** Adds the work that another builder has collected so far. */
        public Builder merge(Builder other) {
            return merge(other.build());
        }

        /** The work so far; the builder may be used further. */
        public WorkByPerson build() {
            return new WorkByPerson(isSample, new TreeMap<>(work));
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            byte[] bytes = build().encode();
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            merge(decode(bytes));
        }
    }
}
