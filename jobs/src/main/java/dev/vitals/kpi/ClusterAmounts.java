package dev.vitals.kpi;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a row adds to the totals of its cluster, as whole numbers.
 *
 * @param sums an expression for each lane: numerator and denominator, or rows, weights of positives and weights, where those are
 *     of a part, the weights of what was drawn at all, with the numerator and of all
 * @param numeratorUnit how many of the numerator's lane make one
 * @param denominatorUnit how many of the denominator's lane make one
 */
public record ClusterAmounts(List<String> sums, double numeratorUnit, double denominatorUnit) {
    static final int THOUSANDTHS = 1000;
    static final int MILLIONTHS = 1_000_000;

    static ClusterAmounts of(String condition, Amount... lanes) {
        return new ClusterAmounts(
                Stream.of(lanes)
                        .map(lane -> SqlText.when(condition, lane.sql(), "0L"))
                        .toList(),
                lanes[lanes.length - 2].unit(),
                lanes[lanes.length - 1].unit());
    }

    static ClusterAmounts ofPair(String where, String numerator, String denominator) {
        return of(
                "(" + where + ") AND (" + numerator + ") IS NOT NULL AND (" + denominator + ") IS NOT NULL",
                Amount.of(Parts.amount(numerator), THOUSANDTHS),
                Amount.of(Parts.amount(denominator), THOUSANDTHS));
    }

    /** An amount as a whole number of parts. */
    record Amount(String sql, double unit) {
        static Amount one() {
            return new Amount("1L", 1);
        }

        static Amount flag(String condition) {
            return new Amount(SqlText.when("(" + condition + ")", "1L", "0L"), 1);
        }

        /** The amount of rows for which a condition holds, and nothing of others. */
        Amount where(String condition) {
            return new Amount(SqlText.when("(" + condition + ")", sql, "0L"), unit);
        }

        static Amount of(String expression, int parts) {
            return new Amount("CAST(ROUND((" + expression + ") * " + parts + ") AS BIGINT)", parts);
        }
    }
}
