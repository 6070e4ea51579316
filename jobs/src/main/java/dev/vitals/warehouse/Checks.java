package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import dev.vitals.contract.CheckContract;
import dev.vitals.contract.Rule;
import dev.vitals.contract.Severity;
import dev.vitals.contract.TableContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs the checks of a contract over rows that are about to be written. */
final class Checks {
    private final Warehouse warehouse;

    Checks(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * What one look at the rows told.
     *
     * @param results how each check went, in the order of the contract
     * @param days hashes of the rows by day
     */
    record Seen(List<CheckResult> results, Map<LocalDate, DayHash> days) {}

    /**
     * Looks at the rows once: all row rules, the unique key and the hashes of the days in one aggregation over another.
     * Rows that share a key are counted as one in the hash of the day; they stop the write anyway.
     */
    Seen look(TableContract contract, Dataset<Row> rows) {
        List<CheckContract> checks = contract.checks();
        List<Column> sums = RowChecks.brokenRows(contract);
        Column[] broken = IntStream.range(0, sums.size())
                .mapToObj(i -> sums.get(i).as("broken_" + i))
                .toArray(Column[]::new);
        Column[] keys = key(contract).orElse(List.of()).stream()
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new);
        Dataset<Row> hashed =
                rows.withColumn(DayHash.ROW, DayHash.ofRow(rows)).withColumn("day", DayHash.day(contract));
        Dataset<Row> byKey = keys.length == 0
                ? hashed.groupBy("day")
                        .agg(
                                count(lit(1)).as("n"),
                                with(
                                        broken,
                                        sum(DayHash.low()).as("low"),
                                        sum(DayHash.high()).as("high")))
                : hashed.groupBy(keys)
                        .agg(
                                count(lit(1)).as("n"),
                                with(
                                        broken,
                                        min("day").as("day"),
                                        min(DayHash.ROW).as(DayHash.ROW)))
                        .withColumn("low", DayHash.low())
                        .withColumn("high", DayHash.high());
        Column[] totals = IntStream.range(0, broken.length)
                .mapToObj(i -> sum("broken_" + i))
                .toArray(Column[]::new);
        Map<LocalDate, DayHash> days = new TreeMap<>();
        long[] brokenRows = new long[broken.length];
        long all = 0;
        long repeated = 0;
        for (Row row : byKey.groupBy("day")
                .agg(sum("n"), with(totals, sum(col("n").minus(1)), sum("low"), sum("high")))
                .collectAsList()) {
            all += row.getLong(1);
            repeated += row.getLong(broken.length + 2);
            days.put(
                    row.getDate(0).toLocalDate(),
                    DayHash.of(row.getLong(1), row.getLong(broken.length + 3), row.getLong(broken.length + 4)));
            for (int i = 0; i < broken.length; i++) {
                brokenRows[i] += row.getLong(i + 2);
            }
        }
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < broken.length; i++) {
            CheckContract check = checks.get(i);
            long n = overSeveralRows(contract, check.rule(), rows, all, repeated, brokenRows[i]);
            results.add(new CheckResult(contract.table(), check, n, all));
        }
        return new Seen(results, days);
    }

    /** The columns of the first unique rule that stops the write; others are looked at one by one. */
    private static Optional<List<String>> key(TableContract contract) {
        return contract.checks().stream()
                .filter(c -> c.severity() == Severity.FAIL && c.rule() instanceof Rule.Unique)
                .map(c -> ((Rule.Unique) c.rule()).columns())
                .findFirst();
    }

    private static Column[] with(Column[] first, Column... then) {
        Column[] all = Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }

    private long overSeveralRows(
            TableContract contract, Rule rule, Dataset<Row> rows, long all, long repeated, long brokenAlone) {
        if (rule instanceof Rule.Unique unique) {
            return key(contract).equals(Optional.of(unique.columns())) ? repeated : duplicates(rows, unique.columns());
        }
        if (rule instanceof Rule.RowCountAtLeast least) {
            return Math.max(0, least.rows() - all);
        }
        if (rule instanceof Rule.References reference) {
            return orphans(rows, reference);
        }
        return brokenAlone;
    }

    private static long duplicates(Dataset<Row> rows, List<String> keys) {
        Column[] columns = keys.stream().map(k -> col("`" + k + "`")).toArray(Column[]::new);
        Row row = rows.groupBy(columns)
                .agg(count(lit(1)).as("n"))
                .filter(col("n").gt(1))
                .agg(coalesce(sum(col("n").minus(1)), lit(0L)))
                .first();
        return row.getLong(0);
    }

    private long orphans(Dataset<Row> rows, Rule.References reference) {
        Dataset<Row> keys = warehouse
                .read(reference.table())
                .select(col(reference.key()).as("key"))
                .distinct();
        return rows.filter(col(reference.column()).isNotNull())
                .join(keys, col(reference.column()).equalTo(col("key")), "left_anti")
                .count();
    }
}
