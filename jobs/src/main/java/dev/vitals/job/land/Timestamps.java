package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;

/**
 * Reads instants out of bytes: RFC 3339 with any number of decimals (cut to microseconds) or Unix time in milliseconds.
 *
 * <p>RFC 3339 asks for an offset, and so does this: a local time without one is no instant.
 */
final class Timestamps {
    /** Not an instant. */
    static final long BAD = Long.MIN_VALUE;
    /** An instant before 2010: a broken clock or a wrong unit. */
    static final long TOO_EARLY = Long.MIN_VALUE + 1;
    /** An instant from 2100 on: likewise, or what some systems write for never. */
    static final long TOO_LATE = Long.MIN_VALUE + 2;

    private static final long MICROS = 1_000_000L;
    private static final long EARLIEST = 1_262_304_000L * MICROS;
    private static final long LATEST = 4_102_444_800L * MICROS;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Timestamps() {}

    /** Whether {@link #rfc3339} or {@link #unixMillis} found an instant. */
    static boolean isInstant(long micros) {
        return micros > TOO_LATE;
    }

    static long rfc3339(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return rfc3339(bytes, 0, bytes.length);
    }

    /** Microseconds since 1970, {@link #BAD}, {@link #TOO_EARLY} or {@link #TOO_LATE}. */
    static long rfc3339(byte[] b, int start, int end) {
        if (end - start < 20
                || b[start + 4] != '-'
                || b[start + 7] != '-'
                || b[start + 13] != ':'
                || b[start + 16] != ':') {
            return BAD;
        }
        byte separator = b[start + 10];
        int year = two(b, start) * 100 + two(b, start + 2);
        int month = two(b, start + 5);
        int day = two(b, start + 8);
        int hour = two(b, start + 11);
        int minute = two(b, start + 14);
        int second = two(b, start + 17);
        boolean isDate = year >= 0
                && two(b, start + 2) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= length(year, month);
        // Second 60 is a leap second; it becomes the first instant of the next minute, as in Unix time.
        boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
        if (!isDate || !isTime || (separator != 'T' && separator != 't' && separator != ' ')) {
            return BAD;
        }
        int at = start + 19;
        long fraction = 0;
        if (b[at] == '.') {
            int first = ++at;
            long unit = 100_000;
            while (at < end && b[at] >= '0' && b[at] <= '9') {
                fraction += unit * (b[at] - '0');
                unit /= 10;
                at++;
            }
            if (at == first) {
                return BAD;
            }
        }
        int offset = offsetMinutes(b, at, end);
        if (offset == Integer.MIN_VALUE) {
            return BAD;
        }
        long seconds = epochDay(year, month, day) * 86_400L + hour * 3600L + (minute - offset) * 60L + second;
        return inRange(seconds * MICROS + fraction);
    }

    /** The same for decimal milliseconds since 1970. */
    static long unixMillis(String text) {
        if (text.isEmpty() || text.length() > 15) {
            return BAD;
        }
        long millis = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return BAD;
            }
            millis = millis * 10 + (c - '0');
        }
        return inRange(millis * 1000);
    }

    private static long inRange(long micros) {
        if (micros < EARLIEST) {
            return TOO_EARLY;
        }
        return micros < LATEST ? micros : TOO_LATE;
    }

    private static int two(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000_000;
    }

    private static int offsetMinutes(byte[] b, int at, int end) {
        int bad = Integer.MIN_VALUE;
        if (at == end) {
            return bad;
        }
        if (at + 1 == end) {
            return b[at] == 'Z' || b[at] == 'z' ? 0 : bad;
        }
        if (at + 6 != end || b[at + 3] != ':' || (b[at] != '+' && b[at] != '-')) {
            return bad;
        }
        int hours = two(b, at + 1);
        int minutes = two(b, at + 4);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return bad;
        }
        return b[at] == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    private static int length(int year, int month) {
        boolean isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        return month == 2 && isLeap ? 29 : DAYS[month - 1];
    }

    /** Days since 1970, with years that begin in March so that the leap day comes last. */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        int leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
        int daysOfYear = (marchMonth * 153 + 2) / 5 + day;
        return marchYear * 365L + leapDays + daysOfYear - 719_469;
    }
}
