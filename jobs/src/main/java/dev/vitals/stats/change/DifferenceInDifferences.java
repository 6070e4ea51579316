package dev.vitals.stats.change;

import dev.vitals.stats.effect.ClusteredChange;
import dev.vitals.stats.effect.ClusteredValue;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How much more a mean moved where a change was made than where it was not: (y11 - y10) - (y01 - y00).
 *
 * <p>Means are those of all units, the sum over the count, before and after. What varies are clusters, such as
 * channels: the influence of one is its residual after the change less that before, so that a channel that is high in
 * both periods cancels (Bertrand, Duflo and Mullainathan, Quarterly Journal of Economics 119, 2004). The error is CR2,
 * with the degrees of freedom of Bell and McCaffrey of each group ({@link ClusteredChange}, {@link ClusteredValue}).
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
     * @throws IllegalArgumentException where a group has less than two clusters with units in a period
     */
    public Effect estimate(List<BeforeAfter> control, List<BeforeAfter> treated) {
        return change(treated).less(change(control), hypothesis, METHOD);
    }

    private static ClusteredValue change(List<BeforeAfter> clusters) {
        return ClusteredChange.of(
                numbers(clusters, BeforeAfter::sumBefore),
                numbers(clusters, BeforeAfter::countBefore),
                numbers(clusters, BeforeAfter::sumAfter),
                numbers(clusters, BeforeAfter::countAfter));
    }

    private static double[] numbers(List<BeforeAfter> clusters, ToDoubleFunction<BeforeAfter> part) {
        return clusters.stream().mapToDouble(part).toArray();
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
