package dev.vitals.kpi;

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

    /** People of either sketch; null, of numbers that were written before people were counted, adds nobody. */
    public static byte[] merge(byte[] one, byte[] other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new DistinctSketch(LG_K).merge(one).merge(other).toBytes();
    }
}
