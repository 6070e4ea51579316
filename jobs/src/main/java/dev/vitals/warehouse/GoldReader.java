package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import dev.vitals.job.alert.Alert;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.KpiSlice;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/** Reads published numbers back as plain values, without their states. */
public final class GoldReader {
    private final Function<String, Dataset<Row>> tables;
    private final Supplier<Optional<LocalDate>> night;

    public GoldReader(Warehouse warehouse) {
        this.tables = warehouse::readPublished;
        this.night = () -> warehouse
                .publications()
                .current()
                .map(Publication::night)
                .or(() -> LastNight.of(warehouse).asOf());
    }

    /** Reads the numbers that stood after a past night. */
    public GoldReader(PastGold past) {
        this.tables = past::read;
        this.night = () -> Optional.of(past.night());
    }

    /** Last day that was made visible, of the past as of which it reads; empty before the first night. */
    public Optional<LocalDate> asOf() {
        return night.get();
    }

    /** The days from one to another that were measured, in order. */
    public List<LocalDate> measured(LocalDate from, LocalDate to) {
        return tables
                .apply(Gold.DAILY)
                .filter(col("slice_key").equalTo("all"))
                .filter(col("date").between(Date.valueOf(from), Date.valueOf(to)))
                .select("date")
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getDate(0).toLocalDate())
                .sorted()
                .toList();
    }

    /** Daily cells of all rows together, from first to last day. */
    public List<Cell> daily(LocalDate from, LocalDate to) {
        return cells(tables.apply(Gold.DAILY)
                .filter(col("slice_key").equalTo("all"))
                .filter(col("date").between(Date.valueOf(from), Date.valueOf(to))));
    }

    private static List<Cell> cells(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(GoldRows::cell).toList();
    }

    /** Daily cells of some days for all rows together and for each dimension alone. */
    public List<Cell> dailySlices(LocalDate from, LocalDate to) {
        return cells(tables.apply(Gold.DAILY)
                .filter(size(col("slice")).leq(1))
                .filter(col("date").between(Date.valueOf(from), Date.valueOf(to))));
    }

    /** Daily cells of a KPI, all days and slices. */
    public List<Cell> dailyOf(String kpi) {
        return dailyOf(List.of(kpi));
    }

    /** How many daily cells each KPI has. */
    public Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        tables.apply(Gold.DAILY)
                .groupBy("kpi")
                .count()
                .collectAsList()
                .forEach(row -> sizes.put(row.getString(0), row.getLong(1)));
        return sizes;
    }

    /** Daily cells of some KPIs, all days and slices. */
    public List<Cell> dailyOf(Collection<String> kpis) {
        return cells(tables.apply(Gold.DAILY).filter(col("kpi").isInCollection(kpis)));
    }

    /** Daily cells of some KPIs for all rows together, all days. */
    public List<Cell> dailyOfAllRows(Collection<String> kpis) {
        return cells(tables.apply(Gold.DAILY)
                .filter(col("kpi").isInCollection(kpis))
                .filter(col("slice_key").equalTo(KpiSlice.ALL)));
    }

    /** What the nights from a day to another raised, the last night first. */
    public List<Alert> alerts(LocalDate from, LocalDate to) {
        return tables
                .apply(AlertStep.TABLE)
                .filter(col("as_of_date").between(Date.valueOf(from), Date.valueOf(to)))
                .orderBy(col("as_of_date").desc(), col("kpi"), col("estimate"), size(col("slice")), col("slice_key"))
                .collectAsList()
                .stream()
                .map(AlertRows::read)
                .toList();
    }

    /** What the last night foresaw of a period, as {@code gold.nowcast} has it; what is not known is null. */
    public record Foreseen(
            String kpi,
            String period,
            LocalDate from,
            LocalDate to,
            Integer within,
            long labels,
            long cases,
            Double maturedShare,
            Double expected,
            Double low,
            Double high) {}

    /** What a night foresaw of all slices together. */
    public List<Foreseen> foreseen(LocalDate night) {
        return tables
                .apply(NowcastStep.NOWCAST)
                .filter(col("as_of_date").equalTo(Date.valueOf(night)))
                .filter(col("slice_key").equalTo(KpiSlice.ALL))
                .orderBy("kpi", "period", "date")
                .collectAsList()
                .stream()
                .map(row -> new Foreseen(
                        row.getAs("kpi"),
                        row.getAs("period"),
                        row.<Date>getAs("date").toLocalDate(),
                        row.<Date>getAs("end_date").toLocalDate(),
                        row.getAs("within_days"),
                        row.getAs("labels"),
                        row.getAs("cases"),
                        row.getAs("matured_share"),
                        row.getAs("expected"),
                        row.getAs("ci_low"),
                        row.getAs("ci_high")))
                .toList();
    }

    /** How many rows of a day had become positive by an age in days, as {@code gold.label_triangle} has it. */
    public record LabelsByAge(String kpi, LocalDate date, int age, long cases, long labels) {}

    /** Cohorts by age of all KPIs, as they are known now. */
    public List<LabelsByAge> labelsByAge() {
        return tables.apply(NowcastStep.TRIANGLE).orderBy("kpi", "date", "age_days").collectAsList().stream()
                .map(row -> new LabelsByAge(
                        row.getAs("kpi"),
                        row.<Date>getAs("date").toLocalDate(),
                        row.getAs("age_days"),
                        row.getAs("cases"),
                        row.getAs("labels")))
                .toList();
    }

    /** Weeks and months of some KPIs, all slices. */
    public List<Periods.PeriodCell> periodsOf(Collection<String> kpis) {
        return tables
                .apply(Gold.PERIOD)
                .filter(col("kpi").isInCollection(kpis))
                .filter(col("period").isin(Periods.Kind.WEEK.word(), Periods.Kind.MONTH.word()))
                .collectAsList()
                .stream()
                .map(GoldRows::periodCell)
                .toList();
    }

    /** Weeks and months of a KPI, all slices. */
    public List<Periods.PeriodCell> periodsOf(String kpi) {
        return periodsOf(List.of(kpi));
    }

    /** Cells of a period, for all rows together and for each dimension alone. */
    public List<Periods.PeriodCell> period(Periods.Period period) {
        return tables
                .apply(Gold.PERIOD)
                .filter(col("period").equalTo(period.kind().name().toLowerCase(Locale.ROOT)))
                .filter(col("date").equalTo(Date.valueOf(period.from())))
                .filter(size(col("slice")).leq(1))
                .collectAsList()
                .stream()
                .map(GoldRows::periodCell)
                .toList();
    }

    /**
     * A published number that moved, as {@code ops.restatement} tells it; what is not known is null.
     *
     * @param night night that moved it
     */
    public record Moved(
            LocalDate night,
            String kpi,
            LocalDate date,
            String sliceKey,
            String estimate,
            Double oldValue,
            Double newValue,
            Long oldN,
            Long newN,
            boolean wasMature,
            String reason,
            Boolean isBeyondInterval) {}

    /** Moves of all slices together, and of final numbers of any slice, in the nights from first to last. */
    public List<Moved> moved(LocalDate first, LocalDate last) {
        return tables
                .apply(Restatements.TABLE)
                .filter(col("as_of_date").between(Date.valueOf(first), Date.valueOf(last)))
                .filter(col("slice_key").equalTo(KpiSlice.ALL).or(col("was_mature")))
                .orderBy("kpi", "date", "slice_key", "estimate", "as_of_date")
                .collectAsList()
                .stream()
                .map(row -> new Moved(
                        row.<Date>getAs("as_of_date").toLocalDate(),
                        row.getAs("kpi"),
                        row.<Date>getAs("date").toLocalDate(),
                        row.getAs("slice_key"),
                        row.getAs("estimate"),
                        row.getAs("old_value"),
                        row.getAs("new_value"),
                        row.getAs("old_n"),
                        row.getAs("new_n"),
                        row.getAs("was_mature"),
                        row.getAs("reason"),
                        row.getAs("is_beyond_interval")))
                .toList();
    }

    /** What the nights up to one said of all tests: these columns in their order, of which those that a later version added are null. */
    public List<List<Object>> readouts(List<String> columns, LocalDate upTo) {
        return tables
                .apply(ReadoutStep.TABLE)
                .filter(col("as_of_date").leq(Date.valueOf(upTo)))
                .select(columns.stream().map(functions::col).toArray(Column[]::new))
                .collectAsList()
                .stream()
                .map(row -> CollectionConverters.asJava(row.toSeq()))
                .toList();
    }

    /** What the last night said of each test, as plain values by column; a test that ended long ago as it ended. */
    public List<Map<String, Object>> readouts() {
        Dataset<Row> rows = tables.apply(ReadoutStep.TABLE);
        Dataset<Row> last = rows.groupBy(col("experiment").as("_experiment"))
                .agg(max("as_of_date").as("_last"));
        Dataset<Row> latest = rows.join(
                last,
                col("experiment")
                        .equalTo(col("_experiment"))
                        .and(col("as_of_date").equalTo(col("_last"))));
        List<String> columns = List.of(rows.columns());
        return latest
                .select(columns.stream().map(functions::col).toArray(Column[]::new))
                .orderBy("experiment", "metric", "variant")
                .collectAsList()
                .stream()
                .map(row -> {
                    Map<String, Object> values = new TreeMap<>();
                    columns.forEach(column -> values.put(column, row.getAs(column)));
                    return values;
                })
                .toList();
    }
}
