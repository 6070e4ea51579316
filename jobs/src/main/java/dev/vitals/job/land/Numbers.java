package dev.vitals.job.land;

/** Reads numbers strictly: {@code 8,668,843} and {@code 0.998 - 0.999} are none. */
final class Numbers {
    /** Not a whole number from 0 on. */
    static final long BAD = -1;

    /** Up to here a double tells every whole number from its neighbours. */
    private static final double EXACT = 9_007_199_254_740_992d;

    private Numbers() {}

    /** A count; {@code 3600.0} and {@code 3.6e3} are counts too. {@link #BAD} for anything else, negative numbers included. */
    static long count(String text) {
        int length = text.length();
        if (length > 0 && length <= 18) {
            long value = 0;
            int i = 0;
            while (i < length && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                value = value * 10 + (text.charAt(i) - '0');
                i++;
            }
            if (i == length) {
                return value;
            }
        }
        double value = real(text);
        return value >= 0 && value <= EXACT && value == Math.rint(value) ? (long) value : BAD;
    }

    /** A finite number in JSON's notation (leading zeros allowed), or NaN. */
    static double real(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int end = digits(text, at);
        if (end == at) {
            return Double.NaN;
        }
        if (end < text.length() && text.charAt(end) == '.') {
            at = end + 1;
            end = digits(text, at);
            if (end == at) {
                return Double.NaN;
            }
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            at = end + 1;
            at += at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
            end = digits(text, at);
            if (end == at) {
                return Double.NaN;
            }
        }
        if (end != text.length()) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
