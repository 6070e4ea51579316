package dev.vitals.warehouse;

import dev.vitals.job.Input;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Arithmetic on sets of days: which outputs a changed input reaches, and which days to compute in one go. */
final class DayRanges {
    /** Days in between that are cheaper to compute along than to leave out. */
    private static final int BRIDGE_DAYS = 3;

    private DayRanges() {}

    /** Days from first to last, both inclusive; none when the last lies before the first. */
    static TreeSet<LocalDate> between(LocalDate first, LocalDate last) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.add(day);
        }
        return days;
    }

    /**
     * Output days whose window of the input holds a changed day: a job that looks {@code back} and {@code ahead} reaches
     * from {@code ahead} days before the change to {@code back} days after it.
     */
    static TreeSet<LocalDate> reached(Input input, Collection<LocalDate> changed, LocalDate earliest, LocalDate asOf) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (LocalDate day : changed) {
            LocalDate first = later(day.minusDays(input.daysAhead()), earliest);
            LocalDate last = earlier(day.plusDays(input.daysBack()), asOf);
            days.addAll(between(first, last));
        }
        return days;
    }

    /** A stretch of days that are computed together. */
    record Range(LocalDate first, LocalDate last) {}

    /**
     * Stretches that cover the days and hardly anything else, in order. Days in between are computed along when they are
     * few, or when no event lies on them: to find nothing costs nothing, while each stretch costs jobs of its own.
     *
     * @param eventDays days with any event
     */
    static List<Range> ranges(SortedSet<LocalDate> days, NavigableSet<LocalDate> eventDays) {
        List<Range> ranges = new ArrayList<>();
        LocalDate first = null;
        LocalDate last = null;
        for (LocalDate day : days) {
            if (first == null) {
                first = day;
            } else if (day.isAfter(last.plusDays(BRIDGE_DAYS))
                    && !eventDays.subSet(last, false, day, false).isEmpty()) {
                ranges.add(new Range(first, last));
                first = day;
            }
            last = day;
        }
        if (first != null) {
            ranges.add(new Range(first, last));
        }
        return ranges;
    }

    /** The days that are not after the limit. */
    static TreeSet<LocalDate> upTo(LocalDate limit, NavigableSet<LocalDate> days) {
        return new TreeSet<>(days.headSet(limit, true));
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }

    /** The nights that a run judges: its own and those since the last one, and of a backfill all of its days. */
    static TreeSet<LocalDate> nights(
            Optional<LocalDate> last, LocalDate asOf, SortedSet<LocalDate> forced, LocalDate earliest) {
        TreeSet<LocalDate> nights = upTo(asOf, new TreeSet<>(forced));
        LocalDate first = last.map(day -> day.plusDays(1)).orElse(earliest);
        nights.addAll(between(first.isAfter(asOf) ? asOf : first, asOf));
        return nights;
    }
}
