package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.Days;
import dev.vitals.job.Tables;
import dev.vitals.kpi.ExperimentCatalogue;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A test as it would have been in days that are past: every unit that its first metric knows sees it on the first day on which it
 * does anything, and nothing is done to anybody.
 */
public final class ExperimentRehearsal {
    private final ExperimentCatalogue alone;
    private final Tables tables;
    private final Days days;

    /**
     * @param alone a catalogue of the one test, on the days that are past and with one variant
     * @param tables the facts of those days and of those before that its metrics look back to
     */
    public ExperimentRehearsal(ExperimentCatalogue alone, Tables tables) {
        ExperimentSpec spec = alone.specs().get(0);
        Schedule schedule = spec.schedule().orElseThrow();
        Dataset<Row> exposures = exposures(alone, spec, tables).cache();
        this.alone = alone;
        this.tables = table -> "bronze.exposure".equals(table) ? exposures : tables.of(table);
        this.days = new Days(schedule.start(), schedule.end(), schedule.end());
    }

    /** Rows of {@code silver.experiment_unit}. */
    public Dataset<Row> units() {
        return new ExperimentUnit(alone).apply(tables, days);
    }

    /** Rows of {@code silver.experiment_unit_day}. */
    public Dataset<Row> unitDays() {
        return new ExperimentUnitDay(alone).apply(tables, days);
    }

    private static Dataset<Row> exposures(ExperimentCatalogue alone, ExperimentSpec spec, Tables tables) {
        Metric first = spec.metrics().get(0);
        Schedule schedule = spec.schedule().orElseThrow();
        Column unit = col(first.kpi().orElseThrow().unitColumn());
        Column day = col(alone.dayColumn(alone.kpi(first)));
        Column cluster = schedule.compareBy() == CompareBy.CLUSTER
                ? col("unit_id")
                : lit(null).cast("string");
        return tables.of(alone.kpi(first).from())
                .filter(unit.isNotNull().and(day.between(lit(schedule.start()), lit(schedule.end()))))
                .groupBy(unit.as("unit_id"))
                .agg(min(day).as("event_date"))
                .select(
                        lit(spec.id()).as("experiment"),
                        lit(spec.variants().get(0).name()).as("variant"),
                        col("unit_id"),
                        cluster.as("cluster_id"),
                        lit(null).cast("string").as("stratum"),
                        col("event_date"),
                        col("event_date").cast("timestamp").as("event_at"));
    }
}
