package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.compare.ExperimentData.Arm;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.effect.CoMoments;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final Map<String, SortedMap<String, TimeHistogram>> times;

    private NightlyData(
            ExperimentCatalogue catalogue,
            List<Row> assigned,
            List<Row> moments,
            Map<String, SortedMap<String, TimeHistogram>> times) {
        this.catalogue = catalogue;
        this.assigned = assigned;
        this.moments = moments;
        this.times = times;
    }

    /**
     * Reads both tables for all tests together: once for what units add up, and once more for cases where a metric is made of
     * them.
     *
     * @param units rows of {@code silver.experiment_unit}
     * @param days rows of {@code silver.experiment_unit_day}
     * @param night last day that counts
     */
    public static NightlyData of(
            ExperimentCatalogue catalogue, Dataset<Row> units, Dataset<Row> days, LocalDate night) {
        NightlyMoments nightly = new NightlyMoments(catalogue, night);
        boolean hasCases = catalogue.metrics(true).findAny().isPresent();
        return new NightlyData(
                catalogue,
                nightly.assigned(units).collectAsList(),
                nightly.moments(units, days).collectAsList(),
                hasCases ? CaseGroups.times(nightly.cases(units, days)) : Map.of());
    }

    /** What is known of a test; units of variants that it does not name are left out. */
    public ExperimentData of(ExperimentSpec spec) {
        AssignedUnits units = AssignedUnits.of(spec, assigned);
        return new ExperimentData(
                        units.perVariant(),
                        units.crossovers(),
                        groups(spec, units.parts()),
                        cases(spec, units.switching()))
                .inBatches(units.batches());
    }

    private Map<Arm, ArmCases> cases(ExperimentSpec spec, Set<String> switching) {
        Map<Arm, ArmCases> cases = new HashMap<>();
        for (Metric metric : spec.metrics()) {
            for (Variant variant : metric.statistic().isOfCases() ? spec.variants() : List.<Variant>of()) {
                SortedMap<String, TimeHistogram> groups =
                        new TreeMap<>(times.getOrDefault(NightlyMoments.arm(spec, metric, variant), new TreeMap<>()));
                groups.keySet().removeAll(switching);
                if (!groups.isEmpty()) {
                    cases.put(
                            new Arm(metric.id(), variant.name()),
                            new ArmCases.Times(List.copyOf(groups.values()), catalogue.horizonSeconds(metric)));
                }
            }
        }
        return cases;
    }

    private Map<Arm, List<UnitGroup>> groups(ExperimentSpec spec, SortedMap<Part, Long> units) {
        Map<Arm, List<UnitGroup>> groups = new HashMap<>();
        for (Metric metric : spec.metrics()) {
            if (metric.statistic().isOfCases()) {
                continue;
            }
            Map<Part, CoMoments> active = new HashMap<>();
            Map<Part, OptionalLong> counted = new HashMap<>();
            rows(spec, metric).forEach(row -> {
                active.put(Part.of(row), UnitGroups.moments(row, 0, VALUES).orElseThrow());
                counted.put(Part.of(row), UnitGroups.counted(row, 0));
            });
            boolean isPerUnit = catalogue.isPerUnit(metric);
            double base = isPerUnit ? 1 : 0;
            units.forEach((part, all) -> {
                CoMoments some = active.getOrDefault(part, CoMoments.none(VALUES));
                CoMoments idle = CoMoments.of(
                        all - some.n(), new double[] {0, base, 0, base}, new double[VALUES * (VALUES + 1) / 2]);
                groups.computeIfAbsent(new Arm(metric.id(), part.variant()), arm -> new ArrayList<>())
                        .add(new UnitGroup(
                                Optional.ofNullable(part.stratum()),
                                Optional.ofNullable(part.cluster()),
                                isPerUnit ? OptionalLong.empty() : counted.getOrDefault(part, OptionalLong.of(0)),
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
}
