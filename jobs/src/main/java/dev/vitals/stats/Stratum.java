package dev.vitals.stats;

import java.util.Collection;

/**
 * What a stratum of a sample tells of a weighted share of a part of it: of 400 messages that were drawn, how many weigh
 * how much, what of it violates (the part), and what of that was acted on (the positive).
 *
 * @param rows how many were drawn
 * @param positive weights of the positive ones of the part
 * @param part weights of the part that the share is of
 * @param able weights of all rows that were positive, were they of the part: a message that nobody acted on is not, so that
 *     none of its stratum is
 * @param all weights of all rows
 */
record Stratum(double rows, double positive, double part, double able, double all) {
    static final Stratum NONE = new Stratum(0, 0, 0, 0, 0);
    static final Residual AS_IT_IS = new Residual(0, 1);

    private static final int LANES_OF_WHOLE = 3;

    /** The stratum of so many clusters' totals; of three lanes the part is the whole. */
    static Stratum of(Collection<long[]> lanes) {
        Stratum sum = NONE;
        for (long[] values : lanes) {
            boolean isWhole = values.length == LANES_OF_WHOLE;
            double able = isWhole ? values[1] : values[3];
            sum = sum.plus(new Stratum(values[0], values[1], values[2], able, isWhole ? values[2] : values[4]));
        }
        return sum;
    }

    Stratum plus(Stratum other) {
        return new Stratum(
                rows + other.rows, positive + other.positive, part + other.part, able + other.able, all + other.all);
    }

    /** The weighted share of the positive in the part. */
    double share() {
        return positive / part;
    }

    /** The squared weights of the part's rows, if all rows weigh the same. */
    double squaresOfEvenWeights() {
        return part * all / rows;
    }

    /** The same weights of so many times fewer rows. */
    Stratum ofFewer(double times) {
        return new Stratum(rows / times, positive, part, able, all);
    }

    /** Whether the share is of all rows. */
    boolean isWhole() {
        return part == all;
    }

    /** What its rows are held against, by how many there are, when the share of all strata is {@code share}. */
    Residual residual(double share) {
        return rows < 2 ? AS_IT_IS : new Residual((positive - share * part) / rows, Math.sqrt(rows / (rows - 1)));
    }

    /**
     * What the rows of a stratum are held against.
     *
     * @param mean of what they add
     * @param few times that it lies too near to each of few rows
     */
    record Residual(double mean, double few) {}
}
