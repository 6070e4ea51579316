package dev.vitals.report;

import java.time.LocalDate;

/**
 * What happened around the chat of a day, from outside of what the KPIs count.
 *
 * @param day UTC day
 * @param channels channels in which anything happened
 * @param raided channels into which a raid came
 * @param raidedMessages messages of the day that were written in those
 * @param messages messages of the day
 * @param shielded channels whose shield mode was on at some time
 */
public record ContextDay(LocalDate day, long channels, long raided, long raidedMessages, long messages, long shielded) {
    private static final double STANDS_OUT = 0.05;

    /** A day of which nothing is known. */
    static ContextDay quiet(LocalDate day) {
        return new ContextDay(day, 0, 0, 0, 0, 0);
    }

    /** Share of the day's messages that were written in raided channels. */
    double raidedShare() {
        return messages == 0 ? 0 : (double) raidedMessages / messages;
    }

    /** Raids touched a good deal more of the chat than on another day: at least five of a hundred messages. */
    boolean hasMoreRaidsThan(ContextDay other) {
        return raided > 0 && raidedShare() - other.raidedShare() >= STANDS_OUT;
    }
}
