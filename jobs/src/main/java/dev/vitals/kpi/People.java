package dev.vitals.kpi;

import java.util.List;
import java.util.Objects;
import org.apache.datasketches.theta.CompactSketch;

/**
 * Whose numbers a KPI shows: small cells are cells of few people, and one person can have many rows.
 *
 * @param expression SQL over a row of the fact table: who it is of, as a text, or a sketch of several
 * @param isSketch whether it is a sketch
 */
public record People(String expression, boolean isSketch) {
    /** Base-2 logarithm of the number of entries of a sketch that has to tell few people from enough: exact below 64. */
    public static final int LG_K = 6;

    /** People in the bytes of a sketch. */
    static long count(byte[] sketch) {
        CompactSketch people = DistinctSketch.read(sketch);
        return Math.round(people.getEstimate());
    }

    /** People of any sketch; null, of numbers that were written before people were counted, adds nobody. */
    public static byte[] merge(List<byte[]> all) {
        List<byte[]> known = all.stream().filter(Objects::nonNull).toList();
        if (known.size() < 2) {
            return known.isEmpty() ? null : known.get(0);
        }
        DistinctSketch people = new DistinctSketch(LG_K);
        known.forEach(people::merge);
        return people.toBytes();
    }
}
