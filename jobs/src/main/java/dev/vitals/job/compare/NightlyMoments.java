package dev.vitals.job.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.OfMetric;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.stats.TimeHistogram;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Co-moments of all metrics of all tests as of a night, from the rows of units and of their days, each read once.
 *
 * <p>A unit counts with everything from the day on which it first saw the test. A unit that has done nothing counts as well, with
 * zeros, which {@link NightlyData} adds. Values are numerator and denominator, then those of the past.
 */
final class NightlyMoments {
    /** What no id holds. */
    private static final String ARM = "\n";

    private static final List<String> AMOUNTS =
            List.of("numerator", "denominator", "past_numerator", "past_denominator", "unit_days", "matured");
    private static final Column[] UNIT = Stream.of(
                    "experiment", "metric", "variant", "unit_id", "cluster_id", "stratum")
            .map(org.apache.spark.sql.functions::col)
            .toArray(Column[]::new);

    private final ExperimentCatalogue catalogue;
    private final LocalDate night;

    NightlyMoments(ExperimentCatalogue catalogue, LocalDate night) {
        this.catalogue = catalogue;
        this.night = night;
    }

    /**
     * Units of each part: {@code experiment}, {@code variant} (null of units in several), {@code cluster}, {@code stratum},
     * {@code exposed_date}, the first, {@code units}.
     */
    Dataset<Row> assigned(Dataset<Row> units) {
        return parted(onceEach(units))
                .groupBy("experiment", "variant", "cluster", "stratum", "exposed_date")
                .agg(count(lit(1)).as("units"));
    }

    /**
     * Cases of all metrics that are made of them, as of the night: {@code variant}, which is {@link #arm}, {@code group},
     * {@code seconds} and {@code code}.
     */
    Dataset<Row> cases(Dataset<Row> units, Dataset<Row> days) {
        Column watchedUntil = least(
                lit(night.plusDays(1)).cast("timestamp"),
                date_add(col("date"), col("_of_metric._mature_after").plus(1)).cast("timestamp"));
        Column ended = col("_case.ended_at");
        Column hasEnded = ended.isNotNull().and(ended.lt(watchedUntil));
        Column micros =
                unix_micros(when(hasEnded, ended).otherwise(watchedUntil)).minus(unix_micros(col("_case.started_at")));
        return parted(withoutCrossovers(
                        units,
                        withMetrics(days.filter(col("date").leq(lit(night))).filter("SIZE(cases) > 0"))))
                .withColumn("_case", explode(col("cases")))
                .select(
                        concat_ws(ARM, col("experiment"), col("metric"), col("variant"))
                                .as("variant"),
                        CaseGroups.group(col("unit_id"), col("cluster")).as("group"),
                        floor(micros.divide(1_000_000)).as("seconds"),
                        when(hasEnded, col("_case.code"))
                                .otherwise(TimeHistogram.CENSORED)
                                .as("code"));
    }

    /** The name of a metric of a test in a variant. */
    static String arm(ExperimentSpec spec, Metric metric, Variant variant) {
        return String.join(ARM, spec.id(), metric.id(), variant.name());
    }

    /**
     * Co-moments of each part: the same columns without {@code units}, and {@code metric}, the columns of metric number 0 of
     * {@link UnitMoments}, {@code unit_days} and {@code matured}, those of them that can no longer change.
     */
    Dataset<Row> moments(Dataset<Row> units, Dataset<Row> days) {
        Column isPerUnit = col("_of_metric._is_per_unit");
        List<Column> values = List.of(
                least(col("numerator"), col("_of_metric._cap")),
                when(isPerUnit, lit(1.0)).otherwise(col("denominator")),
                col("past_numerator"),
                when(isPerUnit, lit(1.0)).otherwise(col("past_denominator")));
        List<Column> aggregates = new ArrayList<>(UnitMoments.moments(0, values));
        aggregates.add(UnitMoments.counted(0, values));
        aggregates.add(sum("unit_days").as("unit_days"));
        aggregates.add(sum("matured").as("matured"));
        return parted(withMetrics(perUnit(units, days)))
                .groupBy("experiment", "metric", "variant", "cluster", "stratum")
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
    }

