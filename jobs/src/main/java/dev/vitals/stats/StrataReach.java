package dev.vitals.stats;

import java.util.Collection;
import java.util.List;

/**
 * How far the truth may lie from a share over strata by the 95% limits of each stratum's own shares.
 *
 * <p>A stratum in which nothing was found adds no variance, and yet all that is wrong may be in it: a sample of 400
 * of a million messages finds none of a thousand violating ones two times in three. So each stratum has Wilson's
 * limits, and the distances from its share to them, times the stratum's part of all weights, add up by their squares
 * (the method of variance estimates recovery; Zou and Donner, Statistics in Medicine 27, 2008). Towards the nearer
 * end, 0 or 1, the limit is that of mid-P, as Wilson's is too near where one or two rows tell the share from it. Of
 * many small strata that sum would be too short on the side of 0, where most of them have no distance at all, and too
 * long on the other: the more strata matter, the more the limits are those of as many independent rows as would have
 * the same variance. Where the share is of a part whose size is itself a matter of the sample, such as what was acted
 * on of all that violates, the limits of both sides, acted on and not, come from the strata like this, and those of
 * their ratio from them (Donner and Zou, Statistical Methods in Medical Research 21, 2012).
 *
 * @param below how far below the estimate
 * @param above how far above it
 * @param error standard error as if the rows of a stratum were alike and independent
 */
public record StrataReach(double below, double above, double error) {
    /** There are no strata. */
    static final StrataReach NONE = new StrataReach(0, 0, 0);

    /** Less than this of a row, by its weight, is next to none: its limit is no number above 0. */
    private static final double LEAST_FOUND = 0.01;

    /**
     * By what power of the unevenness of weights rows are fewer. By 0 they would be too many for the limit that counts on
     * more being found, by 1 too few, as clusters, in whose error the weights are, make the limits longer as well. From
     * simulation with log-normal weights: `bench coverage`.
     */
    private static final double FEWER = 0.5;

    private static final double Z = Tails.normal(Tails.each(0.95));

    /**
     * The reach of strata.
     *
     * @param effectiveRows how many rows of the part, all weighing the same, would be as precise (Kish): fewer than the
     *     strata and their parts say where weights vary within them
     */
    static StrataReach of(Collection<Stratum> sampled, double effectiveRows) {
        Stratum whole = sampled.stream().reduce(Stratum.NONE, Stratum::plus);
        if (whole.part() == 0) {
            return NONE;
        }
        double squares =
                sampled.stream().mapToDouble(Stratum::squaresOfEvenWeights).sum();
        double unevenness = Math.max(1, whole.part() * whole.part() / squares / effectiveRows);
        List<Stratum> strata = sampled.stream()
                .map(stratum -> stratum.ofFewer(Math.pow(unevenness, FEWER)))
                .toList();
        Side positive = Side.NONE;
        Side negative = Side.NONE;
        double variance = 0;
        double thinness = 0;
        double share = whole.share();
        for (Stratum stratum : strata) {
            double yes = stratum.positive() / stratum.all();
            double no = (stratum.part() - stratum.positive()) / stratum.all();
            if (stratum.able() > 0 || whole.isWhole()) {
                positive = positive.plus(Side.of(yes, stratum));
            }
            if (!whole.isWhole() && stratum.able() < stratum.all()) {
                negative = negative.plus(Side.of(no, stratum));
            }
            double mean = yes * (1 - share) - no * share;
            double spread = yes * (1 - share) * (1 - share) + no * share * share - mean * mean;
            double weight = stratum.all() / whole.part();
            variance += weight * weight * Math.max(0, spread) / stratum.rows();
            thinness += weight * weight / stratum.rows();
        }
        double rows = variance > 0 ? share * (1 - share) / variance : 1 / thinness;
        Side together = Side.of(share, rows, 1);
        Side apart = whole.isWhole() ? positive.times(1 / whole.all()) : shareOf(positive, negative);
        double pooled = 1 - 1 / alike(strata);
        return new StrataReach(
                apart.below + pooled * (together.below - apart.below),
                apart.above + pooled * (together.above - apart.above),
                Math.sqrt(variance));
    }

    /** How many strata matter: their number where all reach as far, 1 where one reaches much further than the others. */
    private static double alike(Collection<Stratum> strata) {
        double squares = 0;
        double fourth = 0;
        for (Stratum stratum : strata) {
            double share = Math.min(stratum.positive(), stratum.part() - stratum.positive()) / stratum.all();
            double square = Math.pow(Side.of(share, stratum).above, 2);
            squares += square;
            fourth += square * square;
        }
        return squares * squares / fourth;
    }

    /** The share of positive in both. */
    private static Side shareOf(Side positive, Side negative) {
        // The larger side is what is divided by: its lower limit is well above 0.
        boolean isMost = positive.total >= negative.total;
        Side ratio = isMost ? negative.over(positive) : positive.over(negative);
        double high = 1 / (1 + ratio.total - ratio.below);
        double low = 1 / (1 + ratio.total + ratio.above);
        double most = 1 / (1 + ratio.total);
        Side larger = new Side(most, most - low, high - most);
        return isMost ? larger : new Side(1 - most, larger.above, larger.below);
    }

    /**
     * A total over strata with its limits.
     *
     * @param below how far the lower limit lies below it
     * @param above how far the upper limit lies above it
     */
    private record Side(double total, double below, double above) {
        static final Side NONE = new Side(0, 0, 0);

        /** What a stratum holds of what has this share of its weights. */
        static Side of(double share, Stratum stratum) {
            return of(share, stratum.rows(), stratum.all());
        }

        /** What so many rows say of a total of which they found this share. */
        static Side of(double share, double n, double total) {
            double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
            double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
            double low = share <= .5 ? least(share, n) : middle - half;
            double high = share <= .5 ? middle + half : 1 - least(1 - share, n);
            return new Side(share, share - Math.max(0, low), Math.min(1, high) - share).times(total);
        }

        /** The lower limit of a share below a half: Wilson's is too high where one or two were found. */
        private static double least(double share, double n) {
            double found = share * n;
            return found < LEAST_FOUND ? 0 : Tails.midBelow(found, n, Tails.each(0.95));
        }

        Side times(double factor) {
            return new Side(total * factor, below * factor, above * factor);
        }

        Side plus(Side other) {
            return new Side(total + other.total, Math.hypot(below, other.below), Math.hypot(above, other.above));
        }

        /** The ratio to another side that is not smaller. */
        Side over(Side other) {
            double product = total * other.total;
            double low = total - below;
            double high = total + above;
            double least = other.total - other.below;
            double most = other.total + other.above;
            double underRoot = product * product - low * (2 * total - low) * most * (2 * other.total - most);
            double overRoot = product * product - high * (2 * total - high) * least * (2 * other.total - least);
            // Both are the roots of one quadratic; each is written so that it does not divide by what may be 0.
            double lowest = low == 0 ? 0 : low * (2 * total - low) / (product + Math.sqrt(Math.max(0, underRoot)));
            double divisor = least * (2 * other.total - least);
            double highest =
                    divisor <= 0 ? Double.POSITIVE_INFINITY : (product + Math.sqrt(Math.max(0, overRoot))) / divisor;
            double ratio = total / other.total;
            return new Side(ratio, ratio - lowest, highest - ratio);
        }
    }
}
