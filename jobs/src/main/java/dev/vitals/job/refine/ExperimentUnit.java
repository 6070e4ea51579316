package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.OfMetric;
import dev.vitals.job.Tables;
import dev.vitals.kpi.ExperimentCatalogue;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per unit and variant of a test, on the day on which it first saw the test, with what it was like before.
 *
 * <p>The past is that of the days before that day, so that nothing of it can come from the test. A unit in several variants
 * has a row for each; the readout leaves it out. Exposures outside the days of the test do not count, nor those of children.
 *
 * <p>Ruled out: the past as rows of {@link ExperimentUnitDay}. Each night's new units would write the weeks before them anew.
 */
final class ExperimentUnit implements Job {
    private final ExperimentCatalogue catalogue;
    private final ExperimentFacts facts;

    ExperimentUnit(ExperimentCatalogue catalogue) {
        this.catalogue = catalogue;
        this.facts = ExperimentFacts.of(catalogue, use -> use.pastDays() > 0);
    }

    @Override
    public String name() {
        return "refine.experiment_unit";
    }

    @Override
    public Set<Input> reads() {
        Set<Input> inputs = new HashSet<>(Set.of(Input.sameDay("bronze.exposure"), Input.whole(Dims.USER)));
        facts.tables().forEach(table -> inputs.add(Input.withPast(table, catalogue.mostPastDays())));
        return inputs;
    }

    @Override
    public String writes() {
        return "silver.experiment_unit";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        return new ExperimentUnit(catalogue.running(days.from(), days.to())).whileRunning(tables, days);
    }

    /** Days on which no test runs cost no look at the facts. */
    private Dataset<Row> whileRunning(Tables tables, Days days) {
        Dataset<Row> units = exposed(catalogue, tables).filter(Rows.among(col("exposed_date"), days));
        Column isBefore = col("date")
                .lt(col("exposed_date"))
                .and(col("date").geq(date_sub(col("exposed_date"), catalogue.mostPastDays())));
        Dataset<Row> past = facts.perDay(
                        tables::of,
                        units.select("experiment", "unit_id", "variant", "exposed_date"),
                        isBefore,
                        "unit_id",
                        "variant",
                        "exposed_date")
                .filter(isRecent())
                .groupBy("experiment", "unit_id", "variant", "exposed_date", "metric")
                .agg(sum("numerator").as("numerator"), sum("denominator").as("denominator"))
                .groupBy(
                        col("experiment").as("_experiment"),
                        col("unit_id").as("_unit"),
                        col("variant").as("_variant"),
                        col("exposed_date").as("_exposed"))
                .agg(array_sort(collect_list(struct("metric", "numerator", "denominator")))
                        .as("past"));
        Column isOwn = col("experiment")
                .equalTo(col("_experiment"))
                .and(col("unit_id").equalTo(col("_unit")))
                .and(col("variant").equalTo(col("_variant")))
                .and(col("exposed_date").equalTo(col("_exposed")));
        return units.join(past, isOwn, "left")
                .drop("_experiment", "_unit", "_variant", "_exposed")
                .withColumn(
                        "past",
                        coalesce(
                                col("past"),
                                expr(
                                        "CAST(ARRAY() AS ARRAY<STRUCT<metric: STRING, numerator: DOUBLE, denominator: DOUBLE>>)")));
    }

    /** Each metric looks back as many days as its test says. */
    private Column isRecent() {
        if (catalogue.specs().isEmpty()) {
            return lit(false);
        }
        Column days = OfMetric.value(
                catalogue.specs(), metric -> lit(metric.kpi().orElseThrow().pastDays()));
        return col("date").geq(date_sub(col("exposed_date"), days));
    }

    /** Units of tests that run and are no children, once for each variant and day on which one is told to see it for the first time. */
    static Dataset<Row> exposed(ExperimentCatalogue catalogue, Tables tables) {
        Column isRunning = lit(false);
        for (ExperimentSpec spec : catalogue.specs()) {
            ExperimentSpec.Schedule schedule = spec.schedule().orElseThrow();
            isRunning = isRunning.or(col("experiment")
                    .equalTo(spec.id())
                    .and(col("event_date").between(lit(schedule.start()), lit(schedule.end()))));
        }
        return tables.of("bronze.exposure")
                .filter(isRunning)
                .transform(exposures -> Children.without(exposures, tables, "unit_id", "event_date"))
                .groupBy(
                        col("experiment"),
                        col("variant"),
                        col("unit_id"),
                        col("event_date").as("exposed_date"))
                .agg(
                        min("event_at").as("exposed_at"),
                        min("cluster_id").as("cluster_id"),
                        min("stratum").as("stratum"));
    }
}
