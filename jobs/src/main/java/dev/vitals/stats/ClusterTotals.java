package dev.vitals.stats;

import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Totals by group and cluster: what an interval has to know of rows that share a channel, a chatter or a moderator.
 *
 * <p>A cluster is told by 32 bits of a hash. No more than {@link #MOST_CLUSTERS} are kept apart: beyond that, clusters
 * whose hashes begin alike are taken together, as many leading bits told apart as fit ("random groups"; Wolter,
 * Introduction to Variance Estimation, 2007, chapter 2). How many bits fit depends on the clusters alone, so that
 * merging is associative and commutative to the last bit. What a group is says the caller: a stratum, or a time bin.
 * Equal totals have equal bytes.
 */
public final class ClusterTotals {
    /** The most clusters that are kept apart. */
    public static final int MOST_CLUSTERS = 128;

    private static final byte FORMAT = 1;
    private static final int HASH_BITS = 32;

    /** Leading bits of a hash that tell clusters apart. */
    private final int depth;

    private final int lanes;
    /** Sorted; a key is the group in its upper half and the leading bits of the cluster's hash in its lower. */
    private final long[] keys;
    /** As many totals for each key as there are lanes. */
    private final long[] totals;

    private ClusterTotals(int depth, int lanes, long[] keys, long[] totals) {
        this.depth = depth;
        this.lanes = lanes;
        this.keys = keys;
        this.totals = totals;
    }

    /**
     * Nothing yet.
     *
     * @param lanes how many totals each cluster has
     */
    public static ClusterTotals empty(int lanes) {
        return new ClusterTotals(HASH_BITS, lanes, new long[0], new long[0]);
    }

    /** How many totals each cluster has. */
    public int lanes() {
        return lanes;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return keys.length == 0;
    }

    /** The totals of each cluster that has any in a group, by group and then by cluster; do not change the arrays. */
    public SortedMap<Integer, SortedMap<Integer, long[]>> byGroup() {
        SortedMap<Integer, SortedMap<Integer, long[]>> groups = new TreeMap<>();
        for (int i = 0; i < keys.length; i++) {
            groups.computeIfAbsent(group(keys[i]), g -> new TreeMap<>()).put(cluster(keys[i]), values(i));
        }
        return groups;
    }

    private long[] values(int entry) {
        return Arrays.copyOfRange(totals, entry * lanes, (entry + 1) * lanes);
    }

    /** The clusters, sorted. */
    int[] clusters() {
        return Arrays.stream(keys)
                .mapToInt(ClusterTotals::cluster)
                .distinct()
                .sorted()
                .toArray();
    }

    /** Hears of a cluster's totals in a group. */
    interface Visitor {
        /**
         * @param cluster position of the cluster in {@link #clusters}
         * @param first its first total
         */
        void visit(int group, int cluster, long first);
    }

    /** Tells of all entries in order, without a copy. */
    void forEach(Visitor visitor) {
        int[] clusters = clusters();
        for (int i = 0; i < keys.length; i++) {
            visitor.visit(group(keys[i]), Arrays.binarySearch(clusters, cluster(keys[i])), totals[i * lanes]);
        }
    }

    /** The totals of both; they must have as many lanes. */
    public ClusterTotals merge(ClusterTotals other) {
        return merge(List.of(this, other));
    }

    /** The totals of all, one at least; they must have as many lanes. */
    public static ClusterTotals merge(List<ClusterTotals> all) {
        Builder builder = new Builder(all.get(0).lanes);
        all.forEach(builder::merge);
        return builder.build();
    }

    /**
     * The totals as bytes: format, depth, lanes, then for each entry the distance from the group and the cluster before
     * and its totals, seven bits a byte, signs folded in.
     */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(3 + 4 * keys.length);
        out.write(FORMAT);
        out.write(depth);
        out.write(lanes);
        long group = Integer.MIN_VALUE;
        long cluster = -1;
        for (int i = 0; i < keys.length; i++) {
            long nextGroup = group(keys[i]);
            long nextCluster = Integer.toUnsignedLong(cluster(keys[i]));
            Varints.write(out, nextGroup - group);
            Varints.write(out, nextGroup == group ? nextCluster - cluster - 1 : nextCluster);
            for (int lane = 0; lane < lanes; lane++) {
                Varints.write(out, folded(totals[i * lanes + lane]));
            }
            group = nextGroup;
            cluster = nextCluster;
        }
        return out.toByteArray();
    }

    /**
     * The totals that {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format or cut off
     */
    public static ClusterTotals decode(byte[] bytes) {
        boolean isHead = bytes.length >= 3 && bytes[0] == FORMAT && bytes[1] >= 0 && bytes[1] <= HASH_BITS;
        if (!isHead || bytes[2] < 1) {
            throw new IllegalArgumentException("these " + bytes.length + " bytes are no totals by cluster of format "
                    + FORMAT + "; rebuild them from their rows");
        }
        int lanes = bytes[2];
        // An entry has two distances and its totals, of a byte each at least.
        int most = (bytes.length - 3) / (2 + lanes) + 1;
        long[] keys = new long[most];
        long[] totals = new long[most * lanes];
        int entries = 0;
        Varints.Reader in = new Varints.Reader(bytes, 3);
        long group = Integer.MIN_VALUE;
        long cluster = -1;
        while (in.hasMore()) {
            long gap = in.read();
            cluster = gap == 0 ? cluster + 1 + in.read() : in.read();
            group += gap;
            for (int lane = 0; lane < lanes; lane++) {
                totals[entries * lanes + lane] = unfolded(in.read());
            }
            keys[entries++] = key((int) group, (int) cluster);
        }
        return new ClusterTotals(bytes[1], lanes, Arrays.copyOf(keys, entries), Arrays.copyOf(totals, entries * lanes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterTotals that && Arrays.equals(encode(), that.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    @Override
    public String toString() {
        return "ClusterTotals[" + keys.length + " entries, " + depth + " bits]";
    }

    private static long key(int group, int cluster) {
        return (long) group << HASH_BITS | Integer.toUnsignedLong(cluster);
    }

    private static int group(long key) {
        return (int) (key >> HASH_BITS);
    }

    private static int cluster(long key) {
        return (int) key;
    }

    /** 0, -1, 1, -2 as 0, 1, 2, 3; the highest bit is out of reach of a total. */
    private static long folded(long total) {
        return (total << 1 ^ total >> 63) & Long.MAX_VALUE;
    }

    private static long unfolded(long folded) {
        return folded >>> 1 ^ -(folded & 1);
    }

    /** Collects totals row by row, and travels as their bytes. Not safe for use by several threads at once. */
    public static final class Builder implements Externalizable {
        private static final long serialVersionUID = 1L;
        /** A quarter of what a long holds: two folded totals fit in 63 bits. */
        private static final long MOST = Long.MAX_VALUE >> 2;

        private transient int lanes;
        private transient int depth = HASH_BITS;
        private transient LaneTable totals;
        private transient HashSet<Integer> clusters = new HashSet<>();

        /** For deserialisation. */
        public Builder() {}

        /** A builder of totals with so many lanes. */
        public Builder(int lanes) {
            this.lanes = lanes;
            this.totals = new LaneTable(lanes);
        }

        /**
         * Adds a row.
         *
         * @param group its group
         * @param hash 32 well mixed bits of a hash of its cluster
         * @param amounts what it adds to each lane
         */
        public Builder add(int group, int hash, long... amounts) {
            int cluster = depth == 0 ? 0 : hash >>> HASH_BITS - depth;
            add(key(group, cluster), amounts, 0);
            keepFew();
            return this;
        }

        /** Adds the totals of others, which must have as many lanes. */
        public Builder merge(ClusterTotals other) {
            if (other.lanes != lanes) {
                throw new IllegalArgumentException("totals of " + lanes + " lanes can't be merged with " + other.lanes
                        + " lanes: they belong to different statistics; compute the older days again");
            }
            if (other.depth < depth) {
                coarsen(other.depth);
            }
            int shift = other.depth - depth;
            for (int i = 0; i < other.keys.length; i++) {
                add(shifted(other.keys[i], shift), other.totals, i * lanes);
            }
            keepFew();
            return this;
        }

        /** The totals so far; the builder may be used further. */
        public ClusterTotals build() {
            long[] keys = totals.sortedKeys();
            return new ClusterTotals(depth, lanes, keys, totals.valuesOf(keys));
        }

        /** Adds the totals that another builder has collected so far. */
        public Builder merge(Builder other) {
            return merge(other.build());
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
            ClusterTotals read = decode(bytes);
            lanes = read.lanes;
            totals = new LaneTable(lanes);
            merge(read);
        }

        private void add(long key, long[] amounts, int from) {
            int known = totals.size();
            int at = totals.slot(key) * lanes;
            for (int lane = 0; lane < lanes; lane++) {
                totals.values()[at + lane] = sum(totals.values()[at + lane], amounts[from + lane]);
            }
            if (totals.size() > known) {
                clusters.add(cluster(key));
            }
        }

        private void keepFew() {
            while (clusters.size() > MOST_CLUSTERS) {
                coarsen(depth - 1);
            }
        }

        private void coarsen(int bits) {
            int shift = depth - bits;
            LaneTable finer = totals;
            totals = new LaneTable(lanes);
            clusters.clear();
            depth = bits;
            for (int entry = 0; entry < finer.size(); entry++) {
                add(shifted(finer.key(entry), shift), finer.values(), entry * lanes);
            }
        }

        /** The key with fewer bits of its cluster; a shift by all 32 bits would be none at all. */
        private static long shifted(long key, int shift) {
            return shift == 0 ? key : key(group(key), shift >= HASH_BITS ? 0 : cluster(key) >>> shift);
        }

        private static long sum(long one, long other) {
            long sum = one + other;
            if (Math.abs(sum) > MOST || Math.abs(other) > MOST) {
                throw new IllegalArgumentException("a cluster's total of " + one + " and " + other
                        + " is beyond what is kept of clusters; are the amounts in the unit that the KPI says?");
            }
            return sum;
        }
    }
}
