package dev.vitals.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * A KPI in plain Java: facts, the day for which each counts, and what a list of facts comes to.
 *
 * @param day null counts for none
 * @param people the people behind facts; null when they are not counted
 */
record OracleKpi<F extends OracleFact>(
        List<F> facts,
        Function<F, LocalDate> day,
        Function<List<F>, List<OracleNumber>> numbers,
        Function<List<F>, Set<String>> people) {

    /** A KPI that counts no people. */
    OracleKpi(List<F> facts, Function<F, LocalDate> day, Function<List<F>, List<OracleNumber>> numbers) {
        this(facts, day, numbers, null);
    }

    /** The same, of the people behind those facts that are observations. */
    OracleKpi<F> of(Predicate<F> observed, Function<F, Set<String>> people) {
        return new OracleKpi<>(facts, day, numbers, rows -> {
            Set<String> all = new HashSet<>();
            rows.stream().filter(observed).forEach(row -> all.addAll(people.apply(row)));
            return all;
        });
    }

    /** Whether the facts are of fewer people than may be shown. */
    boolean areFew(List<F> rows, long least) {
        return people != null && people.apply(rows).size() < least;
    }

    /** Facts of some days. */
    List<F> factsOf(LocalDate from, LocalDate to) {
        List<F> found = new ArrayList<>();
        for (F fact : facts) {
            LocalDate of = day.apply(fact);
            if (of != null && !of.isBefore(from) && !of.isAfter(to)) {
                found.add(fact);
            }
        }
        return found;
    }

    static <F extends OracleFact> OracleKpi<F> count(
            List<F> facts, Function<F, LocalDate> day, ToLongFunction<F> amount) {
        return one(facts, day, rows -> {
            long n = rows.stream().mapToLong(amount).sum();
            return OracleNumber.exactly((double) n, (double) n, null, n);
        });
    }

    /** Share of the facts that count at all for which something holds. */
    static <F extends OracleFact> OracleKpi<F> share(
            List<F> facts, Function<F, LocalDate> day, Predicate<F> counts, Predicate<F> holds) {
        return one(facts, day, rows -> {
            List<F> counted = rows.stream().filter(counts).toList();
            double positive = counted.stream().filter(holds).count();
            double n = counted.size();
            return OracleNumber.exactly(n == 0 ? null : (Double) (positive / n), positive, n, counted.size());
        });
    }

    /** One total over another, times so many. */
    static <F extends OracleFact> OracleKpi<F> ratio(
            List<F> facts,
            Function<F, LocalDate> day,
            Predicate<F> counts,
            ToDoubleFunction<F> numerator,
            ToDoubleFunction<F> denominator,
            double per) {
        return one(facts, day, rows -> {
            List<F> counted = rows.stream().filter(counts).toList();
            double above = counted.stream().mapToDouble(numerator).sum();
            double below = counted.stream().mapToDouble(denominator).sum();
            Double value = below == 0 ? null : (Double) (above / below * per);
            return OracleNumber.exactly(value, above, below, counted.size());
        });
    }

    /** A total over a number of observations, in so many parts of the unit. */
    static <F extends OracleFact> OracleKpi<F> mean(
            List<F> facts, Function<F, LocalDate> day, ToLongFunction<F> count, ToLongFunction<F> sum, double parts) {
        return one(facts, day, rows -> {
            long n = rows.stream().mapToLong(count).sum();
            double total = rows.stream().mapToLong(sum).sum() / parts;
            return OracleNumber.exactly(n == 0 ? null : (Double) (total / n), total, (double) n, n);
        });
    }

    /** The share of the weights. */
    static <F extends OracleFact> OracleKpi<F> weightedShare(
            List<F> facts,
            Function<F, LocalDate> day,
            Predicate<F> counts,
            ToDoubleFunction<F> weight,
            Predicate<F> holds) {
        return one(facts, day, rows -> {
            double above = 0;
            double below = 0;
            List<F> counted = rows.stream().filter(counts).toList();
            for (F each : counted) {
                above += holds.test(each) ? weight.applyAsDouble(each) : 0;
                below += weight.applyAsDouble(each);
            }
            Double value = counted.isEmpty() ? null : (Double) (above / below);
            return OracleNumber.exactly(value, above, below, counted.size());
        });
    }

    /** How many different names the facts hold. */
    static <F extends OracleFact> OracleKpi<F> distinct(
            List<F> facts, Function<F, LocalDate> day, Function<F, Set<String>> names) {
        return one(facts, day, rows -> {
            Set<String> all = new HashSet<>();
            rows.forEach(each -> all.addAll(names.apply(each)));
            return OracleNumber.exactly((double) all.size(), null, null, all.size());
        });
    }

    /** Quantiles of the durations of those facts that have one. */
    static <F extends OracleFact> OracleKpi<F> quantiles(
            List<F> facts, Function<F, LocalDate> day, Function<F, Long> seconds, double... shares) {
        return new OracleKpi<>(
                facts,
                day,
                rows -> OracleDurations.quantiles(
                        rows.stream().map(seconds).filter(each -> each != null).toList(), shares));
    }

    private static <F extends OracleFact> OracleKpi<F> one(
            List<F> facts, Function<F, LocalDate> day, Function<List<F>, OracleNumber> number) {
        return new OracleKpi<>(facts, day, rows -> List.of(number.apply(rows)));
    }
}
