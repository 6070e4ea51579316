package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.CheckContract;
import dev.vitals.contract.Severity;
import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/** The part of a contract's checks that looks at each row by itself. */
public final class RowChecks {
    private RowChecks() {}

    /** For each check of the contract, in its order, how many rows break it; 0 for a check over several rows. */
    public static List<Column> brokenRows(TableContract contract) {
        return broken(contract).stream()
                .map(isBroken -> sum(when(isBroken, 1L).otherwise(0L)))
                .toList();
    }

    /** For each check of the contract, in its order, whether a row breaks it; false for a check over several rows. */
    static List<Column> broken(TableContract contract) {
        return contract.checks().stream()
                .map(check -> check.brokenRow().map(sql -> expr(sql)).orElse(lit(false)))
                .toList();
    }

    /** Results of the checks that look at each row by itself. */
    public static List<CheckResult> results(TableContract contract, long[] brokenRows, long rows) {
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < brokenRows.length; i++) {
            CheckContract check = contract.checks().get(i);
            if (check.brokenRow().isPresent()) {
                results.add(new CheckResult(contract.table(), check, brokenRows[i], rows));
            }
        }
        return results;
    }

    /**
     * Stops when a check of severity fail was broken.
     *
     * @throws CheckFailedException naming every broken check
     */
    public static void stopOnFailure(TableContract contract, List<CheckResult> results) {
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
}
