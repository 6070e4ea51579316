package dev.vitals.kpi;

import dev.vitals.stats.ClusterTotals;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which rows belong together, because they share a channel, a chatter or a moderator: intervals take these clusters as
 * independent, not their rows.
 *
 * @param key SQL over a row of the fact table that names its cluster; never null
 * @param stratum SQL that names the stratum that a row was sampled from; empty where rows are no sample
 */
public record Clusters(String key, Optional<String> stratum) {
    /** Every column that they read. */
    SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>(SqlText.names(key));
        stratum.ifPresent(sql -> columns.addAll(SqlText.names(sql)));
        return columns;
    }

    /** Clusters of either; null, of numbers that were written before clusters were kept, leaves them unknown. */
    static ClusterTotals merge(ClusterTotals one, ClusterTotals other) {
        return one == null || other == null ? null : one.merge(other);
    }
}
