package dev.vitals.warehouse;

import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.KpiEstimate;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Numbers as rows of gold and of its history, and back; columns in the order of the contracts. */
final class GoldRows {
    private GoldRows() {}

    /**
     * A number of a day or of a period as it is stored.
     *
     * @param number the number
     * @param computedAt when its row was written
     * @param publishedOn night after which it first stood; null when that was before its history was kept
     */
    record Stored<N>(N number, Instant computedAt, LocalDate publishedOn) {}

    static Row daily(Stored<Cell> stored) {
        Cell cell = stored.number();
        List<Object> row = new ArrayList<>();
        row.add(cell.kpi());
        row.add(cell.kpiVersion());
        row.add(Date.valueOf(cell.date()));
        addNumbers(row, cell);
        row.add(cell.state());
        row.add(Timestamp.from(stored.computedAt()));
        row.add(cell.people());
        row.add(cell.clusters());
        row.add(date(stored.publishedOn()));
        return RowFactory.create(row.toArray());
    }

    static Row period(Stored<Periods.PeriodCell> stored) {
        return RowFactory.create(periodColumns(stored).toArray());
    }

    /** A row of the history of days: what stood until a night, without its state. */
    static Row replacedDaily(Stored<Cell> stored, LocalDate replacedOn, long goldVersion) {
        Cell cell = stored.number();
        List<Object> row = new ArrayList<>();
        row.add(cell.kpi());
        row.add(cell.kpiVersion());
        row.add(Date.valueOf(cell.date()));
        addNumbers(row, cell);
        row.add(Timestamp.from(stored.computedAt()));
        row.add(date(stored.publishedOn()));
        row.add(Date.valueOf(replacedOn));
        row.add(goldVersion);
        return RowFactory.create(row.toArray());
    }

    /** A row of the history of periods. */
    static Row replacedPeriod(Stored<Periods.PeriodCell> stored, LocalDate replacedOn, long goldVersion) {
        List<Object> row = periodColumns(stored);
        row.add(Date.valueOf(replacedOn));
        row.add(goldVersion);
        return RowFactory.create(row.toArray());
    }

    private static List<Object> periodColumns(Stored<Periods.PeriodCell> stored) {
        Periods.PeriodCell cell = stored.number();
        List<Object> row = new ArrayList<>();
        row.add(cell.cell().kpi());
        row.add(cell.cell().kpiVersion());
        row.add(cell.period().kind().word());
        row.add(Date.valueOf(cell.period().from()));
        row.add(Date.valueOf(cell.period().to()));
        row.add(cell.days());
        addNumbers(row, cell.cell());
        row.add(Timestamp.from(stored.computedAt()));
        row.add(date(stored.publishedOn()));
        return row;
    }

    private static void addNumbers(List<Object> row, Cell cell) {
        KpiEstimate estimate = cell.estimate();
        row.add(cell.sliceKey());
        row.add(new TreeMap<>(cell.slice()));
        row.add(estimate.name());
        row.add(estimate.value());
        row.add(estimate.ciLow());
        row.add(estimate.ciHigh());
        row.add(estimate.ciMethod());
        row.add(estimate.numerator());
        row.add(estimate.denominator());
        row.add(estimate.n());
        row.add(estimate.nCensored());
        row.add(cell.isSmall());
        row.add(cell.isMature());
        row.add(Date.valueOf(cell.asOf()));
    }

    static Stored<Cell> read(Row row) {
        return stored(row, cell(row));
    }

    static Stored<Periods.PeriodCell> readPeriod(Row row) {
        return stored(row, periodCell(row));
    }

    private static <N> Stored<N> stored(Row row, N number) {
        Date publishedOn = row.getAs("published_date");
        return new Stored<>(
                number,
                row.<Timestamp>getAs("computed_at").toInstant(),
                publishedOn == null ? null : publishedOn.toLocalDate());
    }

    static Cell cell(Row row) {
        return cell(row, row.getAs("state"), row.getAs("people"), row.getAs("clusters"));
    }

    static Periods.PeriodCell periodCell(Row row) {
        Periods.Period period = new Periods.Period(
                Periods.Kind.valueOf(row.<String>getAs("period").toUpperCase(Locale.ROOT)),
                row.<Date>getAs("date").toLocalDate(),
                row.<Date>getAs("end_date").toLocalDate());
        return new Periods.PeriodCell(period, row.<Integer>getAs("days"), cell(row, null, null, null));
    }

    private static Date date(LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }

    private static Cell cell(Row row, byte[] state, byte[] people, byte[] clusters) {
        Map<String, String> slice = new TreeMap<>(row.getJavaMap(row.fieldIndex("slice")));
        KpiEstimate estimate = new KpiEstimate(
                row.getAs("estimate"),
                row.getAs("value"),
                row.getAs("ci_low"),
                row.getAs("ci_high"),
                row.getAs("ci_method"),
                row.getAs("numerator"),
                row.getAs("denominator"),
                row.<Long>getAs("n"),
                row.getAs("n_censored"));
        return new Cell(
                row.getAs("kpi"),
                row.<Integer>getAs("kpi_version"),
                row.<Date>getAs("date").toLocalDate(),
                slice,
                estimate,
                row.<Boolean>getAs("is_small"),
                row.<Boolean>getAs("is_mature"),
                row.<Date>getAs("as_of_date").toLocalDate(),
                state,
                people,
                clusters);
    }
}
