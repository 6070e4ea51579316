package dev.vitals.warehouse;

import dev.vitals.job.Input;
import dev.vitals.job.Job;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Column;

/**
 * Which days of its table a job computes in a night: those whose windows hold something new, and those that the mere passing
 * of days changes.
 *
 * @param changed changed days by table
 * @param earliest first day of any event
 * @param seen last day that was visible before
 * @param asOf last day that is visible now
 */
record DaysToCompute(
        Map<String, TreeSet<LocalDate>> changed, LocalDate earliest, Optional<LocalDate> seen, LocalDate asOf) {
    /**
     * The days of a job; none when nothing that it makes can differ from what stands.
     *
     * @param stored days on which a condition holds for a row that stands in the job's table
     */
    TreeSet<LocalDate> of(Job job, Function<Column, ? extends Collection<LocalDate>> stored) {
        TreeSet<LocalDate> days = new TreeSet<>();
        job.reads().forEach(input -> days.addAll(reachedBy(input)));
        if (job.hasRowsOnQuietDays()) {
            LocalDate first = firstNewlyVisible();
            days.addAll(DayRanges.between(first.isBefore(earliest) ? earliest : first, asOf));
        }
        seen.filter(before -> before.isBefore(asOf))
                .flatMap(before -> job.turnedByTime(before, asOf))
                .ifPresent(isTurned -> days.addAll(stored.apply(isTurned)));
        return days;
    }

    private TreeSet<LocalDate> reachedBy(Input input) {
        TreeSet<LocalDate> changedDays = changed.getOrDefault(input.table(), new TreeSet<>());
        if (input.isDated()) {
            return DayRanges.reached(input, changedDays, earliest, asOf);
        }
        if (changedDays.isEmpty()) {
            return new TreeSet<>();
        }
        // A new version of a dimension holds from its day on.
        LocalDate from = changedDays.first().isBefore(earliest) ? earliest : changedDays.first();
        // It may be there before any event is.
        return DayRanges.between(from.isAfter(asOf) ? asOf : from, asOf);
    }

    private LocalDate firstNewlyVisible() {
        return seen.map(day -> day.plusDays(1)).orElse(asOf);
    }
}
