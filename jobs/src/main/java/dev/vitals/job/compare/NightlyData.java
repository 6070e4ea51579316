package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.compare.ExperimentData.Arm;
import dev.vitals.job.compare.ExperimentData.Crossovers;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.stats.effect.CoMoments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is known of all tests of the warehouse after a night. */
public final class NightlyData {
    /** Units without a cluster, or without a stratum. */
    static final String UNKNOWN = "(none)";

    private static final int VALUES = 4;

    private final ExperimentCatalogue catalogue;
    private final List<Row> assigned;
    private final List<Row> moments;

    private NightlyData(ExperimentCatalogue catalogue, List<Row> assigned, List<Row> moments) {
        this.catalogue = catalogue;
        this.assigned = assigned;
        this.moments = moments;
    }

    /**
     * Reads both tables, each once for all tests.
     *
     * @param units rows of {@code silver.experiment_unit}
     * @param days rows of {@code silver.experiment_unit_day}
     * @param night last day that counts
     */
    public static NightlyData of(
            ExperimentCatalogue catalogue, Dataset<Row> units, Dataset<Row> days, LocalDate night) {
        NightlyMoments nightly = new NightlyMoments(catalogue, night);
        return new NightlyData(
                catalogue,
                nightly.assigned(units).collectAsList(),
                nightly.moments(units, days).collectAsList());
    }

    /** What is known of a test; units of variants that it does not name are left out. */
    public ExperimentData of(ExperimentSpec spec) {
        boolean isClustered = spec.schedule().orElseThrow().compareBy() == CompareBy.CLUSTER;
        Set<String> names =
                new HashSet<>(spec.variants().stream().map(Variant::name).toList());
        SortedMap<Part, Long> units = new TreeMap<>(Part.ORDER);
        long crossovers = 0;
        for (Row row : assigned) {
            String variant = row.getAs("variant");
            boolean isOwn = spec.id().equals(row.getAs("experiment"));
            if (isOwn && variant == null) {
                crossovers += row.<Long>getAs("units");
            } else if (isOwn && names.contains(variant)) {
                units.put(Part.of(row), row.getAs("units"));
            }
        }
        Set<String> switching = isClustered
                ? Switching.clusters(
                        each -> units.keySet().forEach(part -> each.accept(part.cluster(), part.variant())))
                : new HashSet<>();
        Map<String, Long> perVariant = new HashMap<>();
        for (Map.Entry<Part, Long> part : units.entrySet()) {
            if (switching.contains(part.getKey().cluster())) {
                crossovers += part.getValue();
            } else {
                perVariant.merge(part.getKey().variant(), isClustered ? 1 : part.getValue(), Long::sum);
            }
        }
        units.keySet().removeIf(part -> switching.contains(part.cluster()));
        return new ExperimentData(perVariant, new Crossovers(crossovers, switching.size()), groups(spec, units));
    }

    private Map<Arm, List<UnitGroup>> groups(ExperimentSpec spec, SortedMap<Part, Long> units) {
        Map<Arm, List<UnitGroup>> groups = new HashMap<>();
        for (Metric metric : spec.metrics()) {
            Map<Part, CoMoments> active = new HashMap<>();
            rows(spec, metric)
                    .forEach(row -> active.put(
                            Part.of(row), UnitGroups.moments(row, 0, VALUES).orElseThrow()));
            double base = catalogue.isPerUnit(metric) ? 1 : 0;
            units.forEach((part, all) -> {
                CoMoments some = active.getOrDefault(part, CoMoments.none(VALUES));
                CoMoments idle = CoMoments.of(
                        all - some.n(), new double[] {0, base, 0, base}, new double[VALUES * (VALUES + 1) / 2]);
                groups.computeIfAbsent(new Arm(metric.id(), part.variant()), arm -> new ArrayList<>())
                        .add(new UnitGroup(
                                Optional.ofNullable(part.stratum()),
                                Optional.ofNullable(part.cluster()),
                                withoutUnasked(metric, some.merge(idle))));
            });
        }
        return groups;
    }

    /** Without the past, where the test does not ask for it. */
    private static CoMoments withoutUnasked(Metric metric, CoMoments all) {
        if (metric.kpi().orElseThrow().pastDays() > 0) {
            return all;
        }
        double[] own = all.coMoments();
        return CoMoments.of(all.n(), new double[] {all.mean(0), all.mean(1)}, own[0], own[1], own[2]);
    }

    /** What part of a metric's unit days can no longer change; 1 of none. */
    public double maturedShare(ExperimentSpec spec, Metric metric) {
        long all = 0;
        long matured = 0;
        for (Row row : rows(spec, metric)) {
            all += row.<Long>getAs("unit_days");
            matured += row.<Long>getAs("matured");
        }
        return all == 0 ? 1 : (double) matured / all;
    }

    private List<Row> rows(ExperimentSpec spec, Metric metric) {
        return moments.stream()
                .filter(row ->
                        spec.id().equals(row.getAs("experiment")) && metric.id().equals(row.getAs("metric")))
                .toList();
    }

    /** Units of a variant that are analysed as one. */
    private record Part(String variant, String cluster, String stratum) {
        static final Comparator<Part> ORDER = Comparator.comparing(Part::variant)
                .thenComparing(Part::cluster, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Part::stratum, Comparator.nullsFirst(Comparator.naturalOrder()));

        static Part of(Row row) {
            return new Part(row.getAs("variant"), row.getAs("cluster"), row.getAs("stratum"));
        }
    }
}
