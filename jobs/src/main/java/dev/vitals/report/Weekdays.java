package dev.vitals.report;

import java.time.LocalDate;
import java.util.function.Function;

/**
 * How the days of a week stand to the same weekdays of the week before.
 *
 * <p>The interval of a week takes what happened in it as independent; chat moves together, so that a raid on one day can
 * move a whole week far beyond its interval. Days are what is independent enough to count.
 *
 * @param higher days above the same weekday before
 * @param lower days below it
 * @param compared days that can be compared; 0 when the report is about no week
 * @param highest day that is furthest above the same weekday before, or null
 * @param lowest day that is furthest below it, or null
 */
record Weekdays(int higher, int lower, int compared, LocalDate highest, LocalDate lowest) {
    private static final int WEEK = 7;
    private static final int LEAST = 5;

    static Weekdays of(Figures figures, KpiView kpi, String estimate) {
        return of(figures.period(), day -> figures.day(kpi, estimate, day));
    }

    /** Days of a period, with the figure that each of them has. */
    static Weekdays of(Period period, Function<LocalDate, Figure> figures) {
        int higher = 0;
        int lower = 0;
        int compared = 0;
        LocalDate highest = null;
        LocalDate lowest = null;
        double most = 0;
        double least = 0;
        if (period.kind() == Period.Kind.WEEK) {
            for (LocalDate day : period.days()) {
                Figure now = figures.apply(day);
                Figure before = figures.apply(day.minusDays(WEEK));
                if (now.hasValue() && before.hasValue()) {
                    double change = now.value() - before.value();
                    compared++;
                    higher += change > 0 ? 1 : 0;
                    lower += change < 0 ? 1 : 0;
                    highest = change > most ? day : highest;
                    lowest = change < least ? day : lowest;
                    most = Math.max(most, change);
                    least = Math.min(least, change);
                }
            }
        }
        return new Weekdays(higher, lower, compared, highest, lowest);
    }

    /** There are enough days to say something. */
    boolean areEnough() {
        return compared >= LEAST;
    }

    /** Days that moved the given way. */
    int alike(boolean isUp) {
        return isUp ? higher : lower;
    }

    /** All days, or all but one, moved the given way; true also when there are too few days to object. */
    boolean agree(boolean isUp) {
        return !areEnough() || alike(isUp) >= compared - 1;
    }

    /** There are enough days, and every one moved the given way. */
    boolean allAgree(boolean isUp) {
        return areEnough() && alike(isUp) == compared;
    }

    /** The day that moved furthest the given way, or null. */
    LocalDate furthest(boolean isUp) {
        return isUp ? highest : lowest;
    }
}
