package dev.vitals.job.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.job.Days;
import dev.vitals.kpi.DistinctSketch;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiExample;
import dev.vitals.testing.Fixtures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/** Runs the worked example of every KPI file through the engine that computes the nightly numbers. */
class KpiExamplesTest {
    private static final Contracts CONTRACTS = Contracts.load();

    static Stream<KpiDefinition> kpis() {
        return KpiCatalogue.load().kpis().stream();
    }

    @ParameterizedTest
    @MethodSource("kpis")
    void theExampleOfTheKpiComesOut(KpiDefinition kpi) {
        KpiExample example = kpi.example();
        TableContract fact = CONTRACTS.table(kpi.from());
        List<Map<String, Object>> given =
                example.given().stream().map(row -> typed(fact, row)).toList();
        Dataset<Row> rows = Fixtures.rows(kpi.from(), given);
        TreeSet<LocalDate> days = new TreeSet<>();
        example.then().forEach(expected -> days.add(expected.date()));

        List<Cell> cells = new FactMeasure(fact, List.of(kpi))
                .cells(table -> rows, new Days(days.first(), days.last(), example.asOf()), days);

        assertThat(cells).extracting(Cell::date).isSubsetOf(days);
        for (KpiExample.Expected expected : example.then()) {
            assertThat(cells)
                    .as("%s on %s, slice %s: expected %s", kpi.id(), expected.date(), expected.slice(), expected)
                    .filteredOn(c -> c.date().equals(expected.date())
                            && c.sliceKey().equals(expected.slice())
                            && c.estimate().name().equals(expected.estimate()))
                    .singleElement()
                    .satisfies(c -> assertThat(expected.agrees(c.estimate()))
                            .as("got %s", c.estimate())
                            .isTrue());
        }
    }

    @Test
    void allKpisOfAFactTableShareOnePass() {
        for (FactMeasure measure :
                FactMeasure.all(CONTRACTS, KpiCatalogue.load().kpis())) {
            // A row keeps the optimiser from folding the empty table away.
            Dataset<Row> one = Fixtures.rows(measure.table(), List.of(Map.of())).cache();
            LocalDate day = LocalDate.of(2026, 1, 5);

            LogicalPlan plan = measure.rows(table -> one, Days.one(day, day))
                    .queryExecution()
                    .optimizedPlan();

            assertThat(CollectionConverters.asJava(plan.collectLeaves()))
                    .as("tables that are read for %s in%n%s", measure.table(), plan)
                    .hasSize(1);
            assertThat(plan.toString())
                    .as("plan for %s", measure.table())
                    .doesNotContain("Aggregate [", "Join ", "Sort [", "Window [");
        }
    }

    private static Map<String, Object> typed(TableContract fact, Map<String, Object> given) {
        Map<String, Object> row = new HashMap<>();
        given.forEach((name, value) -> row.put(name, typed(fact.column(name), value)));
        return row;
    }

    private static Object typed(ColumnContract column, Object value) {
        if (value instanceof String text) {
            return switch (column.type()) {
                case "timestamp" -> Instant.parse(text);
                case "date" -> LocalDate.parse(text);
                default -> text;
            };
        }
        if (value instanceof List<?> texts && column.type().equals("binary")) {
            List<String> keys = new ArrayList<>();
            texts.forEach(text -> keys.add((String) text));
            return DistinctSketch.of(keys).toBytes();
        }
        if (value instanceof List<?> structs && column.type().startsWith("array<struct<")) {
            StructType type = (StructType) ((ArrayType) DataType.fromDDL(column.type())).elementType();
            return structs.stream()
                    .map(struct -> RowFactory.create(Stream.of(type.fieldNames())
                            .map(((Map<?, ?>) struct)::get)
                            .toArray()))
                    .toList();
        }
        if (value instanceof Number number) {
            return switch (column.type()) {
                case "int" -> number.intValue();
                case "bigint" -> number.longValue();
                case "double" -> number.doubleValue();
                default -> new BigDecimal(number.toString()).setScale(6, RoundingMode.UNNECESSARY);
            };
        }
        return value;
    }
}
