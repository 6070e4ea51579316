package dev.vitals.stats.change;

import dev.vitals.stats.effect.ClusteredValue;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How much more a mean moved where a change was made than where it was not: (y11 - y10) - (y01 - y00).
 *
 * <p>Means are those of all units, the sum over the count, before and after. What varies are clusters, such as
 * channels: the influence of one is its residual after the change less that before, r = (S_a - n_a y_a) / N_a - (S_b
 * - n_b y_b) / N_b, so that a channel that is high in both periods cancels (Bertrand, Duflo and Mullainathan,
 * Quarterly Journal of Economics 119, 2004; {@link ClusteredValue} for the error and the degrees of freedom).
 *
 * <p>It takes the means of both groups to have moved alike without the change; look at the weeks before, by {@link
 * PlaceboDates} or {@link StaggeredDifferences}. Clusters must start together, else use the latter. Not where the
 * units of a cluster changed with the change, and not for a channel chosen because it was at its worst.
 */
public final class DifferenceInDifferences {
    private static final String METHOD = "difference_in_differences";

    private final Hypothesis hypothesis;

    private DifferenceInDifferences(Hypothesis hypothesis) {
        this.hypothesis = hypothesis;
    }

    /** Two-sided, with intervals of 95%. */
    public static DifferenceInDifferences withDefaults() {
        return new DifferenceInDifferences(Hypothesis.NO_DIFFERENCE);
    }

    /** The same asked of this hypothesis. */
    public DifferenceInDifferences with(Hypothesis other) {
        return new DifferenceInDifferences(other);
    }

    /**
     * The effect of the change, in the unit of the metric.
     *
     * @param control clusters without the change, two or more
     * @param treated clusters with it, two or more
     * @throws IllegalArgumentException where a group has no units in a period
     */
    public Effect estimate(List<BeforeAfter> control, List<BeforeAfter> treated) {
        return change(treated).less(change(control), hypothesis, METHOD);
    }

    /** The mean after less the mean before, and what each cluster adds to it. */
    private static ClusteredValue change(List<BeforeAfter> clusters) {
        double before = total(clusters, BeforeAfter::countBefore);
        double after = total(clusters, BeforeAfter::countAfter);
        if (!(before > 0 && after > 0)) {
            throw new IllegalArgumentException("%d clusters have %s units before and %s after; some of each are needed"
                    .formatted(clusters.size(), before, after));
        }
        double meanBefore = total(clusters, BeforeAfter::sumBefore) / before;
        double meanAfter = total(clusters, BeforeAfter::sumAfter) / after;
        double[] moves = clusters.stream()
                .mapToDouble(one -> (one.sumAfter - one.countAfter * meanAfter) / after
                        - (one.sumBefore - one.countBefore * meanBefore) / before)
                .toArray();
        return ClusteredValue.of(meanAfter - meanBefore, moves);
    }

    private static double total(List<BeforeAfter> clusters, ToDoubleFunction<BeforeAfter> part) {
        return clusters.stream().mapToDouble(part).sum();
    }

    /**
     * A cluster in both periods.
     *
     * @param sumBefore of the metric over its units before the change
     * @param countBefore its units before, 0 or more
     * @param sumAfter of the metric after the change
     * @param countAfter its units after, 0 or more
     */
    public record BeforeAfter(double sumBefore, double countBefore, double sumAfter, double countAfter) {
        public BeforeAfter {
            boolean isFinite = Double.isFinite(sumBefore + countBefore + sumAfter + countAfter);
            if (!isFinite || countBefore < 0 || countAfter < 0) {
                throw new IllegalArgumentException(
                        "%s of %s units before and %s of %s after can't be; sums must be finite, counts 0 or more"
                                .formatted(sumBefore, countBefore, sumAfter, countAfter));
            }
        }
    }
}
