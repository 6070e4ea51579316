package dev.vitals.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.try_element_at;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * What the files of tests say of each metric, as a column over {@code experiment} and {@code metric}.
 *
 * <p>A map in a map: a chain of cases would be as deep as there are metrics, and one map would be searched as long. There must
 * be one test at least.
 */
public final class OfMetric {
    private OfMetric() {}

    /** The value of a row's metric, constant for each; null where no test has such a metric. */
    public static Column value(List<ExperimentSpec> specs, Function<Metric, Column> value) {
        Column metrics = ofExperiment(
                specs,
                spec -> map(spec.metrics().stream()
                        .flatMap(metric -> Stream.of(lit(metric.id()), value.apply(metric)))
                        .toArray(Column[]::new)));
        return try_element_at(metrics, col("metric"));
    }

    /** The value of a row's test, constant for each; null where there is no such test. */
    public static Column ofExperiment(List<ExperimentSpec> specs, Function<ExperimentSpec, Column> value) {
        List<Column> entries = new ArrayList<>();
        for (ExperimentSpec spec : specs) {
            entries.add(lit(spec.id()));
            entries.add(value.apply(spec));
        }
        return try_element_at(map(entries.toArray(Column[]::new)), col("experiment"));
    }
}
