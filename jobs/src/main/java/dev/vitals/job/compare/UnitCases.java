package dev.vitals.job.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.Cases;
import dev.vitals.contract.experiment.Metric.Labels;
import dev.vitals.contract.experiment.Metric.Times;
import dev.vitals.contract.experiment.Metric.Values;
import dev.vitals.job.compare.ExperimentData.Arm;
import dev.vitals.kpi.TimeToEvent;
import dev.vitals.stats.TimeHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes the metrics of a file of rows of which each row is a case. */
public final class UnitCases {
    private UnitCases() {}

    /** Columns of the source with numbers that cases have, each once. */
    public static List<String> numbers(ExperimentSpec spec) {
        return named(spec, UnitCases::numbers);
    }

    /** Columns of the source with days that cases have; in the rows they are {@link #day}. */
    public static List<String> days(ExperimentSpec spec) {
        return named(
                spec,
                cases -> cases instanceof Labels labels ? Stream.of(labels.day(), labels.labelDay()) : Stream.of());
    }

    /** What a column of days is called in the rows. */
    public static String day(String column) {
        return "day " + column;
    }

    private static Stream<String> numbers(Cases cases) {
        if (cases instanceof Times times) {
            return Stream.of(times.seconds(), times.ended());
        }
        return cases instanceof Values values ? Stream.of(values.value()) : Stream.of();
    }

    private static List<String> named(ExperimentSpec spec, Function<Cases, Stream<String>> columns) {
        return spec.metrics().stream()
                .flatMap(metric -> metric.cases().stream())
                .flatMap(columns)
                .distinct()
                .toList();
    }

    /**
     * What is known of the units, with the cases of all metrics that are made of them.
     *
     * @param rows {@code variant}, {@code unit}, {@code cluster}, {@link #numbers} as doubles and {@link #days} as dates
     * @throws IllegalArgumentException where a case took less than no time, or its label came before it
     */
    public static ExperimentData with(Dataset<Row> rows, ExperimentSpec spec, ExperimentData data) {
        if (spec.metrics().stream().allMatch(metric -> metric.cases().isEmpty())) {
            return data;
        }
        Dataset<Row> grouped =
                grouped(rows, spec.source().orElseThrow().cluster().isPresent());
        Map<Arm, ArmCases> cases = new HashMap<>();
        for (Metric metric : spec.metrics()) {
            metric.cases()
                    .ifPresent(each -> of(grouped, spec.variants(), each)
                            .forEach((variant, arm) -> cases.put(new Arm(metric.id(), variant), arm)));
        }
        return data.with(cases);
    }

    private static Map<String, ArmCases> of(Dataset<Row> rows, List<Variant> variants, Cases cases) {
        if (cases instanceof Times times) {
            Column code = when(UnitMoments.quoted(times.ended()).notEqual(0), TimeToEvent.EVENT)
                    .otherwise(TimeHistogram.CENSORED);
            Dataset<Row> ended = rows.select(
                    col("variant"),
                    col("group"),
                    UnitMoments.quoted(times.seconds()).cast("bigint").as("seconds"),
                    code.as("code"));
            return CaseGroups.arms(CaseGroups.times(ended), times.horizonHours() * 3600L);
        }
        if (cases instanceof Labels labels) {
            return CaseGroups.labels(
                    rows.select(
                            col("variant"),
                            col("group"),
                            UnitMoments.quoted(day(labels.day())).as("day"),
                            UnitMoments.quoted(day(labels.labelDay())).as("label_day")),
                    labels.withinDays());
        }
        Values values = (Values) cases;
        return CaseGroups.values(
                rows.select(
                        col("variant"),
                        col("group"),
                        UnitMoments.quoted(values.value()).as("value")),
                variants,
                values.quantile());
    }

    /** Rows of what was in one variant alone, with the group that a row belongs to. */
    private static Dataset<Row> grouped(Dataset<Row> rows, boolean isClustered) {
        String assigned = isClustered ? "cluster" : "unit";
        Dataset<Row> switching = rows.groupBy(assigned)
                .agg(min("variant").as("least"), max("variant").as("most"))
                .filter("least <> most")
                .select(col(assigned).as("switching"));
        return rows.filter(col("variant").isNotNull())
                .join(switching, col(assigned).equalTo(col("switching")), "left_anti")
                .withColumn("group", CaseGroups.group(col("unit"), col("cluster")));
    }
}
