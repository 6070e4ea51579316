package dev.vitals.warehouse;

import dev.vitals.job.Days;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.FactMeasure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Computes the numbers of every day whose facts changed or which was still provisional, and replaces those that moved. */
final class MeasureStep {
    /** Days measured in one go; bounds what the driver holds. */
    private static final int MEASURED_AT_ONCE = 31;

    private final Warehouse warehouse;
    private final SharedTables tables;
    private final RunLog log;
    private final LastNight last;
    private final SortedSet<LocalDate> forced;
    private final LocalDate earliest;

    /**
     * @param forced days that are computed whatever changed
     * @param earliest first day of any event
     */
    MeasureStep(
            Warehouse warehouse,
            SharedTables tables,
            RunLog log,
            LastNight last,
            SortedSet<LocalDate> forced,
            LocalDate earliest) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.log = log;
        this.last = last;
        this.forced = forced;
        this.earliest = earliest;
    }

    /** Returns the days on which a number moved. */
    TreeSet<LocalDate> run(
            List<FactMeasure> measures,
            Map<String, TreeSet<LocalDate>> changed,
            Restatements restatements,
            PendingDays pending) {
        Instant startedAt = log.now();
        Map<LocalDate, Set<String>> recomputed = new TreeMap<>();
        List<Cell> cells = new ArrayList<>();
        TreeSet<LocalDate> unseen = beforeTheFirstMeasuredDay();
        SideBySide.forEach(measures, measure -> {
            TreeSet<LocalDate> touched = days(measure, changed);
            touched.addAll(unseen);
            for (DayRanges.Range range : pieces(touched)) {
                Days window = new Days(range.first(), range.last(), log.asOf());
                List<Cell> measured =
                        measure.cells(new WindowedTables(tables, Set.of(measure.reads()), window), window);
                synchronized (cells) {
                    cells.addAll(measured);
                    DayRanges.between(range.first(), range.last())
                            .forEach(day -> recomputed
                                    .computeIfAbsent(day, d -> new HashSet<>())
                                    .addAll(measure.kpiIds()));
                }
            }
        });
        List<Gold.Recomputed> days = recomputed.entrySet().stream()
                .map(e -> new Gold.Recomputed(e.getKey(), e.getValue()))
                .toList();
        TreeSet<LocalDate> replaced = new Gold(warehouse, log).replace(days, cells, restatements, pending);
        if (!replaced.isEmpty()) {
            log.jobSucceeded(
                    "measure", Gold.DAILY, replaced.first(), replaced.last(), replaced.size(), cells.size(), startedAt);
        }
        return replaced;
    }

    private TreeSet<LocalDate> days(FactMeasure measure, Map<String, TreeSet<LocalDate>> changed) {
        LocalDate asOf = log.asOf();
        TreeSet<LocalDate> days = DayRanges.reached(
                measure.reads(), changed.getOrDefault(measure.table(), new TreeSet<>()), earliest, asOf);
        days.addAll(DayRanges.upTo(asOf, new TreeSet<>(forced)));
        if (last.asOf().isPresent() && last.asOf().get().isBefore(asOf)) {
            LocalDate provisional = last.asOf().get().minusDays(measure.matureAfterDays());
            days.addAll(DayRanges.between(provisional.isBefore(earliest) ? earliest : provisional, asOf));
        }
        return days;
    }

    /**
     * Days from the first event on that no night has measured: all of them in the first night, later those that an event
     * older than any before opens.
     */
    private TreeSet<LocalDate> beforeTheFirstMeasuredDay() {
        LocalDate measured =
                new GoldReader(warehouse).firstDay().orElse(log.asOf().plusDays(1));
        return DayRanges.upTo(log.asOf(), DayRanges.between(earliest, measured.minusDays(1)));
    }

    private static List<DayRanges.Range> pieces(TreeSet<LocalDate> days) {
        List<DayRanges.Range> pieces = new ArrayList<>();
        for (DayRanges.Range range : DayRanges.ranges(days)) {
            for (LocalDate day = range.first(); !day.isAfter(range.last()); day = day.plusDays(MEASURED_AT_ONCE)) {
                LocalDate end = day.plusDays(MEASURED_AT_ONCE - 1L);
                pieces.add(new DayRanges.Range(day, end.isAfter(range.last()) ? range.last() : end));
            }
        }
        return pieces;
    }
}
