package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares the days of fact tables with those of a scratch warehouse by their hashes, and counts the rows of days that differ. */
public final class FactComparison {
    private final Warehouse warehouse;
    private final Warehouse scratch;
    private final Scope scope;
    private final int most;
    private final List<Difference> differences = new ArrayList<>();
    private long days;
    private long differing;

    FactComparison(Warehouse warehouse, Warehouse scratch, Scope scope, int most) {
        this.warehouse = warehouse;
        this.scratch = scratch;
        this.scope = scope;
        this.most = most;
    }

    /**
     * A day of a table that does not hold the rows that bronze makes; of rows only how many, because they are about people.
     *
     * @param day empty for a table without days
     * @param storedOnly rows of the warehouse that bronze does not make
     * @param recomputedOnly rows that bronze makes and the warehouse does not have
     */
    public record Difference(String table, Optional<LocalDate> day, long storedOnly, long recomputedOnly) {}

    void compare(TableContract contract) {
        if (!scope.isAbout(contract.table())) {
            return;
        }
        compare(contract, within(warehouse, contract), within(scratch, contract));
    }

    /** Compares what a night writes anew of a table, but for the time at which it did. */
    void compareNight(TableContract contract, LocalDate night) {
        compare(contract, ofNight(warehouse, contract, night), ofNight(scratch, contract, night));
    }

    private static Dataset<Row> ofNight(Warehouse of, TableContract contract, LocalDate night) {
        return of.read(contract.table())
                .filter(col("as_of_date").equalTo(Date.valueOf(night)))
                .drop("computed_at");
    }

    private void compare(TableContract contract, Dataset<Row> stored, Dataset<Row> recomputed) {
        Map<LocalDate, DayHash> storedDays = DayHash.of(contract, stored);
        Map<LocalDate, DayHash> recomputedDays = DayHash.of(contract, recomputed);
        TreeSet<LocalDate> all = new TreeSet<>(storedDays.keySet());
        all.addAll(recomputedDays.keySet());
        days += all.size();
        for (LocalDate day : all) {
            if (!Objects.equals(storedDays.get(day), recomputedDays.get(day))) {
                differing++;
                if (differences.size() < most) {
                    differences.add(difference(contract, day, stored, recomputed));
                }
            }
        }
    }

    private Dataset<Row> within(Warehouse of, TableContract contract) {
        Dataset<Row> rows = of.read(contract.table());
        Optional<String> day = contract.dayColumn().map(ColumnContract::name);
        Optional<DayRanges.Range> range = scope.range(contract.table());
        return day.isPresent() && range.isPresent()
                ? rows.filter(col(day.get())
                        .between(
                                Date.valueOf(range.get().first()),
                                Date.valueOf(range.get().last())))
                : rows;
    }

    private static Difference difference(
            TableContract contract, LocalDate day, Dataset<Row> stored, Dataset<Row> recomputed) {
        Dataset<Row> one = texts(contract, day, stored);
        Dataset<Row> other = texts(contract, day, recomputed);
        return new Difference(
                contract.table(),
                contract.dayColumn().map(column -> day),
                one.exceptAll(other).count(),
                other.exceptAll(one).count());
    }

    /** Rows as text, because maps can't be compared. */
    private static Dataset<Row> texts(TableContract contract, LocalDate day, Dataset<Row> rows) {
        Column[] columns =
                Arrays.stream(rows.columns()).map(name -> col("`" + name + "`")).toArray(Column[]::new);
        return rows.filter(DayHash.day(contract).equalTo(Date.valueOf(day)))
                .select(to_json(struct(columns), Map.of("ignoreNullFields", "false")));
    }

    long days() {
        return days;
    }

    long differing() {
        return differing;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }
}
