package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.KpiEstimate;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares gold with that of a scratch warehouse, number by number, in everything that a row says but when it was made. */
public final class GoldComparison {
    /** Days whose numbers are held at once. */
    private static final int DAYS_AT_ONCE = 31;

    private final Warehouse warehouse;
    private final Warehouse scratch;
    private final Set<String> kpis;
    private final int most;
    private final List<Difference> differences = new ArrayList<>();
    private long cells;
    private long differing;
    private long leftOut;

    /** @param kpis ids of the KPIs that the scratch was measured for; numbers of others can't be compared */
    GoldComparison(Warehouse warehouse, Warehouse scratch, List<String> kpis, int most) {
        this.warehouse = warehouse;
        this.scratch = scratch;
        this.kpis = new HashSet<>(kpis);
        this.most = most;
    }

    /**
     * A number of which the warehouse says something else than bronze makes of it.
     *
     * @param period day, week, month or trailing_28d
     * @param date the day, or the first day of the period
     * @param fields columns that differ; all when the number is on one side alone, rows when the warehouse has it twice
     * @param stored what the warehouse says, empty when it has no such number
     * @param recomputed what bronze makes, empty when it makes none
     */
    public record Difference(
            String kpi,
            String period,
            LocalDate date,
            String sliceKey,
            String estimate,
            List<String> fields,
            Optional<Said> stored,
            Optional<Said> recomputed) {}

    /** What is said of a number, apart from its state. */
    public record Said(Double value, Double ciLow, Double ciHigh, long n, boolean isMature, LocalDate asOf) {
        static Said of(Cell cell) {
            KpiEstimate estimate = cell.estimate();
            return new Said(
                    estimate.value(), estimate.ciLow(), estimate.ciHigh(), estimate.n(), cell.isMature(), cell.asOf());
        }
    }

    /** Compares the numbers of days. */
    void compareDays(Scope scope) {
        Dataset<Row> stored = warehouse.read(Gold.DAILY);
        Dataset<Row> recomputed = scratch.read(Gold.DAILY);
        for (DayRanges.Range days : stretches(stored, recomputed, scope)) {
            compare(
                    "day",
                    collected(on(stored, days), GoldRows::cell, Cell::address),
                    collected(on(recomputed, days), GoldRows::cell, Cell::address),
                    Function.identity(),
                    cell -> 1);
        }
    }

    /** Compares the numbers of the periods whose days all belong to the scope. */
    void comparePeriods(Scope scope) {
        Dataset<Row> stored = warehouse.read(Gold.PERIOD);
        Dataset<Row> recomputed = scratch.read(Gold.PERIOD);
        for (Periods.Kind kind : Periods.Kind.values()) {
            Dataset<Row> storedOfKind = whole(stored, kind, scope);
            Dataset<Row> recomputedOfKind = whole(recomputed, kind, scope);
            for (DayRanges.Range days : stretches(storedOfKind, recomputedOfKind, Scope.all())) {
                compare(
                        kind.word(),
                        collected(on(storedOfKind, days), GoldRows::periodCell, Periods.PeriodCell::address),
                        collected(on(recomputedOfKind, days), GoldRows::periodCell, Periods.PeriodCell::address),
                        Periods.PeriodCell::cell,
                        Periods.PeriodCell::days);
            }
        }
    }

    private static Dataset<Row> whole(Dataset<Row> rows, Periods.Kind kind, Scope scope) {
        Dataset<Row> ofKind = rows.filter(col("period").equalTo(kind.word()));
        return scope.range(Gold.DAILY)
                .map(range -> ofKind.filter(col("date").geq(Date.valueOf(range.first())))
                        .filter(col("end_date").leq(Date.valueOf(range.last()))))
                .orElse(ofKind);
    }

    private static Dataset<Row> on(Dataset<Row> rows, DayRanges.Range days) {
        return rows.filter(col("date").between(Date.valueOf(days.first()), Date.valueOf(days.last())));
    }

