package dev.vitals.job.compare;

import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.effect.ArmClusters;
import java.util.List;

/**
 * Cases of a metric in a variant, in groups that are independent of each other: the clusters that were assigned, or some hundred
 * groups that the units were dealt into.
 */
public sealed interface ArmCases permits ArmCases.Times, ArmCases.Labels, ArmCases.Values {
    /** How many there are. */
    long cases();

    /** In how many groups. */
    long independent();

    /**
     * How long cases took that ended, or have been open.
     *
     * @param horizonSeconds that are looked at
     */
    record Times(List<TimeHistogram> groups, long horizonSeconds) implements ArmCases {
        public Times {
            groups = List.copyOf(groups);
        }

        @Override
        public long cases() {
            return groups.stream().mapToLong(TimeHistogram::total).sum();
        }

        @Override
        public long independent() {
            return groups.size();
        }
    }

    /** Cases by day, and their labels by delay. */
    record Labels(List<DelayTriangle> groups, long cases) implements ArmCases {
        public Labels {
            groups = List.copyOf(groups);
        }

        @Override
        public long independent() {
            return groups.size();
        }
    }

    /**
     * A quantile of the cases' values.
     *
     * @param lower value of the lower rank, see {@link dev.vitals.stats.effect.ClusteredQuantile}
     * @param value the quantile itself
     * @param upper value of the upper rank
     * @param notAbove cases of each group that are at most the quantile, and all its cases
     */
    record Values(double lower, double value, double upper, ArmClusters notAbove, long cases) implements ArmCases {
        @Override
        public long independent() {
            return notAbove.clusters();
        }
    }
}
