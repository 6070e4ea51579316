package dev.vitals.stats.change;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A cluster, such as a channel, in every period of a panel.
 *
 * @param start the first period in which it had the change, counted from 0 and 1 or more; empty if it never had it
 * @param means the mean of the metric in each period
 */
public record PanelCluster(OptionalInt start, List<Double> means) {
    public PanelCluster {
        means = List.copyOf(means);
        if (!means.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "means of " + means + " are not all finite; leave out a cluster that has none in some period");
        }
        if (start.isPresent() && (start.getAsInt() < 1 || start.getAsInt() >= means.size())) {
            throw new IllegalArgumentException(("a start in period %d of %d leaves nothing to compare; it must be 1 or "
                            + "more and in the panel, and a cluster that starts later has never started")
                    .formatted(start.getAsInt(), means.size()));
        }
    }

    /** A cluster that had the change from a period on. */
    public static PanelCluster startingIn(int period, double... means) {
        return new PanelCluster(
                OptionalInt.of(period), Arrays.stream(means).boxed().toList());
    }

    /** A cluster that never had the change. */
    public static PanelCluster never(double... means) {
        return new PanelCluster(
                OptionalInt.empty(), Arrays.stream(means).boxed().toList());
    }

    /** The start, or a period that never comes. */
    int startOrNever() {
        return start.orElse(Integer.MAX_VALUE);
    }

    /** How much the mean moved from a period to another one. */
    double change(int from, int to) {
        return means.get(to) - means.get(from);
    }
}
