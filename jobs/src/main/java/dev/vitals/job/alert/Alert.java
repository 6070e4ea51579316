package dev.vitals.job.alert;

import dev.vitals.kpi.KpiSlice;
import dev.vitals.stats.Deviation;
import dev.vitals.stats.LevelShift;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A number that a night found far from what the weeks before let expect.
 *
 * @param night as-of day of the night that raised it
 * @param kpi KPI id
 * @param kpiVersion version of its definition
 * @param slice dimensions and values; empty for all rows
 * @param estimate which number of the KPI
 * @param deviation the day and its number, and what was expected
 * @param run what the day is part of, and since when
 * @param adjustedP p-value after all tests of the night
 * @param tests numbers that the night judged
 * @param n observations of the day
 * @param isSmall hidden outside gold
 * @param context what else happened on its days
 */
public record Alert(
        LocalDate night,
        String kpi,
        int kpiVersion,
        Map<String, String> slice,
        String estimate,
        Deviation deviation,
        LevelShift run,
        double adjustedP,
        int tests,
        long n,
        boolean isSmall,
        List<Context> context) {
    public Alert {
        context = List.copyOf(context);
    }

    /**
     * Something that happened around it.
     *
     * @param kind raid, brigade, shield_mode or restatement
     * @param detail what happened, in words that name nobody
     */
    public record Context(String kind, String detail) {}

    /** The day whose number it is. */
    public LocalDate date() {
        return deviation.day();
    }

    /** The slice as text, as gold files it. */
    public String sliceKey() {
        return KpiSlice.key(slice);
    }

    /** The same beside what happened on its days in its slice. */
    public Alert among(Collection<Happening> happenings) {
        List<Context> around = happenings.stream()
                .filter(happening -> happening.touches(this))
                .map(happening -> new Context(happening.kind(), happening.detail()))
                .distinct()
                .toList();
        return new Alert(night, kpi, kpiVersion, slice, estimate, deviation, run, adjustedP, tests, n, isSmall, around);
    }
}
