package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.job.compare.ExperimentData.Arm;
import dev.vitals.job.compare.ExperimentData.Crossovers;
import dev.vitals.stats.effect.CoMoments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes what a test is judged by from the rows of its units. */
public final class UnitGroups {
    private UnitGroups() {}

    /** Rows that {@link #read} takes: one of each variant and, in it, each cluster or stratum. */
    public static Dataset<Row> aggregate(Dataset<Row> rows, ExperimentSpec spec) {
        return UnitMoments.of(rows, spec.source().orElseThrow(), spec.metrics());
    }

    /** Columns of the source that metrics are made of, each once. */
    public static List<String> columns(ExperimentSpec spec) {
        return UnitMoments.columns(spec.metrics());
    }

    /** Columns of the source with things that are counted, each once; in the rows they are {@link #thing}. */
    public static List<String> things(ExperimentSpec spec) {
        return UnitMoments.things(spec.metrics());
    }

    /** What a column of things is called in the rows. */
    public static String thing(String column) {
        return UnitMoments.thing(column);
    }

    /**
     * What is known of the units.
     *
     * @throws IllegalArgumentException where the rows name variants that the file of the test does not
     */
    public static ExperimentData read(List<Row> aggregated, ExperimentSpec spec) {
        Set<String> names =
                new HashSet<>(spec.variants().stream().map(Variant::name).toList());
        Set<String> strange = new TreeSet<>();
        aggregated.stream()
                .map(row -> row.<String>getAs(UnitMoments.VARIANT))
                .filter(variant -> variant != null && !names.contains(variant))
                .forEach(strange::add);
        if (!strange.isEmpty()) {
            throw new IllegalArgumentException(
                    "the source has units of %s, which are no variants of the test; name them, or take their rows out"
                            .formatted(String.join(", ", strange)));
        }
        boolean isClustered = spec.isClustered();
        Set<String> switching = isClustered ? switching(aggregated) : Set.of();
        long crossovers = 0;
        Map<String, Long> assigned = new LinkedHashMap<>();
        Map<Arm, List<UnitGroup>> groups = new HashMap<>();
        for (Row row : sorted(aggregated)) {
            String variant = row.getAs(UnitMoments.VARIANT);
            String cluster = row.getAs(UnitMoments.CLUSTER);
            long units = row.getAs(UnitMoments.UNITS);
            if (variant == null || isClustered && switching.contains(cluster)) {
                crossovers += units;
                continue;
            }
            assigned.merge(variant, isClustered ? 1 : units, Long::sum);
            for (int i = 0; i < spec.metrics().size(); i++) {
                Metric metric = spec.metrics().get(i);
                if (metric.measure().isEmpty()) {
                    continue;
                }
                requireValues(metric, row, i);
                OptionalLong counted = metric.statistic().isRatio() ? counted(row, i) : OptionalLong.empty();
                moments(
                                row,
                                i,
                                UnitMoments.values(metric.measure().orElseThrow())
                                        .size())
                        .ifPresent(moments -> groups.computeIfAbsent(
                                        new Arm(metric.id(), variant), arm -> new ArrayList<>())
                                .add(new UnitGroup(
                                        Optional.ofNullable(row.getAs(UnitMoments.STRATUM)),
                                        Optional.ofNullable(cluster),
                                        counted,
                                        moments)));
            }
        }
        return new ExperimentData(assigned, new Crossovers(crossovers, switching.size()), groups, Map.of());
    }

    private static void requireValues(Metric metric, Row row, int number) {
        Double mean = row.getAs("mean_%d_0".formatted(number));
        if (mean != null && !Double.isFinite(mean)) {
            throw new IllegalArgumentException(
                    "metric %s has values that are not finite; leave a cell empty where there is no value"
                            .formatted(metric.id()));
        }
        if (metric.statistic() == Statistic.SHARE && mean != null && (mean < 0 || mean > 1)) {
            throw new IllegalArgumentException(
                    "metric %s is a share, and column %s is %s of a unit on average; it must be 1 or 0 of each unit, or make it a mean"
                            .formatted(
                                    metric.id(), metric.measure().orElseThrow().value(), mean));
        }
    }

    private static Set<String> switching(List<Row> aggregated) {
        return Switching.clusters(each -> aggregated.stream()
                .filter(row -> row.getAs(UnitMoments.VARIANT) != null)
                .forEach(row -> each.accept(row.getAs(UnitMoments.CLUSTER), row.getAs(UnitMoments.VARIANT))));
    }

    /** In one order whatever the machines did, so that the last digits repeat. */
    private static List<Row> sorted(List<Row> rows) {
        Comparator<String> nullsFirst = Comparator.nullsFirst(Comparator.naturalOrder());
        return rows.stream()
                .sorted(Comparator.comparing((Row row) -> row.<String>getAs(UnitMoments.VARIANT), nullsFirst)
                        .thenComparing(row -> row.<String>getAs(UnitMoments.CLUSTER), nullsFirst)
                        .thenComparing(row -> row.<String>getAs(UnitMoments.STRATUM), nullsFirst))
                .toList();
    }

    /** Units that a ratio rests on. */
    static OptionalLong counted(Row row, int metric) {
        return OptionalLong.of(row.<Long>getAs("counted_" + metric));
    }

    /** The co-moments that a row holds of a metric; empty where no unit has all values. */
    static Optional<CoMoments> moments(Row row, int metric, int values) {
        long n = row.getAs("n_" + metric);
        if (n == 0) {
            return Optional.empty();
        }
        double[] means = new double[values];
        double[] coMoments = new double[values * (values + 1) / 2];
        int next = 0;
        for (int v = 0; v < values; v++) {
            means[v] = row.getAs("mean_%d_%d".formatted(metric, v));
            for (int w = 0; w <= v; w++) {
                coMoments[next++] = n * row.<Double>getAs("co_%d_%d_%d".formatted(metric, v, w));
            }
        }
        return Optional.of(CoMoments.of(n, means, coMoments));
    }
}
