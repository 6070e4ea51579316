package dev.vitals.contract.dsa;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stretch of days that a report is about.
 *
 * @param name as it is asked for: {@code 2026}, {@code 2026H1}, {@code 2026-01} or {@code 2026-01/2026-03}
 * @param from first day
 * @param to last day
 */
public record DsaPeriod(String name, LocalDate from, LocalDate to) {
    private static final Pattern HALF = Pattern.compile("(\\d{4})H([12])");
    private static final Pattern YEAR = Pattern.compile("\\d{4}");

    /**
     * Reads a year, half a year, a month or several months.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static DsaPeriod parse(String text) {
        Matcher half = HALF.matcher(text);
        if (half.matches()) {
            int year = Integer.parseInt(half.group(1));
            int first = half.group(2).equals("1") ? 1 : 7;
            return months(text, YearMonth.of(year, first), YearMonth.of(year, first + 5));
        }
        if (YEAR.matcher(text).matches()) {
            int year = Integer.parseInt(text);
            return months(text, YearMonth.of(year, 1), YearMonth.of(year, 12));
        }
        String[] ends = text.split("/", -1);
        try {
            if (ends.length <= 2) {
                return months(text, YearMonth.parse(ends[0]), YearMonth.parse(ends[ends.length - 1]));
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(noPeriod(text), e);
        }
        throw new IllegalArgumentException(noPeriod(text));
    }

    private static DsaPeriod months(String name, YearMonth first, YearMonth last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("'" + name + "' ends before it begins; write the earlier month first.");
        }
        return new DsaPeriod(name, first.atDay(1), last.atEndOfMonth());
    }

    private static String noPeriod(String text) {
        return "'" + text
                + "' is no period; write half a year (2026H1), a year (2026), a month (2026-01) or months (2026-01/2026-03).";
    }

    /** First and last day, as the template writes them. */
    public String days() {
        return from + "/" + to;
    }

    /** Its name as part of a file name. */
    public String fileName() {
        return name.replace("/", "_to_");
    }
}
