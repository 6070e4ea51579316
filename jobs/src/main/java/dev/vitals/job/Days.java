package dev.vitals.job;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The days that a job computes, and the last day whose events it may see.
 *
 * @param from first day, inclusive
 * @param to last day, inclusive
 * @param asOf last day whose events count; nothing that happened after its end is visible
 */
public record Days(LocalDate from, LocalDate to, LocalDate asOf) {
    public Days {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("The last day " + to + " lies before the first day " + from + ".");
        }
        if (asOf.isBefore(to)) {
            throw new IllegalArgumentException("Days up to " + to + " can't be computed as of " + asOf + ".");
        }
    }

    /** A single day, seen as of a later one. */
    public static Days one(LocalDate day, LocalDate asOf) {
        return new Days(day, day, asOf);
    }

    /** First instant that is no longer visible. */
    public Instant asOfEnd() {
        return asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
