package dev.vitals.kpi;

import dev.vitals.stats.ClusterTotals;
import dev.vitals.stats.DelayTriangle;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads from daily evidence how many rows of a share became positive, and how many days after their own day. */
public final class LateLabels {
    private LateLabels() {}

    /** Whether the numerator of a KPI comes late, so that it can be foreseen. */
    public static boolean concern(KpiDefinition kpi) {
        return kpi.clusters().flatMap(Clusters::labelAt).isPresent();
    }

    /**
     * Rows and labels by day and delay.
     *
     * @param days totals by cluster of each day of such a KPI
     */
    public static DelayTriangle triangle(Map<LocalDate, ClusterTotals> days) {
        DelayTriangle.Builder triangle = DelayTriangle.builder();
        days.forEach((day, totals) -> {
            totals.byGroup()
                    .values()
                    .forEach(clusters -> clusters.values().forEach(lanes -> triangle.addCases(day, lanes[1])));
            byDelay(totals).forEach((delay, labels) -> triangle.addLabels(day, delay, labels));
        });
        return triangle.build();
    }

    /** Labels of a day by delay in days. */
    public static SortedMap<Integer, Long> byDelay(ClusterTotals totals) {
        SortedMap<Integer, Long> labels = new TreeMap<>();
        totals.byGroup().forEach((group, clusters) -> {
            if (group > Clusters.UNLABELLED) {
                long sum =
                        clusters.values().stream().mapToLong(lanes -> lanes[0]).sum();
                labels.put(group - Clusters.UNLABELLED - 1, sum);
            }
        });
        return labels;
    }
}
