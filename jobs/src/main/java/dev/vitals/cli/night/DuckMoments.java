package dev.vitals.cli.night;

import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.Moments;
import java.math.BigDecimal;
import java.util.List;

/** The SQL of KPIs that are made of sums: what a row adds to each, and the number that comes of them. */
final class DuckMoments {
    private DuckMoments() {}

    /** SQL expressions of a number. */
    record Numbers(String numerator, String denominator, String value) {}

    /** What a row adds to the sums of a KPI; null where it adds nothing. */
    static List<String> amounts(Moments moments) {
        if (moments instanceof Moments.Count count) {
            return List.of(when(count.where(), "CAST((" + count.events() + ") AS BIGINT)"));
        }
        if (moments instanceof Moments.Share share) {
            return List.of(
                    when(share.where(), "1"), when("(" + share.where() + ") AND (" + share.numerator() + ")", "1"));
        }
        if (moments instanceof Moments.Mean mean) {
            String condition = both(mean.where(), mean.value());
            return List.of(when(condition, "1"), when(condition, amount(mean.value())));
        }
        if (moments instanceof Moments.MeanOfSums mean) {
            return List.of(
                    when(mean.where(), "CAST((" + mean.count() + ") AS BIGINT)"),
                    when(mean.where(), amount(mean.sum())));
        }
        if (moments instanceof Moments.Rate rate) {
            return pair(rate.where(), rate.events(), rate.exposure());
        }
        if (moments instanceof Moments.Ratio ratio) {
            return pair(ratio.where(), ratio.numerator(), ratio.denominator());
        }
        throw new IllegalArgumentException("No KPI of these tables is a " + moments.word());
    }

    /** The number of a KPI whose sums are columns of this name and 0, 1. */
    static Numbers numbers(KpiDefinition kpi, String sums) {
        String first = "coalesce(" + sums + "0, 0)";
        String second = "coalesce(" + sums + "1, 0)";
        Moments moments = (Moments) kpi.statistic();
        if (moments instanceof Moments.Count) {
            return new Numbers(first, "NULL", first);
        }
        if (moments instanceof Moments.Share) {
            return new Numbers(second, first, quotient(second, first, BigDecimal.ONE));
        }
        if (moments instanceof Moments.Mean mean) {
            return mean(first, second, mean.scale());
        }
        if (moments instanceof Moments.MeanOfSums mean) {
            return mean(first, second, mean.scale());
        }
        BigDecimal per = moments instanceof Moments.Rate rate ? rate.per() : ((Moments.Ratio) moments).per();
        return new Numbers(first, second, quotient(first, second, per));
    }

    private static Numbers mean(String count, String sum, BigDecimal scale) {
        String unit = "CAST(" + scale.toPlainString() + " AS DOUBLE)";
        return new Numbers(
                "CAST(" + sum + " AS DOUBLE) / " + unit, count, quotient(sum, count, BigDecimal.ONE) + " / " + unit);
    }

    private static List<String> pair(String where, String one, String other) {
        String condition = "(" + both(where, one) + ") AND (" + other + ") IS NOT NULL";
        return List.of(when(condition, amount(one)), when(condition, amount(other)));
    }

    private static String both(String where, String value) {
        return "(" + where + ") AND (" + value + ") IS NOT NULL";
    }

    private static String when(String condition, String amount) {
        return "CASE WHEN " + condition + " THEN " + amount + " END";
    }

    /** Exact sums, to a millionth. */
    private static String amount(String expression) {
        return "CAST((" + expression + ") AS DECIMAL(18, 6))";
    }

    private static String quotient(String one, String other, BigDecimal per) {
        return "CAST(%s AS DOUBLE) / nullif(CAST(%s AS DOUBLE), 0) * CAST(%s AS DOUBLE)"
                .formatted(one, other, per.toPlainString());
    }
}
