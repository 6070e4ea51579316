package dev.vitals.oracle;

import java.time.Instant;
import java.time.LocalDate;

/** How long something can be followed by somebody who sees no later day than this one. */
record OracleFollowUp(LocalDate asOf) {
    /** The first instant that is not seen any more of what began on a day and is followed for so many days. */
    Instant endOf(LocalDate day, int days) {
        return RawEvents.followedUpTo(day, days, asOf);
    }

    /** Whether all of so many days after a day have been seen. */
    boolean isWhole(LocalDate day, int days) {
        return !day.plusDays(days).isAfter(asOf);
    }
}
