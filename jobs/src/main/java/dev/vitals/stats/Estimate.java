package dev.vitals.stats;

import java.util.OptionalDouble;

/**
 * One estimated number with its interval, and how it may be read.
 *
 * @param value the point estimate; empty when there is none
 * @param lower the lower limit, in the unit of the value; empty when the data set none
 * @param upper the upper limit, in the unit of the value; empty when the data set none
 * @param standardError the standard error, in the unit of the value; empty where the method uses none
 * @param confidence the two-sided confidence of the interval, such as 0.95
 * @param reading how the number may be worded
 * @param method the name of the method in lower case with underscores, such as {@code wilson}
 */
public record Estimate(
        OptionalDouble value,
        OptionalDouble lower,
        OptionalDouble upper,
        OptionalDouble standardError,
        double confidence,
        Reading reading,
        String method) {

    /** How an estimate may be worded. */
    public enum Reading {
        /** Say the value with its interval. */
        VALUE,
        /** Nothing was observed: say "at most {@code upper}", never the value alone. */
        AT_MOST,
        /** All there was to observe was observed: say "at least {@code lower}", never the value alone. */
        AT_LEAST,
        /** The data stop before the number is known: say "not reached", and "more than {@code lower}" if present. */
        NOT_REACHED,
        /** There is nothing to divide by: show no number. */
        NO_DATA
    }

    static Estimate value(double value, OptionalDouble error, Limits limits, Options options) {
        return of(OptionalDouble.of(value), error, limits, Reading.VALUE, options);
    }

    static Estimate atMost(double value, Limits limits, Options options) {
        return of(OptionalDouble.of(value), OptionalDouble.empty(), limits, Reading.AT_MOST, options);
    }

    static Estimate atLeast(double value, Limits limits, Options options) {
        return of(OptionalDouble.of(value), OptionalDouble.empty(), limits, Reading.AT_LEAST, options);
    }

    static Estimate notReached(Limits limits, Options options) {
        return of(OptionalDouble.empty(), OptionalDouble.empty(), limits, Reading.NOT_REACHED, options);
    }

    static Estimate noData(Options options) {
        return of(OptionalDouble.empty(), OptionalDouble.empty(), Limits.NONE, Reading.NO_DATA, options);
    }

    private static Estimate of(
            OptionalDouble value, OptionalDouble error, Limits limits, Reading reading, Options options) {
        return new Estimate(
                value, limits.lower(), limits.upper(), error, options.confidence(), reading, options.method());
    }

    /** The two ends of an interval, either of which the data may leave open. */
    record Limits(OptionalDouble lower, OptionalDouble upper) {
        static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalDouble.empty());

        static Limits of(double lower, double upper) {
            return new Limits(OptionalDouble.of(lower), OptionalDouble.of(upper));
        }

        static Limits from(double lower) {
            return new Limits(OptionalDouble.of(lower), OptionalDouble.empty());
        }
    }

    /** The name and the confidence that an estimator writes on its results. */
    record Options(String method, double confidence) {}
}
