package dev.vitals.cli;

import dev.vitals.job.measure.Periods;
import dev.vitals.report.Cell;
import dev.vitals.warehouse.GoldReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Numbers and definitions of the warehouse in the words of reports. */
final class ReportCells {
    private ReportCells() {}

    static List<Cell> days(List<dev.vitals.job.measure.Cell> cells) {
        return cells.stream().map(c -> cell(c, c.date(), 1)).toList();
    }

    static List<Cell> periods(List<Periods.PeriodCell> cells) {
        return cells.stream()
                .map(c -> cell(c.cell(), c.period().to(), c.days()))
                .toList();
    }

    /** Days, weeks and months of a KPI in all slices. */
    static List<Cell> all(GoldReader gold, String kpi) {
        List<Cell> cells = new ArrayList<>(days(gold.dailyOf(kpi)));
        cells.addAll(periods(gold.periodsOf(kpi)));
        return cells;
    }

    private static Cell cell(dev.vitals.job.measure.Cell cell, LocalDate end, int days) {
        var e = cell.estimate();
        return new Cell(
                cell.kpi(),
                cell.kpiVersion(),
                cell.date(),
                end,
                days,
                cell.slice(),
                e.name(),
                e.value(),
                e.ciLow(),
                e.ciHigh(),
                e.ciMethod(),
                e.numerator(),
                e.denominator(),
                e.n(),
                e.nCensored(),
                cell.isSmall(),
                cell.isMature(),
                cell.asOf());
    }
}
