package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.KpiUse;
import dev.vitals.job.OfMetric;
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
import org.apache.spark.sql.functions;

/** What the units of tests add to their metrics, by unit and day, from the facts; each fact table is read once for all tests. */
final class ExperimentFacts {
    private static final String CASE = "STRUCT<started_at: TIMESTAMP, ended_at: TIMESTAMP, code: INT>";

    private final List<ExperimentSpec> specs;
    private final Map<Source, Uses> uses = new LinkedHashMap<>();
    private final Map<String, String> dayColumns = new LinkedHashMap<>();

    /** A fact table by a column that names units. */
    private record Source(String table, String unitColumn) {}

    /** What rows of a table add to the metrics of all tests: many tests look at few KPIs, each of which is computed once. */
    private static final class Uses {
        private final List<String> amounts = new ArrayList<>();
        private final Map<String, Map<Integer, List<Column>>> metrics = new LinkedHashMap<>();

        void add(ExperimentCatalogue catalogue, String experiment, Metric metric) {
            boolean isOfCases = metric.statistic().isOfCases();
            Amounts of = isOfCases ? Amounts.of(catalogue.times(metric)) : Amounts.of(catalogue.amounts(metric));
            if (!amounts.contains(of.sql())) {
                amounts.add(of.sql());
            }
            metrics.computeIfAbsent(experiment, test -> new LinkedHashMap<>())
                    .computeIfAbsent(amounts.indexOf(of.sql()), at -> new ArrayList<>())
                    .add(struct(
                            lit(metric.id()).as("metric"),
                            lit(of.numeratorFactor()).as("numerator_factor"),
                            lit(of.denominatorFactor()).as("denominator_factor")));
        }

        Column ofRow() {
            return array(amounts.stream().map(functions::expr).toArray(Column[]::new));
        }

        /** Metrics of a row's test that are made of the amount of this place; null where none is. */
        Column metricsOf(List<ExperimentSpec> specs, Column at) {
            List<ExperimentSpec> using = specs.stream()
                    .filter(spec -> metrics.containsKey(spec.id()))
                    .toList();
            Column places = OfMetric.ofExperiment(using, spec -> {
                List<Column> entries = new ArrayList<>();
                metrics.get(spec.id()).forEach((place, all) -> {
                    entries.add(lit(place));
                    entries.add(array(all.toArray(Column[]::new)));
                });
                return map(entries.toArray(Column[]::new));
            });
            return try_element_at(places, at);
        }
    }

    /**
     * What a row adds.
     *
     * @param sql a struct of {@code numerator}, {@code denominator} and {@code case}
     */
    private record Amounts(String sql, double numeratorFactor, double denominatorFactor) {
        static Amounts of(UnitAmounts amounts) {
            String none = "CAST(NULL AS %s)".formatted(CASE);
            return new Amounts(
                    asStruct(amounts.numerator(), amounts.denominator().orElse("0L"), none),
                    amounts.numeratorFactor(),
                    amounts.denominatorFactor());
        }

        static Amounts of(UnitTimes times) {
            String ofCase = "CASE WHEN %s THEN CAST(STRUCT(%s, %s, %s) AS %s) END"
                    .formatted(times.isCase(), times.startedAt(), times.endedAt(), times.code(), CASE);
            return new Amounts(asStruct("0L", "0L", ofCase), 1, 1);
        }

        private static String asStruct(String numerator, String denominator, String ofCase) {
            return "NAMED_STRUCT('numerator', %s, 'denominator', %s, 'case', %s)"
                    .formatted(numerator, denominator, ofCase);
        }
    }

    private ExperimentFacts(List<ExperimentSpec> specs) {
        this.specs = specs;
    }

    /** The metrics of all tests that the condition holds for. */
    static ExperimentFacts of(ExperimentCatalogue catalogue, Predicate<KpiUse> wanted) {
        ExperimentFacts facts = new ExperimentFacts(catalogue.specs());
        for (ExperimentSpec spec : catalogue.specs()) {
            for (Metric metric : spec.metrics()) {
                KpiUse use = metric.kpi().orElseThrow();
                if (wanted.test(use)) {
                    KpiDefinition kpi = catalogue.kpi(metric);
                    facts.dayColumns.put(kpi.from(), catalogue.dayColumn(kpi));
                    facts.uses
                            .computeIfAbsent(new Source(kpi.from(), use.unitColumn()), source -> new Uses())
                            .add(catalogue, spec.id(), metric);
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
        for (Map.Entry<Source, Uses> each : uses.entrySet()) {
            Source source = each.getKey();
            Dataset<Row> rows = facts.apply(source.table());
            List<Column> exploded = new ArrayList<>(List.of(col("experiment"), col("date")));
            for (String column : kept) {
                exploded.add(col(column));
            }
            exploded.add(posexplode(col("_amounts")).as(new String[] {"_at", "_amount"}));
            Dataset<Row> made = rows.select(
                            col(source.unitColumn()).as("_unit"),
                            col(dayColumns.get(source.table())).as("date"),
                            each.getValue().ofRow().as("_amounts"))
                    .join(units, col("_unit").equalTo(col("unit_id")).and(among))
                    .select(exploded.toArray(Column[]::new))
                    .filter("_amount.numerator <> 0 OR _amount.denominator <> 0 OR _amount.case IS NOT NULL")
                    .withColumn("_metric", explode(each.getValue().metricsOf(specs, col("_at"))))
                    .groupBy(keys(kept))
                    .agg(
                            // Whole numbers until they are added up, so that the order of rows leaves no trace.
                            sum("_amount.numerator")
                                    .multiply(first("_metric.numerator_factor"))
                                    .as("numerator"),
                            sum("_amount.denominator")
                                    .multiply(first("_metric.denominator_factor"))
                                    .as("denominator"),
                            when(count("_amount.case").gt(0), array_sort(collect_list("_amount.case")))
                                    .as("cases"));
            all = all == null ? made : all.unionByName(made);
        }
        return all == null ? none(units, kept) : all;
    }

    private static Column[] keys(String... kept) {
        List<Column> keys =
                new ArrayList<>(List.of(col("experiment"), col("_metric.metric").as("metric"), col("date")));
        for (String column : kept) {
            keys.add(col(column));
        }
        return keys.toArray(Column[]::new);
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
