package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.vitals.contract.CheckContract;
import dev.vitals.contract.Rule;
import dev.vitals.contract.Severity;
import dev.vitals.contract.TableContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     * Looks at the rows once: all row rules, the unique key and the hashes of the days. Rows whose keys have the same hash of 64
     * bits are held against each other before they are told to share a key.
     */
    Seen look(TableContract contract, Dataset<Row> rows) {
        RowTotals totals = RowLook.at(contract, rows, RowChecks.broken(contract), columns(key(contract)));
        return new Seen(results(contract, rows, totals), DayHash.of(totals));
    }

    /** How each check goes, in the order of the contract, where nobody asks for hashes of the days. */
    List<CheckResult> results(TableContract contract, Dataset<Row> rows) {
        return results(
                contract, rows, RowLook.atRules(contract, rows, RowChecks.broken(contract), columns(key(contract))));
    }

    private List<CheckResult> results(TableContract contract, Dataset<Row> rows, RowTotals totals) {
        List<CheckContract> checks = contract.checks();
        long repeated = totals.repeated() == 0 ? 0 : duplicates(rows, key(contract));
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            CheckContract check = checks.get(i);
            long n = overSeveralRows(contract, check.rule(), rows, totals.rows(), repeated, totals.brokenRows(i));
            results.add(new CheckResult(contract.table(), check, n, totals.rows()));
        }
        return results;
    }

    /** The columns of the first unique rule that stops the write; others are looked at one by one. */
    private static List<String> key(TableContract contract) {
        return contract.checks().stream()
                .filter(c -> c.severity() == Severity.FAIL && c.rule() instanceof Rule.Unique)
                .map(c -> ((Rule.Unique) c.rule()).columns())
                .findFirst()
                .orElse(List.of());
    }

    private static List<Column> columns(List<String> names) {
        return names.stream().map(name -> col("`" + name + "`")).toList();
    }

    private long overSeveralRows(
            TableContract contract, Rule rule, Dataset<Row> rows, long all, long repeated, long brokenAlone) {
        if (rule instanceof Rule.Unique unique) {
            return key(contract).equals(unique.columns()) ? repeated : duplicates(rows, unique.columns());
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
        Row row = rows.groupBy(columns(keys).toArray(Column[]::new))
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
