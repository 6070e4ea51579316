package dev.vitals.job.alert;

import java.time.LocalDate;
import java.util.Map;

/**
 * Something that happened on a day and may be why numbers moved.
 *
 * @param day UTC day
 * @param kind raid, brigade, shield_mode or restatement
 * @param where what is known of the place by dimension, such as the language of the channel; a slice by another dimension may
 *     be concerned
 * @param kpi the one KPI that is concerned; empty for all
 * @param detail what happened, in words that name nobody
 */
public record Happening(LocalDate day, String kind, Map<String, String> where, String kpi, String detail) {
    public Happening {
        where = Map.copyOf(where);
    }

    /** Whether it fell on a day of the alert and can be in its slice. */
    boolean touches(Alert alert) {
        boolean isOnADay = !day.isBefore(alert.run().since()) && !day.isAfter(alert.date());
        return isOnADay
                && (kpi.isEmpty() || kpi.equals(alert.kpi()))
                && alert.slice().entrySet().stream()
                        .allMatch(slice -> where.getOrDefault(slice.getKey(), slice.getValue())
                                .equals(slice.getValue()));
    }
}
