package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.CheckContract;
import dev.vitals.contract.Rule;
import dev.vitals.contract.Severity;
import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Runs the checks of a contract over rows that are about to be written: all row rules in one aggregation. */
final class Checks {
    /** How one check went. */
    record Result(String table, CheckContract check, long brokenRows, long rows) {
        boolean isPassed() {
            return brokenRows == 0;
        }
    }

    private final Warehouse warehouse;

    Checks(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Results of all checks, in the order of the contract. */
    List<Result> run(TableContract contract, Dataset<Row> rows) {
        List<Column> sums = new ArrayList<>();
        for (CheckContract check : contract.checks()) {
            Column broken = check.brokenRow().map(sql -> expr(sql)).orElse(lit(false));
            sums.add(coalesce(sum(when(broken, 1L).otherwise(0L)), lit(0L)));
        }
        Row totals = rows.agg(count(lit(1)), sums.toArray(Column[]::new)).first();
        long all = totals.getLong(0);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contract.checks().size(); i++) {
            CheckContract check = contract.checks().get(i);
            results.add(new Result(
                    contract.table(), check, overSeveralRows(check.rule(), rows, all, totals.getLong(i + 1)), all));
        }
        return results;
    }

    /**
     * Stops when a check of severity fail was broken.
     *
     * @throws CheckFailedException naming every broken check
     */
    static void stopOnFailure(TableContract contract, List<Result> results) {
        List<String> broken = results.stream()
                .filter(r -> !r.isPassed() && r.check().severity() == Severity.FAIL)
                .map(r -> "%s (%s): %,d of %,d rows"
                        .formatted(r.check().name(), r.check().rule().inWords(), r.brokenRows(), r.rows()))
                .toList();
        if (!broken.isEmpty()) {
            throw new CheckFailedException(
                    "%s breaks its contract and was not written; the rows of the night before are still there. Broken: %s. See ops.check_result, mend the cause, and run the same night again."
                            .formatted(contract.table(), String.join("; ", broken)));
        }
    }

    private long overSeveralRows(Rule rule, Dataset<Row> rows, long all, long brokenAlone) {
        if (rule instanceof Rule.Unique unique) {
            return duplicates(rows, unique.columns());
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
