package dev.vitals.job.compare;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.covar_pop;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.var_pop;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Covariate;
import dev.vitals.contract.experiment.Metric.Measure;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.contract.experiment.UnitSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Co-moments of every metric from the rows of units, in one pass: one row for each variant, and in it each cluster or stratum.
 *
 * <p>Rows of one unit are added up. Units that were in several variants, and clusters that were, get a row without a variant,
 * which says how many they are.
 */
final class UnitMoments {
    static final String VARIANT = "variant";
    static final String CLUSTER = "cluster";
    static final String STRATUM = "stratum";
    static final String UNITS = "units";

    private UnitMoments() {}

    /**
     * Aggregated rows: {@code variant}, {@code cluster}, {@code stratum} (null where the source has none), {@code units}, and of
     * metric number i {@code n_i}, {@code mean_i_v} of value v and {@code co_i_v_w}, the mean product of the distances of two of
     * its values from their means.
     *
     * @param rows of the source, {@code variant}, {@code unit}, {@code cluster}, {@code stratum}, all {@link #columns} as
     *     doubles and all {@link #things} as texts
     */
    static Dataset<Row> of(Dataset<Row> rows, UnitSource source, List<Metric> metrics) {
        Dataset<Row> all = rows.withColumns(weighted(metrics));
        Dataset<Row> units = source.unit().isPresent() ? addedUp(all, metrics) : all;
        List<Column> aggregates = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).measure().isPresent()) {
                List<Column> values = valuesOf(metrics.get(i));
                aggregates.addAll(moments(i, values));
                if (metrics.get(i).statistic().isRatio()) {
                    aggregates.add(counted(i, values));
                }
            }
        }
        return units.groupBy(VARIANT, CLUSTER, STRATUM).agg(count(lit(1)).as(UNITS), aggregates.toArray(Column[]::new));
    }

    /** Columns of the source with the numbers that metrics are made of, each once, in the order of the file. */
    static List<String> columns(List<Metric> metrics) {
        return added(metrics)
                .filter(metric -> metric.statistic() != Statistic.DISTINCT)
                .flatMap(metric -> values(metric.measure().orElseThrow()).stream())
                .distinct()
                .toList();
    }

    /** Columns of the source with the things that units have, of which they are counted. */
    static List<String> things(List<Metric> metrics) {
        return added(metrics)
                .filter(metric -> metric.statistic() == Statistic.DISTINCT)
                .map(metric -> metric.measure().orElseThrow().value())
                .distinct()
                .toList();
    }

    /** The name of a column of things, which may be one of numbers as well. */
    static String thing(String column) {
        return "thing " + column;
    }

    private static Stream<Metric> added(List<Metric> metrics) {
        return metrics.stream().filter(metric -> metric.measure().isPresent());
    }

    /** Columns of a metric: of a ratio numerator and denominator; then the same of each covariate. */
    static List<String> values(Measure measure) {
        List<String> values = new ArrayList<>(List.of(measure.value()));
        measure.denominator().ifPresent(values::add);
        for (Covariate covariate : measure.covariates()) {
            values.add(covariate.value());
            covariate.denominator().ifPresent(values::add);
        }
        return values;
    }

    private static Dataset<Row> addedUp(Dataset<Row> rows, List<Metric> metrics) {
        List<Column> sums = new ArrayList<>();
        for (String column : columns(metrics)) {
            sums.add(sum(quoted(column)).as(column));
        }
        for (String column : things(metrics)) {
            sums.add(size(collect_set(quoted(thing(column)))).cast("double").as(thing(column)));
        }
        for (String column : weighted(metrics).keySet()) {
            sums.add(sum(quoted(column)).as(column));
        }
        Column isOne = min(VARIANT).equalTo(max(VARIANT));
        sums.add(0, max(STRATUM).as(STRATUM));
        sums.add(0, max(CLUSTER).as(CLUSTER));
        return rows.groupBy("unit").agg(when(isOne, min(VARIANT)).as(VARIANT), sums.toArray(Column[]::new));
    }

    /** Of weighted shares the weight of what is true, and of all that is known. */
    private static Map<String, Column> weighted(List<Metric> metrics) {
        Map<String, Column> weighted = new LinkedHashMap<>();
        added(metrics)
                .filter(metric -> metric.statistic() == Statistic.WEIGHTED_SHARE)
                .forEach(metric -> {
                    Measure measure = metric.measure().orElseThrow();
                    Column value = quoted(measure.value());
                    Column weight = quoted(measure.denominator().orElseThrow());
                    weighted.put(numerator(measure), value.multiply(weight));
                    weighted.put(denominator(measure), when(value.isNotNull(), weight));
                });
        return weighted;
    }

    private static String numerator(Measure measure) {
        return "%s by %s".formatted(measure.value(), measure.denominator().orElseThrow());
    }

    private static String denominator(Measure measure) {
        return "%s of %s".formatted(measure.denominator().orElseThrow(), measure.value());
    }

    private static List<Column> valuesOf(Metric metric) {
        Measure measure = metric.measure().orElseThrow();
        if (metric.statistic() == Statistic.DISTINCT) {
            return List.of(quoted(thing(measure.value())));
        }
        if (metric.statistic() == Statistic.WEIGHTED_SHARE) {
            return List.of(quoted(numerator(measure)), quoted(denominator(measure)));
        }
        List<Column> values = new ArrayList<>();
        for (String name : values(measure)) {
            values.add(quoted(name));
        }
        if (measure.cap().isPresent()) {
            Column most = lit(measure.cap().getAsDouble());
            // Not least(), to which a missing value is no value and the cap is.
            values.set(0, when(values.get(0).gt(most), most).otherwise(values.get(0)));
        }
        return values;
    }

    /** Number of rows that have all values, and any of the second, the denominator. */
    static Column counted(int metric, List<Column> values) {
        Column isThere =
                values.stream().map(Column::isNotNull).reduce(Column::and).orElseThrow();
        return count(when(isThere.and(values.get(1).gt(0)), lit(1))).as("counted_" + metric);
    }

    /** Number of rows that have all values, their means, and the mean products of distances from them. */
    static List<Column> moments(int metric, List<Column> values) {
        Column isThere =
                values.stream().map(Column::isNotNull).reduce(Column::and).orElseThrow();
        List<Column> aggregates =
                new ArrayList<>(List.of(count(when(isThere, lit(1))).as("n_" + metric)));
        for (int v = 0; v < values.size(); v++) {
            Column value = when(isThere, values.get(v));
            aggregates.add(avg(value).as("mean_%d_%d".formatted(metric, v)));
            for (int w = 0; w < v; w++) {
                aggregates.add(
                        covar_pop(value, when(isThere, values.get(w))).as("co_%d_%d_%d".formatted(metric, v, w)));
            }
            aggregates.add(var_pop(value).as("co_%d_%d_%d".formatted(metric, v, v)));
        }
        return aggregates;
    }

    /** A column whose name may hold dots. */
    static Column quoted(String name) {
        return col("`" + name.replace("`", "``") + "`");
    }
}
