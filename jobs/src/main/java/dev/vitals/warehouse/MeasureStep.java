package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.job.Days;
import dev.vitals.job.Tables;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.FactMeasure;
import java.sql.Date;
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
import org.apache.spark.sql.Row;

/** Computes the numbers of every day whose facts changed or which was still provisional, and replaces those that moved. */
final class MeasureStep {
    /** Days measured in one go; bounds what the driver holds. */
    private static final int MEASURED_AT_ONCE = 31;

    private final Warehouse warehouse;
    private final SharedTables tables;
    private final RunLog log;
    private final LastNight last;
    private final SortedSet<LocalDate> forced;
    private final NewEvents events;
    private final Scope scope;

    /**
     * @param forced days that are computed whatever changed
     * @param events which days have numbers at all
     * @param scope days that it stays within
     */
    MeasureStep(
            Warehouse warehouse,
            SharedTables tables,
            RunLog log,
            LastNight last,
            SortedSet<LocalDate> forced,
            NewEvents events,
            Scope scope) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.log = log;
        this.last = last;
        this.forced = forced;
        this.events = events;
        this.scope = scope;
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
        TreeSet<LocalDate> open = scope.of(Gold.DAILY, events.measuredDays(log.asOf()));
        TreeSet<LocalDate> unseen = scope.of(Gold.DAILY, events.unseenDays(last, log.asOf()));
        KeptDays kept = KeptDays.of(warehouse.state());
        SideBySide.forEach(measures, measure -> {
            warehouse.spark().sparkContext().setJobDescription("measure " + measure.table());
            TreeSet<LocalDate> busy = days(measure, changed);
            busy.retainAll(open);
            busy.retainAll(kept.of(Set.of(measure.reads()), busy));
            TreeSet<LocalDate> idle = new TreeSet<>(unseen);
            idle.removeAll(busy);
            TreeSet<LocalDate> found = daysWithFacts(measure, idle);
            busy.addAll(found);
            idle.removeAll(found);
            List<Cell> measured = measure.idle(idle, log.asOf());
            for (DayRanges.Range range : pieces(busy)) {
                Days window = new Days(range.first(), range.last(), log.asOf());
                Tables seen = new WindowedTables(tables, Set.of(measure.reads()), window);
                Set<LocalDate> wanted = busy.subSet(range.first(), true, range.last(), true);
                measured.addAll(measure.cells(seen, window, wanted));
            }
            busy.addAll(idle);
            synchronized (cells) {
                cells.addAll(measured);
                busy.forEach(day ->
                        recomputed.computeIfAbsent(day, d -> new HashSet<>()).addAll(measure.kpiIds()));
            }
        });
        List<Gold.Recomputed> days = recomputed.entrySet().stream()
                .map(e -> new Gold.Recomputed(e.getKey(), e.getValue()))
                .toList();
        TreeSet<LocalDate> replaced = new Gold(warehouse, log, last).replace(days, cells, restatements, pending);
        if (!replaced.isEmpty()) {
            log.jobSucceeded(
                    "measure", Gold.DAILY, replaced.first(), replaced.last(), replaced.size(), cells.size(), startedAt);
        }
        return replaced;
    }

    private TreeSet<LocalDate> days(FactMeasure measure, Map<String, TreeSet<LocalDate>> changed) {
        LocalDate asOf = log.asOf();
        LocalDate earliest = events.earliest().orElse(asOf);
        TreeSet<LocalDate> days = DayRanges.reached(
                measure.reads(), changed.getOrDefault(measure.table(), new TreeSet<>()), earliest, asOf);
        days.addAll(DayRanges.upTo(asOf, new TreeSet<>(forced)));
        if (last.asOf().isPresent() && last.asOf().get().isBefore(asOf)) {
            LocalDate provisional = last.asOf().get().minusDays(measure.matureAfterDays());
            days.addAll(DayRanges.between(provisional.isBefore(earliest) ? earliest : provisional, asOf));
        }
        return days;
    }

    /** Of these days those that a row of the fact table counts for, found without an aggregation. */
    private TreeSet<LocalDate> daysWithFacts(FactMeasure measure, TreeSet<LocalDate> days) {
        TreeSet<LocalDate> found = new TreeSet<>();
        if (days.isEmpty()) {
            return found;
        }
        String day = warehouse
                .contracts()
                .table(measure.table())
                .dayColumn()
                .orElseThrow()
                .name();
        LocalDate first = days.first().minusDays(measure.reads().daysBack());
        for (Row row : tables.read(measure.table())
                .filter(col(day).between(Date.valueOf(first), Date.valueOf(days.last())))
                .select(day)
                .distinct()
                .collectAsList()) {
            found.add(row.getDate(0).toLocalDate());
        }
        TreeSet<LocalDate> reached = DayRanges.reached(measure.reads(), found, days.first(), days.last());
        reached.retainAll(days);
        return reached;
    }

    /** Stretches with at most {@link #MEASURED_AT_ONCE} of the days each. */
    private List<DayRanges.Range> pieces(TreeSet<LocalDate> days) {
        List<DayRanges.Range> pieces = new ArrayList<>();
        for (DayRanges.Range range : DayRanges.ranges(days, events.eventDays())) {
            List<LocalDate> within = List.copyOf(days.subSet(range.first(), true, range.last(), true));
            for (int i = 0; i < within.size(); i += MEASURED_AT_ONCE) {
                int last = Math.min(i + MEASURED_AT_ONCE, within.size()) - 1;
                pieces.add(new DayRanges.Range(within.get(i), within.get(last)));
            }
        }
        return pieces;
    }
}
