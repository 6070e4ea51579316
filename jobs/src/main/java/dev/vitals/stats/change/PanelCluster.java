package dev.vitals.stats.change;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * A cluster, such as a channel, in every period of a panel. Its mean over periods is the sum over the count of all of
 * them.
 *
 * @param start the first period in which it had the change, counted from 0 and 1 or more; empty if it never had it
 * @param sums of the metric in each period
 * @param counts what each sum is over, 0 or more; 0 where the cluster has nothing in a period
 */
public record PanelCluster(OptionalInt start, List<Double> sums, List<Double> counts) {
    public PanelCluster {
        sums = List.copyOf(sums);
        counts = List.copyOf(counts);
        if (!sums.stream().allMatch(Double::isFinite)
                || !counts.stream().allMatch(count -> Double.isFinite(count) && count >= 0)) {
            throw new IllegalArgumentException(
                    "sums of %s over %s are not all finite; give a period in which a cluster has nothing a count of 0"
                            .formatted(sums, counts));
        }
        if (sums.size() != counts.size()) {
            throw new IllegalArgumentException(
                    "%d sums and %d counts are no periods; give one of each".formatted(sums.size(), counts.size()));
        }
        if (start.isPresent() && (start.getAsInt() < 1 || start.getAsInt() >= sums.size())) {
            throw new IllegalArgumentException(("a start in period %d of %d leaves nothing to compare; it must be 1 or "
                            + "more and in the panel, and a cluster that starts later has never started")
                    .formatted(start.getAsInt(), sums.size()));
        }
    }

    /** A cluster that had the change from a period on, by its mean in each. */
    public static PanelCluster startingIn(int period, double... means) {
        return ofMeans(OptionalInt.of(period), means);
    }

    /** A cluster that never had the change, by its mean in each period. */
    public static PanelCluster never(double... means) {
        return ofMeans(OptionalInt.empty(), means);
    }

    private static PanelCluster ofMeans(OptionalInt start, double... means) {
        return new PanelCluster(start, Arrays.stream(means).boxed().toList(), Collections.nCopies(means.length, 1.0));
    }

    /** How many periods there are. */
    public int periods() {
        return sums.size();
    }

    /** The sum over periods from one to before another. */
    public double sum(int from, int before) {
        return total(sums, from, before);
    }

    /** The count over periods from one to before another. */
    public double count(int from, int before) {
        return total(counts, from, before);
    }

    /** The mean over periods from one to before another; not a number where it has nothing in them. */
    public double mean(int from, int before) {
        return sum(from, before) / count(from, before);
    }

    private static double total(List<Double> amounts, int from, int before) {
        double total = 0;
        for (double amount : amounts.subList(from, before)) {
            total += amount;
        }
        return total;
    }

    /** The start, or a period that never comes. */
    int startOrNever() {
        return start.orElse(Integer.MAX_VALUE);
    }
}
