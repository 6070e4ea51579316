package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.KpiUse;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.UnitAmounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the units of tests add to their metrics, by unit and day, from the facts; each fact table is read once for all tests. */
final class ExperimentFacts {
    private final Map<Source, List<Use>> uses = new LinkedHashMap<>();
    private final Map<String, String> dayColumns = new LinkedHashMap<>();

    /** A fact table by a column that names units. */
    private record Source(String table, String unitColumn) {}

    /** A metric of a test. */
    private record Use(String experiment, String metric, UnitAmounts amounts) {}

    private ExperimentFacts() {}

    /** The metrics of all tests that the condition holds for. */
    static ExperimentFacts of(ExperimentCatalogue catalogue, Predicate<KpiUse> wanted) {
        ExperimentFacts facts = new ExperimentFacts();
        for (ExperimentSpec spec : catalogue.specs()) {
            for (Metric metric : spec.metrics()) {
                KpiUse use = metric.kpi().orElseThrow();
                if (wanted.test(use)) {
                    KpiDefinition kpi = catalogue.kpi(metric);
                    facts.dayColumns.put(kpi.from(), catalogue.dayColumn(kpi));
                    facts.uses
                            .computeIfAbsent(new Source(kpi.from(), use.unitColumn()), source -> new ArrayList<>())
                            .add(new Use(spec.id(), metric.id(), catalogue.amounts(metric)));
                }
            }
        }
        return facts;
    }

    /** Fact tables that are read. */
    List<String> tables() {
        return List.copyOf(dayColumns.keySet());
    }

    /**
     * One row of each unit, day and metric that adds anything: {@code experiment}, {@code metric}, the columns of the units that
     * are named, {@code date}, {@code numerator}, {@code denominator}.
     *
     * @param facts the rows of a fact table
     * @param units of tests: {@code experiment} and {@code unit_id}, and the columns to keep
     * @param among which days count for a unit, over {@code date} and its columns
     */
    Dataset<Row> perDay(Function<String, Dataset<Row>> facts, Dataset<Row> units, Column among, String... kept) {
        Dataset<Row> all = null;
        for (Map.Entry<Source, List<Use>> each : uses.entrySet()) {
            Source source = each.getKey();
            Dataset<Row> rows = facts.apply(source.table());
            Column amounts = array(each.getValue().stream()
                    .map(use -> struct(
                            lit(use.experiment()).as("experiment"),
                            lit(use.metric()).as("metric"),
                            expr(use.amounts().numerator()).as("numerator"),
                            expr(use.amounts().denominator().orElse("0L")).as("denominator")))
                    .toArray(Column[]::new));
            Dataset<Row> made = rows.select(
                            col(source.unitColumn()).as("_unit"),
                            col(dayColumns.get(source.table())).as("date"),
                            amounts.as("_amounts"))
                    .join(units, col("_unit").equalTo(col("unit_id")).and(among))
                    .withColumn("_amount", explode(col("_amounts")))
                    .filter(col("_amount.experiment").equalTo(col("experiment")))
                    .filter("_amount.numerator <> 0 OR _amount.denominator <> 0")
                    .groupBy(keys(kept))
                    .agg(
                            sum("_amount.numerator").as("numerator"),
                            sum("_amount.denominator").as("denominator"));
            all = all == null ? made : all.unionByName(made);
        }
        return all == null ? none(units, kept) : scaled(all);
    }

    private static Column[] keys(String... kept) {
        List<Column> keys =
                new ArrayList<>(List.of(col("experiment"), col("_amount.metric").as("metric"), col("date")));
        for (String column : kept) {
            keys.add(col(column));
        }
        return keys.toArray(Column[]::new);
    }

    /** Whole numbers in the unit of their KPI. */
    private Dataset<Row> scaled(Dataset<Row> sums) {
        Column numerator = lit(1.0);
        Column denominator = lit(1.0);
        for (List<Use> each : uses.values()) {
            for (Use use : each) {
                Column isUse = col("experiment")
                        .equalTo(use.experiment())
                        .and(col("metric").equalTo(use.metric()));
                numerator = when(isUse, use.amounts().numeratorFactor()).otherwise(numerator);
                denominator = when(isUse, use.amounts().denominatorFactor()).otherwise(denominator);
            }
        }
        return sums.withColumns(Map.of(
                "numerator", col("numerator").multiply(numerator),
                "denominator", col("denominator").multiply(denominator)));
    }

    private static Dataset<Row> none(Dataset<Row> units, String... kept) {
        Dataset<Row> rows = units.filter(lit(false))
                .withColumn("metric", lit(""))
                .withColumn("date", lit(null).cast("date"))
                .withColumn("numerator", lit(0.0))
                .withColumn("denominator", lit(0.0));
        List<Column> columns = new ArrayList<>(List.of(col("experiment"), col("metric"), col("date")));
        for (String column : kept) {
            columns.add(col(column));
        }
        columns.add(col("numerator"));
        columns.add(col("denominator"));
        return rows.select(columns.toArray(Column[]::new));
    }
}
