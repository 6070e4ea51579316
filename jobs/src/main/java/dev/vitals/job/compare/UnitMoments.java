package dev.vitals.job.compare;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.covar_pop;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.var_pop;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Covariate;
import dev.vitals.contract.experiment.Metric.Measure;
import dev.vitals.contract.experiment.UnitSource;
import java.util.ArrayList;
import java.util.List;
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
     * @param rows of the source, {@code variant}, {@code unit}, {@code cluster}, {@code stratum} and all {@link #columns}
     *     as doubles
     */
    static Dataset<Row> of(Dataset<Row> rows, UnitSource source, List<Metric> metrics) {
        Dataset<Row> units = source.unit().isPresent() ? addedUp(rows, metrics) : rows;
        List<Column> aggregates = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            aggregates.addAll(moments(i, metrics.get(i).measure().orElseThrow()));
        }
        return units.groupBy(VARIANT, CLUSTER, STRATUM).agg(count(lit(1)).as(UNITS), aggregates.toArray(Column[]::new));
    }

    /** Columns of the source that metrics are made of, each once, in the order of the file. */
    static List<String> columns(List<Metric> metrics) {
        return metrics.stream()
                .flatMap(metric -> values(metric.measure().orElseThrow()).stream())
                .distinct()
                .toList();
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
        Column isOne = min(VARIANT).equalTo(max(VARIANT));
        sums.add(0, max(STRATUM).as(STRATUM));
        sums.add(0, max(CLUSTER).as(CLUSTER));
        return rows.groupBy("unit").agg(when(isOne, min(VARIANT)).as(VARIANT), sums.toArray(Column[]::new));
    }

    private static List<Column> moments(int metric, Measure measure) {
        List<Column> values = new ArrayList<>();
        for (String name : values(measure)) {
            values.add(quoted(name));
        }
        if (measure.cap().isPresent()) {
            Column most = lit(measure.cap().getAsDouble());
            // Not least(), to which a missing value is no value and the cap is.
            values.set(0, when(values.get(0).gt(most), most).otherwise(values.get(0)));
        }
        return moments(metric, values);
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
