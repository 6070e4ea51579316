package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import dev.vitals.kpi.ExperimentCatalogue;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per unit of a test, day and metric to which it added anything, from the day on which it first saw the test to the
 * test's last.
 *
 * <p>That day counts as a whole: facts are known by day, and what a unit did on it before it saw the test dilutes the effect a
 * little in both arms alike. A unit in several variants has rows for each; the readout leaves it out.
 */
final class ExperimentUnitDay implements Job {
    private final ExperimentCatalogue catalogue;
    private final ExperimentFacts facts;

    ExperimentUnitDay(ExperimentCatalogue catalogue) {
        this.catalogue = catalogue;
        this.facts = ExperimentFacts.of(catalogue, use -> true);
    }

    @Override
    public String name() {
        return "refine.experiment_unit_day";
    }

    @Override
    public Set<Input> reads() {
        Set<Input> inputs = new HashSet<>(Set.of(Input.withPast("bronze.exposure", longest()), Input.whole(Dims.USER)));
        facts.tables().forEach(table -> inputs.add(Input.sameDay(table)));
        return inputs;
    }

    private int longest() {
        return catalogue.specs().stream()
                .map(spec -> spec.schedule().orElseThrow())
                .mapToInt(schedule -> (int) ChronoUnit.DAYS.between(schedule.start(), schedule.end()))
                .max()
                .orElse(0);
    }

    @Override
    public String writes() {
        return "silver.experiment_unit_day";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        return new ExperimentUnitDay(catalogue.running(days.from(), days.to())).whileRunning(tables, days);
    }

    /** Days on which no test runs cost no look at the facts. */
    private Dataset<Row> whileRunning(Tables tables, Days days) {
        Dataset<Row> units = ExperimentUnit.exposed(catalogue, tables)
                .groupBy("experiment", "variant", "unit_id")
                .agg(min(struct("exposed_date", "cluster_id", "stratum")).as("_first"))
                .select("experiment", "variant", "unit_id", "_first.*");
        return facts.perDay(
                        tables::of,
                        units,
                        col("date").geq(col("exposed_date")).and(isRunning()).and(Rows.among(col("date"), days)),
                        "variant",
                        "unit_id",
                        "cluster_id",
                        "stratum")
                .filter(Rows.among(col("date"), days));
    }

    private Column isRunning() {
        Column isRunning = lit(false);
        for (ExperimentSpec spec : catalogue.specs()) {
            isRunning = isRunning.or(col("experiment")
                    .equalTo(spec.id())
                    .and(col("date").leq(lit(spec.schedule().orElseThrow().end()))));
        }
        return isRunning;
    }
}
