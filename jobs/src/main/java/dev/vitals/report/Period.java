package dev.vitals.report;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;

/**
 * The stretch of days that a report is about.
 *
 * @param kind day, ISO week or calendar month
 * @param start first day
 * @param end last day, inclusive
 */
public record Period(Kind kind, LocalDate start, LocalDate end) {
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_MONTH = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    /** What a period is. */
    public enum Kind {
        DAY,
        WEEK,
        MONTH
    }

    /** The single day. */
    public static Period day(LocalDate day) {
        return new Period(Kind.DAY, day, day);
    }

    /** The ISO week, Monday first, that holds the day. */
    public static Period weekOf(LocalDate day) {
        LocalDate monday = mondayOf(day);
        return new Period(Kind.WEEK, monday, monday.plusDays(6));
    }

    /** The calendar month that holds the day. */
    public static Period monthOf(LocalDate day) {
        YearMonth month = YearMonth.from(day);
        return new Period(Kind.MONTH, month.atDay(1), month.atEndOfMonth());
    }

    /** The day, week or month with these ends. */
    static Period of(LocalDate start, LocalDate end) {
        if (start.equals(end)) {
            return day(start);
        }
        return weekOf(start).equals(new Period(Kind.WEEK, start, end)) ? weekOf(start) : monthOf(start);
    }

    /** The period of the same kind that ends the day before this one starts. */
    public Period previous() {
        LocalDate before = start.minusDays(1);
        return switch (kind) {
            case DAY -> day(before);
            case WEEK -> weekOf(before);
            case MONTH -> monthOf(before);
        };
    }

    /** What its numbers are compared with: the one before, and for a day the same weekday of the week before. */
    public Period compared() {
        return kind == Kind.DAY ? day(start.minusWeeks(1)) : previous();
    }

    /** The same in words, such as "the week before". */
    String comparedNoun() {
        return kind == Kind.DAY ? "the same weekday a week before" : "the " + noun() + " before";
    }

    /** Name of its report without ending, such as {@code week-2026-01-05}. */
    public String fileName() {
        return noun() + "-" + start;
    }

    /** Days that it has. */
    int length() {
        return (int) ChronoUnit.DAYS.between(start, end) + 1;
    }

    List<LocalDate> days() {
        return start.datesUntil(end.plusDays(1)).toList();
    }

    boolean holds(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }

    /** day, week or month. */
    String noun() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Heading, such as "Week 2 of 2026: 5 to 11 January 2026". */
    String title() {
        return switch (kind) {
            case DAY -> start.format(LONG);
            case MONTH -> start.format(MONTH);
            case WEEK ->
                "Week " + start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) + " of " + start.get(IsoFields.WEEK_BASED_YEAR)
                        + ": " + span();
        };
    }

    private String span() {
        if (start.getYear() != end.getYear()) {
            return start.format(LONG) + " to " + end.format(LONG);
        }
        if (start.getMonth() != end.getMonth()) {
            return start.format(DAY_MONTH) + " to " + end.format(LONG);
        }
        return start.getDayOfMonth() + " to " + end.format(LONG);
    }

    static LocalDate mondayOf(LocalDate day) {
        return day.with(DayOfWeek.MONDAY);
    }
}
