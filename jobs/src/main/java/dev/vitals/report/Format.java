package dev.vitals.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Words for numbers: durations, shares, rates and counts, with as many digits as a reader can use. */
final class Format {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter FULL_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY_SECONDS = 24 * HOUR;
    private static final double LEAST_SHARE = 0.0001;

    private Format() {}

    /** A value in its unit: share, seconds and scores have their own form, all else is a plain number. */
    static String value(double value, String unit) {
        return switch (unit) {
            case "share" -> share(value);
            case "seconds" -> duration(value);
            default -> isScore(unit) ? score(value) : isRate(unit) ? rate(value) : number(value);
        };
    }

    /** A change in a unit, with its sign: points for shares, time for seconds, per cent of {@code before} for the rest. */
    static String change(double before, double after, String unit) {
        double change = after - before;
        String sign = change < 0 ? "−" : "+";
        return switch (unit) {
            case "share" -> sign + points(Math.abs(change) * 100) + " points";
            case "seconds" -> sign + duration(Math.abs(change));
            default ->
                before == 0 || isScore(unit)
                        ? sign + significant(Math.abs(change), 2)
                        : sign + significant(Math.abs(change / before) * 100, 2) + "%";
        };
    }

    private static String points(double points) {
        return points < 0.01
                ? "0.00"
                : points < 0.1 ? fixed(points, 2) : points < 10 ? fixed(points, 1) : fixed(points, 0);
    }

    /** Numbers around zero, which always carry their sign. */
    static boolean isScore(String unit) {
        return unit.contains("-1 to 1");
    }

    /** Quotients of counts, which are written with three digits even when they come out whole. */
    private static boolean isRate(String unit) {
        return unit.contains(" per ");
    }

    private static String rate(double rate) {
        double size = Math.abs(rate);
        String digits = size >= 1000 || size == 0
                ? count(Math.round(size))
                : size >= 100
                        ? fixed(size, 0)
                        : size >= 10 ? fixed(size, 1) : size >= 1 ? fixed(size, 2) : significant(size, 3);
        return (rate < 0 ? "−" : "") + digits;
    }

    /** Per cent; a share above 0 never prints as 0%, a share below 1 never as 100%. */
    static String share(double share) {
        if (share < 0) {
            return "−" + share(-share);
        }
        if (share > 0 && share < LEAST_SHARE) {
            return "<0.01%";
        }
        if (share < 1 && share > 1 - LEAST_SHARE) {
            return ">99.99%";
        }
        boolean isExtreme = share < 0.01 || share > 0.99;
        return share == 0 ? "0%" : share == 1 ? "100%" : fixed(share * 100, isExtreme ? 2 : 1) + "%";
    }

    /** The two leading units of a time, such as "3 h 12 min". */
    static String duration(double seconds) {
        if (seconds < 0) {
            return "−" + duration(-seconds);
        }
        if (seconds < 10) {
            return seconds == Math.rint(seconds) ? (long) seconds + " s" : fixed(seconds, 1) + " s";
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < 10 * MINUTE) {
            return two(whole, MINUTE, "min", 1, "s");
        }
        long minutes = Math.round(seconds / MINUTE) * MINUTE;
        if (minutes < HOUR) {
            return minutes / MINUTE + " min";
        }
        if (minutes < 2 * DAY_SECONDS) {
            return two(minutes, HOUR, "h", MINUTE, "min");
        }
        return two(Math.round(seconds / HOUR) * HOUR, DAY_SECONDS, "d", HOUR, "h");
    }

    private static String two(long seconds, long big, String bigName, long small, String smallName) {
        long rest = seconds % big / small;
        return seconds / big + " " + bigName + (rest == 0 ? "" : " " + rest + " " + smallName);
    }

    /** A sentiment score between -1 and 1, always with its sign. */
    static String score(double score) {
        String digits = fixed(Math.abs(score), 3);
        return digits.equals("0.000") ? digits : (score < 0 ? "−" : "+") + digits;
    }

    /** A whole number with thousands apart; any other number with three leading digits. */
    static String number(double number) {
        if (number < 0) {
            return "−" + number(-number);
        }
        if (number == Math.rint(number) && number < 1e15) {
            return count((long) number);
        }
        return number >= 1000 ? count(Math.round(number)) : significant(number, 3);
    }

    static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count).replace('-', '−');
    }

    /** A count with its noun, such as "1 file" and "2 files". */
    static String counted(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    static String day(LocalDate day) {
        return day.format(DAY);
    }

    static String fullDay(LocalDate day) {
        return day.format(FULL_DAY);
    }

    /** With so many digits after the point. */
    static String fixed(double number, int decimals) {
        return BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String significant(double number, int digits) {
        if (number == 0) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(digits, RoundingMode.HALF_UP));
        return rounded.abs().compareTo(BigDecimal.TEN.pow(digits)) >= 0
                ? count(Math.round(number))
                : rounded.stripTrailingZeros().toPlainString();
    }

    /** With a capital at its start. */
    static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