    /** Days of either side, as many together as are held at once. */
    private static List<DayRanges.Range> stretches(Dataset<Row> stored, Dataset<Row> recomputed, Scope scope) {
        Row ends = stored.select("date")
                .union(recomputed.select("date"))
                .agg(min("date"), max("date"))
                .first();
        List<DayRanges.Range> stretches = new ArrayList<>();
        if (ends.isNullAt(0)) {
            return stretches;
        }
        TreeSet<LocalDate> days = scope.of(
                Gold.DAILY,
                DayRanges.between(ends.getDate(0).toLocalDate(), ends.getDate(1).toLocalDate()));
        List<LocalDate> inOrder = List.copyOf(days);
        for (int i = 0; i < inOrder.size(); i += DAYS_AT_ONCE) {
            int last = Math.min(i + DAYS_AT_ONCE, inOrder.size()) - 1;
            stretches.add(new DayRanges.Range(inOrder.get(i), inOrder.get(last)));
        }
        return stretches;
    }

    /** The numbers of one side by address, and the addresses of which it has more than one row. */
    private record Side<A, N>(Map<A, N> numbers, Set<A> repeated) {}

    private static <A, N> Side<A, N> collected(Dataset<Row> rows, Function<Row, N> read, Function<N, A> addressOf) {
        Side<A, N> side = new Side<>(new TreeMap<>(), new TreeSet<>());
        for (Row row : rows.collectAsList()) {
            N number = read.apply(row);
            A address = addressOf.apply(number);
            if (side.numbers().put(address, number) != null) {
                side.repeated().add(address);
            }
        }
        return side;
    }

    private <A, N> void compare(
            String period,
            Side<A, N> stored,
            Side<A, N> recomputed,
            Function<N, Cell> cell,
            Function<N, Integer> days) {
        Set<A> all = new TreeSet<>(stored.numbers().keySet());
        all.addAll(recomputed.numbers().keySet());
        for (A address : all) {
            N was = stored.numbers().get(address);
            N is = recomputed.numbers().get(address);
            Cell any = cell.apply(was == null ? is : was);
            if (!kpis.contains(any.kpi())) {
                leftOut++;
                continue;
            }
            cells++;
            List<String> fields = was == null || is == null
                    ? new ArrayList<>(List.of("all"))
                    : differing(cell.apply(was), cell.apply(is), days.apply(was), days.apply(is));
            note(fields, "rows", !stored.repeated().contains(address));
            if (!fields.isEmpty()) {
                differing++;
                if (differences.size() < most) {
                    differences.add(new Difference(
                            any.kpi(),
                            period,
                            any.date(),
                            any.sliceKey(),
                            any.estimate().name(),
                            fields,
                            Optional.ofNullable(was).map(cell).map(Said::of),
                            Optional.ofNullable(is).map(cell).map(Said::of)));
                }
            }
        }
    }

    /** The columns in which two rows of one number differ. */
    private static List<String> differing(Cell was, Cell is, int daysBefore, int daysAfter) {
        List<String> fields = new ArrayList<>();
        KpiEstimate before = was.estimate();
        KpiEstimate after = is.estimate();
        note(fields, "kpi_version", was.kpiVersion() == is.kpiVersion());
        note(fields, "days", daysBefore == daysAfter);
        note(fields, "slice", was.slice().equals(is.slice()));
        note(fields, "value", Objects.equals(before.value(), after.value()));
        note(fields, "ci_low", Objects.equals(before.ciLow(), after.ciLow()));
        note(fields, "ci_high", Objects.equals(before.ciHigh(), after.ciHigh()));
        note(fields, "ci_method", Objects.equals(before.ciMethod(), after.ciMethod()));
        note(fields, "numerator", Objects.equals(before.numerator(), after.numerator()));
        note(fields, "denominator", Objects.equals(before.denominator(), after.denominator()));
        note(fields, "n", before.n() == after.n());
        note(fields, "n_censored", Objects.equals(before.nCensored(), after.nCensored()));
        note(fields, "is_small", was.isSmall() == is.isSmall());
        note(fields, "is_mature", was.isMature() == is.isMature());
        note(fields, "as_of_date", was.asOf().equals(is.asOf()));
        note(fields, "state", Arrays.equals(was.state(), is.state()));
        note(fields, "people", Arrays.equals(was.people(), is.people()));
        note(fields, "clusters", Arrays.equals(was.clusters(), is.clusters()));
        return fields;
    }

    private static void note(List<String> fields, String field, boolean isEqual) {
        if (!isEqual) {
            fields.add(field);
        }
    }

    long cells() {
        return cells;
    }

    long differing() {
        return differing;
    }

    long leftOut() {
        return leftOut;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }
}
