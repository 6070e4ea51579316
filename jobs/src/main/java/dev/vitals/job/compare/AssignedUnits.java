package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.job.compare.ExperimentData.Crossovers;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Who was assigned to the variants of a test.
 *
 * @param parts units of each part
 * @param perVariant units of each variant, or clusters where these were assigned
 * @param batches the same by the day on which they first saw the test, in the order of days
 * @param crossovers what was in several variants, and is in none of the others
 * @param switching clusters that were
 */
record AssignedUnits(
        SortedMap<Part, Long> parts,
        Map<String, Long> perVariant,
        List<Map<String, Long>> batches,
        Crossovers crossovers,
        Set<String> switching) {
    /**
     * The units of a test; those of variants that it does not name are left out.
     *
     * @param rows of {@link NightlyMoments#assigned}, of all tests
     */
    static AssignedUnits of(ExperimentSpec spec, List<Row> rows) {
        List<Row> own = rows.stream()
                .filter(row -> spec.id().equals(row.getAs("experiment")))
                .toList();
        Set<String> names =
                new HashSet<>(spec.variants().stream().map(Variant::name).toList());
        List<Row> named = own.stream()
                .filter(row -> names.contains(row.<String>getAs("variant")))
                .toList();
        boolean isClustered = spec.isClustered();
        Set<String> switching = isClustered
                ? Switching.clusters(
                        each -> named.forEach(row -> each.accept(row.getAs("cluster"), row.getAs("variant"))))
                : Set.of();
        List<Row> kept = named.stream()
                .filter(row -> !isClustered || !switching.contains(row.<String>getAs("cluster")))
                .toList();
        SortedMap<Part, Long> parts = new TreeMap<>(Part.ORDER);
        kept.forEach(row -> parts.merge(Part.of(row), row.getAs("units"), Long::sum));
        long crossovers = units(named)
                - units(kept)
                + units(own.stream().filter(row -> row.getAs("variant") == null).toList());
        SortedMap<LocalDate, Map<String, Long>> batches = batches(kept, isClustered);
        Map<String, Long> perVariant = new HashMap<>();
        batches.values().forEach(batch -> batch.forEach((variant, n) -> perVariant.merge(variant, n, Long::sum)));
        return new AssignedUnits(
                parts,
                perVariant,
                List.copyOf(batches.values()),
                new Crossovers(crossovers, switching.size()),
                switching);
    }

    private static long units(List<Row> rows) {
        return rows.stream().mapToLong(row -> row.getAs("units")).sum();
    }

    private static SortedMap<LocalDate, Map<String, Long>> batches(List<Row> rows, boolean isClustered) {
        SortedMap<LocalDate, Map<String, Long>> batches = new TreeMap<>();
        if (!isClustered) {
            rows.forEach(row -> batches.computeIfAbsent(day(row), day -> new HashMap<>())
                    .merge(row.getAs("variant"), row.getAs("units"), Long::sum));
            return batches;
        }
        Map<Part, LocalDate> first = new HashMap<>();
        rows.forEach(row -> first.merge(Part.of(row), day(row), (one, other) -> one.isBefore(other) ? one : other));
        first.forEach((part, day) ->
                batches.computeIfAbsent(day, each -> new HashMap<>()).merge(part.variant(), 1L, Long::sum));
        return batches;
    }

    private static LocalDate day(Row row) {
        return row.<Date>getAs("exposed_date").toLocalDate();
    }
}
