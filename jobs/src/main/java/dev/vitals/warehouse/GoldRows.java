package dev.vitals.warehouse;

import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.KpiEstimate;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Cells as rows of {@code gold.kpi_daily} and {@code gold.kpi_period}, and back; columns in the order of the contract. */
final class GoldRows {
    private GoldRows() {}

    /** A cell as it is stored. */
    record Stored(Cell cell, Instant computedAt) {}

    static Row daily(Cell cell, Instant computedAt) {
        List<Object> row = new ArrayList<>();
        row.add(cell.kpi());
        row.add(cell.kpiVersion());
        row.add(Date.valueOf(cell.date()));
        addNumbers(row, cell);
        row.add(cell.state());
        row.add(Timestamp.from(computedAt));
        row.add(cell.people());
        row.add(cell.clusters());
        return RowFactory.create(row.toArray());
    }

    static Row period(Periods.PeriodCell cell, Instant computedAt) {
        List<Object> row = new ArrayList<>();
        row.add(cell.cell().kpi());
        row.add(cell.cell().kpiVersion());
        row.add(cell.period().kind().word());
        row.add(Date.valueOf(cell.period().from()));
        row.add(Date.valueOf(cell.period().to()));
        row.add(cell.days());
        addNumbers(row, cell.cell());
        row.add(Timestamp.from(computedAt));
        return RowFactory.create(row.toArray());
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

    static Stored read(Row row) {
        return new Stored(
                cell(row, row.getAs("state"), row.getAs("people"), row.getAs("clusters")),
                row.<Timestamp>getAs("computed_at").toInstant());
    }

    static Periods.PeriodCell readPeriod(Row row) {
        Periods.Period period = new Periods.Period(
                Periods.Kind.valueOf(row.<String>getAs("period").toUpperCase(Locale.ROOT)),
                row.<Date>getAs("date").toLocalDate(),
                row.<Date>getAs("end_date").toLocalDate());
        return new Periods.PeriodCell(period, row.<Integer>getAs("days"), cell(row, null, null, null));
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
