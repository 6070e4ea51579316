package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
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
import dev.vitals.kpi.UnitTimes;
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
    private static final String CASE = "STRUCT<started_at: TIMESTAMP, ended_at: TIMESTAMP, code: INT>";

    private final Map<Source, List<Use>> uses = new LinkedHashMap<>();
    private final Map<String, String> dayColumns = new LinkedHashMap<>();

    /** A fact table by a column that names units. */
    private record Source(String table, String unitColumn) {}

    /** A metric of a test, and what a row adds to it as a struct. */
    private record Use(
            String experiment, String metric, Column ofRow, double numeratorFactor, double denominatorFactor) {
        static Use of(ExperimentCatalogue catalogue, String experiment, Metric metric) {
            if (metric.statistic().isOfCases()) {
                return new Use(
                        experiment, metric.id(), ofRow(experiment, metric, ofCases(catalogue.times(metric))), 1, 1);
            }
            UnitAmounts amounts = catalogue.amounts(metric);
            return new Use(
                    experiment,
                    metric.id(),
                    ofRow(
                            experiment,
                            metric,
                            expr(amounts.numerator()),
                            expr(amounts.denominator().orElse("0L")),
                            expr("CAST(NULL AS %s)".formatted(CASE))),
                    amounts.numeratorFactor(),
                    amounts.denominatorFactor());
        }

        private static Column[] ofCases(UnitTimes times) {
            return new Column[] {
                lit(0L),
                lit(0L),
                expr("CASE WHEN %s THEN CAST(STRUCT(%s, %s, %s) AS %s) END"
                        .formatted(times.isCase(), times.startedAt(), times.endedAt(), times.code(), CASE))
            };
        }

        private static Column ofRow(String experiment, Metric metric, Column... amounts) {
            return struct(
                    lit(experiment).as("experiment"),
                    lit(metric.id()).as("metric"),
                    amounts[0].as("numerator"),
                    amounts[1].as("denominator"),
                    amounts[2].as("case"));
        }
    }

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
                            .add(Use.of(catalogue, spec.id(), metric));
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
     * are named, {@code date}, {@code numerator}, {@code denominator}, {@code cases}.
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
            Column amounts = array(each.getValue().stream().map(Use::ofRow).toArray(Column[]::new));
            Dataset<Row> made = rows.select(
                            col(source.unitColumn()).as("_unit"),
                            col(dayColumns.get(source.table())).as("date"),
                            amounts.as("_amounts"))
                    .join(units, col("_unit").equalTo(col("unit_id")).and(among))
                    .withColumn("_amount", explode(col("_amounts")))
                    .filter(col("_amount.experiment").equalTo(col("experiment")))
                    .filter("_amount.numerator <> 0 OR _amount.denominator <> 0 OR _amount.case IS NOT NULL")
                    .groupBy(keys(kept))
                    .agg(
                            sum("_amount.numerator").as("numerator"),
                            sum("_amount.denominator").as("denominator"),
                            when(count("_amount.case").gt(0), array_sort(collect_list("_amount.case")))
                                    .as("cases"));
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
                numerator = when(isUse, use.numeratorFactor()).otherwise(numerator);
                denominator = when(isUse, use.denominatorFactor()).otherwise(denominator);
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
                .withColumn("denominator", lit(0.0))
                .withColumn("cases", expr("CAST(NULL AS ARRAY<%s>)".formatted(CASE)));
        List<Column> columns = new ArrayList<>(List.of(col("experiment"), col("metric"), col("date")));
        for (String column : kept) {
            columns.add(col(column));
        }
        columns.add(col("numerator"));
        columns.add(col("denominator"));
        columns.add(col("cases"));
        return rows.select(columns.toArray(Column[]::new));
    }
}
