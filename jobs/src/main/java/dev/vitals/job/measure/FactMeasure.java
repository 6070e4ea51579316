package dev.vitals.job.measure;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Tables;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiDefinition;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Evaluates every KPI of one fact table in a single aggregation.
 *
 * <p>Each row is repeated for each day that it is an anchor of (the day a report was filed, the day it was due) and for
 * each slice that it belongs to; then one group-by collects the states of all KPIs side by side, and plain Java turns
 * states into estimates.
 */
public final class FactMeasure {
    private final TableContract fact;
    private final List<KpiDefinition> kpis;
    private final Slices slices;

    /**
     * @param fact contract of the fact table
     * @param kpis the KPIs that read it, at least one
     */
    public FactMeasure(TableContract fact, List<KpiDefinition> kpis) {
        this.fact = fact;
        this.kpis =
                kpis.stream().sorted(Comparator.comparing(KpiDefinition::id)).toList();
        this.slices = Slices.of(this.kpis);
    }

    /** One measure for each fact table that any KPI reads, in order of its name. */
    public static List<FactMeasure> all(Contracts contracts, List<KpiDefinition> kpis) {
        return kpis.stream()
                .map(KpiDefinition::from)
                .distinct()
                .sorted()
                .map(table -> new FactMeasure(
                        contracts.table(table),
                        kpis.stream().filter(k -> k.from().equals(table)).toList()))
                .toList();
    }

    /** The fact table, e.g. {@code silver.report_case}. */
    public String table() {
        return fact.table();
    }

    /** Ids of its KPIs, sorted. */
    public List<String> kpiIds() {
        return kpis.stream().map(KpiDefinition::id).toList();
    }

    /** The fact table with the days before that an anchor may lie after. */
    public Input reads() {
        int lag = kpis.stream().mapToInt(KpiDefinition::anchorLagDays).max().orElse(0);
        return Input.withPast(fact.table(), lag);
    }

    /** Days after which none of its KPIs is provisional any more. */
    public int matureAfterDays() {
        return kpis.stream().mapToInt(KpiDefinition::matureAfterDays).max().orElse(0);
    }

    /**
     * The cells of all its KPIs for the days, evaluated on the driver.
     *
     * <p>A slice has cells on days on which it has rows, even if none of them counts for the KPI; all rows together have
     * cells every day: "no reports" is a number, not a gap.
     *
     * @param wanted those of the days that cells are made for
     */
    public List<Cell> cells(Tables tables, Days days, Set<LocalDate> wanted) {
        StateColumns columns = StateColumns.of(kpis, days);
        List<Cell> cells = new ArrayList<>();
        Set<LocalDate> idle = new TreeSet<>(wanted);
        for (Row row : states(tables, days, columns).collectAsList()) {
            LocalDate date = row.getDate(0).toLocalDate();
            if (!wanted.contains(date)) {
                continue;
            }
            Map<String, String> slice = Slices.read(row.getStruct(1));
            if (slice.isEmpty()) {
                idle.remove(date);
            }
            for (int i = 0; i < kpis.size(); i++) {
                KpiDefinition kpi = kpis.get(i);
                boolean isWanted = slice.isEmpty() || columns.hasRows(row, i);
                if (isWanted && kpi.groupings().contains(List.copyOf(slice.keySet()))) {
                    Evidence evidence = columns.evidence(row, i, kpi.statistic());
                    cells.addAll(Cell.of(kpi, date, slice, evidence, days.asOf()));
                }
            }
        }
        cells.addAll(idle(idle, days.asOf()));
        return cells;
    }

    /** The cells of days on which the fact table has no row: no reports is a number, not a gap. */
    public List<Cell> idle(Collection<LocalDate> days, LocalDate asOf) {
        List<Cell> cells = new ArrayList<>();
        for (LocalDate date : days) {
            kpis.forEach(kpi -> cells.addAll(Cell.of(kpi, date, Map.of(), Evidence.empty(kpi), asOf)));
        }
        return cells;
    }

    /** One row per day and slice with the states of all KPIs; the one aggregation. */
    Dataset<Row> states(Tables tables, Days days) {
        return states(tables, days, StateColumns.of(kpis, days));
    }

    private Dataset<Row> states(Tables tables, Days days, StateColumns columns) {
        List<Column> aggregates = columns.aggregates();
        Column[] wanted = Stream.of(Stream.of(col("_date")), slices.dimensions(), columns.ofRows().stream())
                .flatMap(Function.identity())
                .toArray(Column[]::new);
        Dataset<Row> anchored = anchored(tables.of(fact.table()), days).select(wanted);
        return slices.explode(anchored)
                .groupBy(col("_date"), col("_slice"))
                .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
    }

    private Dataset<Row> anchored(Dataset<Row> rows, Days days) {
        Column[] anchors = anchorColumns()
                .map(anchor -> struct(lit(anchor).as("name"), col(anchor).as("day")))
                .toArray(Column[]::new);
        return rows.select(neededColumns())
                .withColumn("_anchor_day", explode(array(anchors)))
                .withColumn("_anchor", col("_anchor_day.name"))
                .withColumn("_date", col("_anchor_day.day"))
                .drop("_anchor_day")
                .filter(col("_date").between(Date.valueOf(days.from()), Date.valueOf(days.to())));
    }

    private Column[] neededColumns() {
        return kpis.stream()
                .flatMap(kpi -> kpi.columns().stream())
                .distinct()
                .sorted()
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
    }

    private Stream<String> anchorColumns() {
        return kpis.stream().map(KpiDefinition::anchorDate).distinct().sorted();
    }
}
