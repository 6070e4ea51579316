package dev.vitals.job;

/**
 * A table that a job reads, and how far around a day it looks.
 *
 * @param table layer and name, as in its contract
 * @param daysBack days before the computed day that it needs
 * @param daysAhead days after the computed day that it needs, as far as they are visible
 * @param isDated false for a table without days, which is always read whole
 */
public record Input(String table, int daysBack, int daysAhead, boolean isDated) {
    /** The computed day alone. */
    public static Input sameDay(String table) {
        return new Input(table, 0, 0, true);
    }

    /** The computed day and the {@code days} before it. */
    public static Input withPast(String table, int days) {
        return new Input(table, days, 0, true);
    }

    /** The computed day, {@code back} days before and {@code ahead} days after it. */
    public static Input around(String table, int back, int ahead) {
        return new Input(table, back, ahead, true);
    }

    /** A table without days, such as a dimension. */
    public static Input whole(String table) {
        return new Input(table, 0, 0, false);
    }
}
