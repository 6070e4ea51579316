package dev.vitals.kpi;

import dev.vitals.stats.ClusterTotals;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Which rows belong together, because they share a channel, a chatter or a moderator: intervals take these clusters as
 * independent, not their rows.
 *
 * @param key SQL over a row of the fact table that names its cluster; never null
 * @param stratum SQL that names the stratum that a row was sampled from; empty where rows are no sample
 * @param areCut SQL that tells whether the part of its stratum that the KPI is of has an unknown size: by what it counts, or
 *     as nobody counted the stratum before rows were drawn; empty where sizes are known
 * @param labelAt timestamp at which a row of a share became positive, which may be long after its day; empty where rows
 *     are what they are from the start
 */
public record Clusters(String key, Optional<String> stratum, Optional<String> areCut, Optional<String> labelAt) {
    /** The group of rows without a label; a label that came d days after the row has 1 + d. */
    public static final int UNLABELLED = 0;

    /** The bit of a group that is set where the part of the stratum has an unknown size. */
    public static final int CUT = 1;

    /**
     * Which groups are cut in a slice: strata are drawn whole, and what is cut out of them by another dimension than their
     * own has no known size.
     */
    IntPredicate isCutBy(Collection<String> dimensions) {
        boolean areAll = !SqlText.names(stratum.orElse("")).containsAll(dimensions);
        return group -> areAll || (group & CUT) == CUT;
    }

    /** The group of rows of a stratum, by a hash of its name: the lowest bit is {@link #CUT}. */
    public static int group(int hash, boolean isCut) {
        return isCut ? hash | CUT : hash & ~CUT;
    }

    /** Every column that they read. */
    SortedSet<String> columns() {
        SortedSet<String> columns = new TreeSet<>(SqlText.names(key));
        stratum.ifPresent(sql -> columns.addAll(SqlText.names(sql)));
        areCut.ifPresent(sql -> columns.addAll(SqlText.names(sql)));
        labelAt.ifPresent(sql -> columns.addAll(SqlText.names(sql)));
        return columns;
    }

    /** Clusters of any; null, of numbers that were written before clusters were kept, leaves them unknown. */
    static ClusterTotals merge(List<ClusterTotals> all) {
        return all.stream().anyMatch(Objects::isNull) ? null : ClusterTotals.merge(all);
    }
}
