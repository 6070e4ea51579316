package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import dev.vitals.job.alert.Alert;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads published numbers back as plain values, without their states. */
public final class GoldReader {
    private final Warehouse warehouse;

    public GoldReader(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Last day that was made visible; empty before the first night. */
    public Optional<LocalDate> asOf() {
        return LastNight.of(warehouse).asOf();
    }

    /** Last day that any KPI was measured for. */
    public Optional<LocalDate> lastDay() {
        return day(max("date"));
    }

    private Optional<LocalDate> day(Column which) {
        Row row = warehouse.read(Gold.DAILY).agg(which).first();
        return Optional.ofNullable(row.getDate(0)).map(Date::toLocalDate);
    }

    /** Daily cells of all rows together, from first to last day. */
    public List<Cell> daily(LocalDate from, LocalDate to) {
        return cells(warehouse
                .read(Gold.DAILY)
                .filter(col("slice_key").equalTo("all"))
                .filter(col("date").between(Date.valueOf(from), Date.valueOf(to))));
    }

    private static List<Cell> cells(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> GoldRows.read(row).cell())
                .toList();
    }

    /** Daily cells of some days for all rows together and for each dimension alone. */
    public List<Cell> dailySlices(LocalDate from, LocalDate to) {
        return cells(warehouse
                .read(Gold.DAILY)
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
        warehouse
                .read(Gold.DAILY)
                .groupBy("kpi")
                .count()
                .collectAsList()
                .forEach(row -> sizes.put(row.getString(0), row.getLong(1)));
        return sizes;
    }

    /** Daily cells of some KPIs, all days and slices. */
    public List<Cell> dailyOf(Collection<String> kpis) {
        return cells(warehouse.read(Gold.DAILY).filter(col("kpi").isInCollection(kpis)));
    }

    /** What the nights from a day to another raised, the last night first. */
    public List<Alert> alerts(LocalDate from, LocalDate to) {
        return warehouse
                .read(AlertStep.TABLE)
                .filter(col("as_of_date").between(Date.valueOf(from), Date.valueOf(to)))
                .orderBy(col("as_of_date").desc(), col("kpi"), col("estimate"), size(col("slice")), col("slice_key"))
                .collectAsList()
                .stream()
                .map(AlertRows::read)
                .toList();
    }

    /** Weeks and months of some KPIs, all slices. */
    public List<Periods.PeriodCell> periodsOf(Collection<String> kpis) {
        return warehouse
                .read(Gold.PERIOD)
                .filter(col("kpi").isInCollection(kpis))
                .filter(col("period").isin(Periods.Kind.WEEK.word(), Periods.Kind.MONTH.word()))
                .collectAsList()
                .stream()
                .map(GoldRows::readPeriod)
                .toList();
    }

    /** Weeks and months of a KPI, all slices. */
    public List<Periods.PeriodCell> periodsOf(String kpi) {
        return periodsOf(List.of(kpi));
    }

    /** Cells of a period, for all rows together and for each dimension alone. */
    public List<Periods.PeriodCell> period(Periods.Period period) {
        return warehouse
                .read(Gold.PERIOD)
                .filter(col("period").equalTo(period.kind().name().toLowerCase(Locale.ROOT)))
                .filter(col("date").equalTo(Date.valueOf(period.from())))
                .filter(size(col("slice")).leq(1))
                .collectAsList()
                .stream()
                .map(GoldRows::readPeriod)
                .toList();
    }
}
