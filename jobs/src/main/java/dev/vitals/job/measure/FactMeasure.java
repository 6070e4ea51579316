package dev.vitals.job.measure;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;

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
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Evaluates every KPI of one fact table in a single pass over it.
 *
 * <p>Each row is repeated for each day that it is an anchor of (the day a report was filed, the day it was due); then one
 * loop collects the states of all KPIs side by side, for each slice that the row belongs to, and plain Java turns states
 * into estimates.
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
        Dataset<Row> rows = rows(tables, days, columns);
        SliceLoop loop = columns.loop(slices, rows.schema());
        JavaRDD<InternalRow> plain = ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .toRdd()
                .toJavaRDD();
        List<SliceStates.Collected> collected = loop.collect(plain).stream()
                .filter(slice -> wanted.contains(slice.key().date()))
                .toList();
        Set<LocalDate> idle = new TreeSet<>(wanted);
        collected.stream()
                .filter(slice -> slice.key().values().isEmpty())
                .forEach(slice -> idle.remove(slice.key().date()));
        List<Cell> cells = new ArrayList<>(collected.parallelStream()
                .flatMap(slice -> cells(columns, loop, slice, days.asOf()).stream())
                .toList());
        cells.addAll(idle(idle, days.asOf()));
        return cells;
    }

    private List<Cell> cells(StateColumns columns, SliceLoop loop, SliceStates.Collected slice, LocalDate asOf) {
        List<String> dimensions = slices.groupings().get(slice.key().grouping());
        Map<String, String> values = slice.key().slice(dimensions);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < kpis.size(); i++) {
            KpiDefinition kpi = kpis.get(i);
            boolean isWanted = dimensions.isEmpty() || columns.hasRows(slice, i);
            if (isWanted && kpi.groupings().contains(dimensions)) {
                cells.addAll(Cell.of(kpi, slice.key().date(), values, columns.evidence(loop, slice, i), asOf));
            }
        }
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

    /** What each row brings on each of its days: the day, the dimensions of slices, and what states are made of. */
    Dataset<Row> rows(Tables tables, Days days) {
        return rows(tables, days, StateColumns.of(kpis, days));
    }

    private Dataset<Row> rows(Tables tables, Days days, StateColumns columns) {
        Column[] wanted = Stream.of(Stream.of(unix_date(col("_date"))), slices.columns(), columns.ofRows().stream())
                .flatMap(Function.identity())
                .toArray(Column[]::new);
        return anchored(tables.of(fact.table()), days).select(wanted);
    }

    private Dataset<Row> anchored(Dataset<Row> rows, Days days) {
        List<String> anchors = anchorColumns().toList();
        Dataset<Row> needed = rows.select(neededColumns());
        return (anchors.size() == 1 ? anchored(needed, anchors.get(0)) : anchoredByEach(needed, anchors))
                .filter(col("_date").between(Date.valueOf(days.from()), Date.valueOf(days.to())));
    }

    private static Dataset<Row> anchored(Dataset<Row> rows, String anchor) {
        return rows.withColumn("_anchor", lit(anchor)).withColumn("_date", col(anchor));
    }

    private static Dataset<Row> anchoredByEach(Dataset<Row> rows, List<String> anchors) {
        Column[] days = anchors.stream()
                .map(anchor -> struct(lit(anchor).as("name"), col(anchor).as("day")))
                .toArray(Column[]::new);
        return rows.withColumn("_anchor_day", explode(array(days)))
                .withColumn("_anchor", col("_anchor_day.name"))
                .withColumn("_date", col("_anchor_day.day"))
                .drop("_anchor_day");
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