    /** One row of each unit of one variant and metric to which it added anything. */
    private Dataset<Row> perUnit(Dataset<Row> units, Dataset<Row> days) {
        Column[] sums = AMOUNTS.stream().map(name -> sum(name).as(name)).toArray(Column[]::new);
        return withoutCrossovers(units, now(days).unionByName(past(units)))
                .groupBy("experiment", "metric", "unit_id")
                .agg(
                        max("variant").as("variant"),
                        Stream.concat(
                                        Stream.of(
                                                max("cluster_id").as("cluster_id"),
                                                max("stratum").as("stratum")),
                                        Stream.of(sums))
                                .toArray(Column[]::new));
    }

    private Dataset<Row> withoutCrossovers(Dataset<Row> units, Dataset<Row> rows) {
        Dataset<Row> crossovers = onceEach(units)
                .filter("variant IS NULL")
                .select(col("experiment").as("_experiment"), col("unit_id").as("_unit"));
        Column isOwn =
                col("experiment").equalTo(col("_experiment")).and(col("unit_id").equalTo(col("_unit")));
        return rows.join(crossovers, isOwn, "left_anti");
    }

    private Dataset<Row> now(Dataset<Row> days) {
        Column isOldEnough = col("date").leq(date_sub(lit(night), col("_of_metric._label_age")));
        return amounts(
                withMetrics(days.filter(col("date").leq(lit(night)))),
                when(isOldEnough, col("numerator")).otherwise(0.0),
                when(isOldEnough, col("denominator")).otherwise(0.0),
                lit(0.0),
                lit(0.0),
                lit(1L),
                when(col("date").leq(date_sub(lit(night), col("_of_metric._mature_after"))), lit(1L))
                        .otherwise(lit(0L)));
    }

    /**
     * With what the tests say of each metric, {@code _of_metric}: {@code _is_per_unit}; {@code _label_age}, since where labels
     * are compared by their age a younger day would show fewer of them; {@code _mature_after}. Metrics that no test names any
     * more are left out.
     */
    private Dataset<Row> withMetrics(Dataset<Row> rows) {
        Column metric = OfMetric.value(
                catalogue.specs(),
                each -> struct(
                        lit(catalogue.isPerUnit(each)).as("_is_per_unit"),
                        lit(each.kpi().orElseThrow().labelAge().orElse(0)).as("_label_age"),
                        lit(catalogue.matureAfterDays(each)).as("_mature_after"),
                        lit(each.kpi().orElseThrow().cap().orElse(Double.POSITIVE_INFINITY))
                                .as("_cap")));
        return rows.withColumn("_of_metric", metric).filter("_of_metric IS NOT NULL");
    }

    private Dataset<Row> past(Dataset<Row> units) {
        return amounts(
                units.filter(col("exposed_date").leq(lit(night)))
                        .withColumn("_past", explode(col("past")))
                        .withColumn("metric", col("_past.metric")),
                lit(0.0),
                lit(0.0),
                col("_past.numerator"),
                col("_past.denominator"),
                lit(0L),
                lit(0L));
    }

    private static Dataset<Row> amounts(Dataset<Row> rows, Column... amounts) {
        List<Column> columns = new ArrayList<>(List.of(UNIT));
        for (int i = 0; i < amounts.length; i++) {
            columns.add(amounts[i].as(AMOUNTS.get(i)));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /** One row of each unit of a test, its variant null where it was in several. */
    private Dataset<Row> onceEach(Dataset<Row> units) {
        return units.filter(col("exposed_date").leq(lit(night)))
                .groupBy("experiment", "unit_id")
                .agg(
                        when(min("variant").equalTo(max("variant")), min("variant"))
                                .as("variant"),
                        max("cluster_id").as("cluster_id"),
                        max("stratum").as("stratum"),
                        min("exposed_date").as("exposed_date"));
    }

    /** With cluster or stratum where the test is compared by it, and null elsewhere. */
    private Dataset<Row> parted(Dataset<Row> rows) {
        return rows.withColumn("cluster", by(CompareBy.CLUSTER, "cluster_id"))
                .withColumn("stratum", by(CompareBy.STRATUM, "stratum"));
    }

    private Column by(CompareBy wanted, String column) {
        Object[] experiments = catalogue.specs().stream()
                .filter(spec -> spec.schedule().orElseThrow().compareBy() == wanted)
                .map(ExperimentSpec::id)
                .toArray();
        return when(col("experiment").isin(experiments), coalesce(col(column), lit(NightlyData.UNKNOWN)));
    }
}
