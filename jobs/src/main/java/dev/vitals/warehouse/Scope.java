package dev.vitals.warehouse;

import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.measure.FactMeasure;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The days of each table that a recomputation is about: all, or those that the numbers of some days are made of. */
final class Scope {
    private final Optional<Map<String, DayRanges.Range>> byTable;

    private Scope(Optional<Map<String, DayRanges.Range>> byTable) {
        this.byTable = byTable;
    }

    /** Every day that there is to compute. */
    static Scope all() {
        return new Scope(Optional.empty());
    }

    /**
     * What the numbers of these days need: along the windows of the measures and jobs, from gold back to the first facts.
     *
     * @param jobs each after the jobs whose tables it reads
     */
    static Scope of(DayRanges.Range gold, List<FactMeasure> measures, List<Job> jobs) {
        Map<String, DayRanges.Range> needed = new HashMap<>();
        needed.put(Gold.DAILY, gold);
        measures.forEach(measure -> need(needed, measure.reads(), gold));
        for (int i = jobs.size() - 1; i >= 0; i--) {
            DayRanges.Range made = needed.get(jobs.get(i).writes());
            if (made != null) {
                jobs.get(i).reads().forEach(input -> need(needed, input, made));
            }
        }
        return new Scope(Optional.of(needed));
    }

    private static void need(Map<String, DayRanges.Range> needed, Input input, DayRanges.Range made) {
        needed.merge(
                input.table(),
                new DayRanges.Range(
                        made.first().minusDays(input.daysBack()), made.last().plusDays(input.daysAhead())),
                (a, b) -> new DayRanges.Range(
                        a.first().isBefore(b.first()) ? a.first() : b.first(),
                        a.last().isAfter(b.last()) ? a.last() : b.last()));
    }

    boolean isEverything() {
        return byTable.isEmpty();
    }

    /** Whether it is about any day of the table. */
    boolean isAbout(String table) {
        return byTable.isEmpty() || byTable.get().containsKey(table);
    }

    /** The days of the table that it is about; nothing when it is about all that there are. */
    Optional<DayRanges.Range> range(String table) {
        return byTable.map(ranges -> ranges.get(table));
    }

    /** Of these days of the table those that it is about. */
    TreeSet<LocalDate> of(String table, TreeSet<LocalDate> days) {
        if (byTable.isEmpty()) {
            return days;
        }
        return range(table)
                .map(range -> new TreeSet<>(days.subSet(range.first(), true, range.last(), true)))
                .orElseGet(TreeSet::new);
    }
}
