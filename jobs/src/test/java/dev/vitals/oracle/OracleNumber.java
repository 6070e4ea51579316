package dev.vitals.oracle;

import java.util.Objects;

/**
 * One number as it must stand in gold. Its value may be anything from {@code low} to {@code high}, which differ for
 * durations alone: those are known to their bin. Both are null when there is no value.
 */
record OracleNumber(
        String estimate, Double low, Double high, Double numerator, Double denominator, long n, Long nCensored) {
    private static final double RELATIVE = 1e-9;

    static OracleNumber exactly(Double value, Double numerator, Double denominator, long n) {
        return new OracleNumber("value", value, value, numerator, denominator, n, null);
    }

    /** Whether a number of gold is this one: counts exactly, quotients to a billionth, durations within their bin. */
    boolean agrees(Double value, Double hasNumerator, Double hasDenominator, long hasN, Long hasNCensored) {
        boolean isInRange = low == null || value == null
                ? low == null && value == null
                : value >= low - slack(low) && value <= high + slack(high);
        return isInRange
                && isSame(numerator, hasNumerator)
                && isSame(denominator, hasDenominator)
                && n == hasN
                && Objects.equals(nCensored, hasNCensored);
    }

    private static boolean isSame(Double expected, Double found) {
        return expected == null || found == null
                ? Objects.equals(expected, found)
                : Math.abs(expected - found) <= slack(expected);
    }

    private static double slack(double number) {
        return RELATIVE * Math.max(1, Math.abs(number));
    }

    @Override
    public String toString() {
        String value = Objects.equals(low, high) ? String.valueOf(low) : low + " to " + high;
        return "%s (%s / %s, n %d, censored %s)".formatted(value, numerator, denominator, n, nCensored);
    }
}
