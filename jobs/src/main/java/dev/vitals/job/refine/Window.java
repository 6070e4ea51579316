package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;

import dev.vitals.job.Input;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;

/**
 * How far around an output day a job looks. The same window that a job declares holds its rows, so that a range of
 * days gives the same rows as its days one by one.
 *
 * @param back days before the day
 * @param ahead days after the day
 */
record Window(int back, int ahead) {
    static Window past(int back) {
        return new Window(back, 0);
    }

    /** The declaration that a job reads a table within this window. */
    Input on(String table) {
        return Input.around(table, back, ahead);
    }

    /** True where {@code day} lies in the window of {@code anchor}. */
    Column holds(Column day, Column anchor) {
        return day.geq(date_sub(anchor, back)).and(day.leq(date_add(anchor, ahead)));
    }

    /** Whether the UTC day of an instant lies in the window of {@code anchor}. */
    boolean holds(Instant at, LocalDate anchor) {
        return !at.isBefore(startOf(anchor.minusDays(back))) && at.isBefore(end(anchor));
    }

    /** First instant after the window of {@code anchor}. */
    Instant end(LocalDate anchor) {
        return startOf(anchor.plusDays(ahead + 1L));
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
