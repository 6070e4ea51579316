package dev.vitals.kpi;

import dev.vitals.stats.ClusterTotals;
import java.util.List;

/**
 * All that is kept of the rows of a KPI for a day and slice; merging is associative and commutative to the last bit.
 *
 * @param state what the numbers are made from
 * @param people sketch of the people; null when they are not counted
 * @param clusters what the intervals know of clusters; null when the KPI has none, or they were not kept
 */
public record Evidence(KpiState state, byte[] people, ClusterTotals clusters) {
    /** Of no rows. */
    public static Evidence empty(KpiDefinition kpi) {
        ClusterTotals clusters =
                kpi.clusters().isPresent() ? ClusterTotals.empty(kpi.statistic().clusterLanes()) : null;
        return new Evidence(KpiState.empty(kpi.statistic()), null, clusters);
    }

    /** Of a state alone. */
    public static Evidence of(KpiState state) {
        return new Evidence(state, null, null);
    }

    /** What gold keeps of a day and slice; null bytes were not kept. */
    public static Evidence decode(KpiDefinition kpi, byte[] state, byte[] people, byte[] clusters) {
        boolean isKept = clusters != null && kpi.clusters().isPresent();
        return new Evidence(
                KpiState.decode(kpi.statistic(), state), people, isKept ? ClusterTotals.decode(clusters) : null);
    }

    /** Of the rows of all. */
    public static Evidence merge(KpiDefinition kpi, List<Evidence> all) {
        return switch (all.size()) {
            case 0 -> empty(kpi);
            case 1 -> all.get(0);
            default ->
                new Evidence(
                        KpiState.merge(all.stream().map(Evidence::state).toList()),
                        People.merge(all.stream().map(Evidence::people).toList()),
                        Clusters.merge(all.stream().map(Evidence::clusters).toList()));
        };
    }
}
