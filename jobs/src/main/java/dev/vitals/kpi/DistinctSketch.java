package dev.vitals.kpi;

import java.util.Collection;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.theta.CompactSketch;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Union;

/**
 * Collects distinct texts into a Theta sketch of 4,096 entries: exact up to that many, within about 3% above.
 *
 * <p>The bytes are those of the 4,096 smallest hashes, so that they depend on the set of texts alone: neither on its
 * order nor on how it was split up and merged. Not safe for use by several threads at once.
 */
public final class DistinctSketch {
    /** Base-2 logarithm of the number of entries. */
    public static final int LG_K = 12;

    private final Union union;

    /** A sketch of nobody. */
    public DistinctSketch() {
        this(LG_K);
    }

    /**
     * A sketch that is smaller, and exact for fewer.
     *
     * @param lgK base-2 logarithm of the number of entries
     */
    public DistinctSketch(int lgK) {
        union = SetOperation.builder().setNominalEntries(1 << lgK).buildUnion();
    }

    /** A sketch of these texts. */
    public static DistinctSketch of(Collection<String> keys) {
        DistinctSketch sketch = new DistinctSketch();
        keys.forEach(sketch::add);
        return sketch;
    }

    /** Counts a text; null and the empty text are nobody. */
    public DistinctSketch add(String key) {
        union.update(key);
        return this;
    }

    /** Counts a text by its bytes in UTF-8; null and no bytes are nobody. */
    public DistinctSketch add(byte[] key) {
        union.update(key);
        return this;
    }

    /** Counts everything that another sketch has counted. */
    public DistinctSketch merge(byte[] bytes) {
        union.union(read(bytes));
        return this;
    }

    /** The sketch as bytes; the sketch may be used further. */
    public byte[] toBytes() {
        return union.getResult(true, null).toByteArray();
    }

    /** A sketch that can be asked, from its bytes. */
    static CompactSketch read(byte[] bytes) {
        try {
            return CompactSketch.heapify(Memory.wrap(bytes));
        } catch (RuntimeException e) {
            // Broken bytes surface as whatever the place where they broke throws.
            throw new IllegalArgumentException(
                    "these " + bytes.length + " bytes are no Theta sketch (" + e.getMessage()
                            + "); rebuild the state from its rows",
                    e);
        }
    }
}
