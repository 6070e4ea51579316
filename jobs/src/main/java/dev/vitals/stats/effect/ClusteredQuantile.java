package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import java.util.Optional;

/**
 * The quantile of the values of an arm whose cases come in clusters, such as the actions of one channel.
 *
 * <p>Its error has two parts (Deng, Knoblich and Lu, KDD 2018, section 4; Yao, Li and Lu, arXiv 2401.14549). How steeply
 * the values rise at the quantile is read from the values U and L of the ranks n p + z sqrt(n p (1 - p)) and n p - z sqrt(n p
 * (1 - p)): of independent cases the variance is ((U - L) / 2z)^2. It is multiplied by how many times more the share of
 * cases at most as large varies between clusters than p (1 - p) / n (CR2, see {@link ClusterTest}).
 *
 * <p>Cases of a cluster may resemble each other in any way; clusters must be independent. Two passes over the data suffice:
 * one for the three values, one for the counts. Not for values with many ties: where L and U are one value nothing is known
 * of the error, and {@link #arm} is empty. Not near the end of a distribution: ranks must exist on both sides.
 */
public final class ClusteredQuantile {
    /** Ranks lie as far apart as the limits of 95%: near enough to tell the slope there, far enough not to be noise. */
    private static final double APART = Tails.normal(Tails.each(0.95));

    private final double share;

    private ClusteredQuantile(double share) {
        this.share = share;
    }

    /** The quantile that this share of the cases does not exceed, strictly between 0 and 1. */
    public static ClusteredQuantile of(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "quantile " + share + " is not strictly between 0 and 1; write 0.9 for p90");
        }
        return new ClusteredQuantile(share);
    }

    /** Ranks, from 1 to n, of the value itself and of those by which its slope is read. */
    public record Ranks(long lower, long value, long upper) {}

    /**
     * The ranks among so many cases; empty where one of them does not exist.
     *
     * @param cases 0 or more
     */
    public Optional<Ranks> ranks(long cases) {
        double apart = APART * Math.sqrt(cases * share * (1 - share));
        long lower = (long) Math.floor(cases * share - apart);
        long upper = (long) Math.ceil(cases * share + apart);
        return lower < 1 || upper > cases
                ? Optional.empty()
                : Optional.of(new Ranks(lower, Math.max(1, (long) Math.ceil(cases * share)), upper));
    }

    /** Standard error that the quantile had if all cases were independent: half of what lies between the ranks' values, over z. */
    public static double errorOfIndependent(double lower, double upper) {
        return (upper - lower) / (2 * APART);
    }

    /**
     * The quantile of an arm, in the unit of the values.
     *
     * @param lower value of the {@linkplain #ranks lower rank}
     * @param value value of the rank itself
     * @param upper value of the upper rank
     * @param notAbove of each cluster the cases that are at most the value, and all its cases
     * @return empty of a single cluster, and where the lower and the upper value are the same
     */
    public Optional<ClusteredValue> arm(double lower, double value, double upper, ArmClusters notAbove) {
        if (notAbove.clusters() < 2 || !(upper > lower)) {
            return Optional.empty();
        }
        double slope = errorOfIndependent(lower, upper);
        double independent = share * (1 - share) / notAbove.units();
        double inflation = ClusterError.CR2.variance(notAbove) / independent;
        return Optional.of(new ClusteredValue(value, slope * slope * inflation, ClusterError.CR2.freedom(notAbove)));
    }
}
