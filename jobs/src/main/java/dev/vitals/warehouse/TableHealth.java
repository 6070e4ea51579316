package dev.vitals.warehouse;

import dev.vitals.contract.ActualColumn;
import dev.vitals.contract.ContractGate;
import dev.vitals.contract.TableContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a table can be read and keeps its contract.
 *
 * @param table layer and name
 * @param isWell nothing to mend
 * @param detail what was found, and what to do about it
 */
public record TableHealth(String table, boolean isWell, String detail) {
    /** A run that is under way has files that its commit will name. */
    private static final Duration UNDER_WAY = Duration.ofDays(1);

    private static final int LISTED_FILES = 3;

    /**
     * That of a table; a checkpoint that was cut short is moved aside on the way.
     *
     * @param now by which a file of a run under way is told from one that was left
     * @param isMended also set properties again that somebody changed
     */
    static TableHealth of(Warehouse warehouse, TableContract contract, Instant now, boolean isMended) {
        String table = contract.table();
        try {
            if (!warehouse.exists(table)) {
                return new TableHealth(table, true, "not written yet");
            }
            TableDrift drift = new TableDrift(warehouse, contract);
            List<String> damaged = drift.damagedFiles();
            if (!damaged.isEmpty()) {
                return new TableHealth(table, false, damaged(damaged));
            }
            List<ActualColumn> actual = Arrays.stream(
                            warehouse.read(table).schema().fields())
                    .map(f -> new ActualColumn(f.name(), f.dataType().catalogString(), f.nullable()))
                    .toList();
            if (isMended && drift.isToBeSetAgain()) {
                drift.mend();
            }
            List<String> problems = new ArrayList<>();
            new ContractGate(contract).problemsOfRows(actual).forEach(problem -> problems.add(problem.message()));
            problems.addAll(drift.problems());
            String orphans =
                    drift.size().words() + drift.orphans(now.minus(UNDER_WAY)).words();
            return problems.isEmpty()
                    ? new TableHealth(table, true, "keeps its contract" + orphans)
                    : new TableHealth(table, false, String.join(" ", problems) + orphans);
        } catch (Exception e) {
            // Spark throws what Java takes for checked.
            List<String> moved = CutCheckpoints.moveAside(warehouse, table);
            if (moved.isEmpty()) {
                return new TableHealth(
                        table,
                        false,
                        "can't be read: %s. Its log is %s/_delta_log."
                                .formatted(e.getMessage(), warehouse.path(table)));
            }
            TableHealth after = of(warehouse, contract, now, isMended);
            return new TableHealth(
                    table,
                    after.isWell(),
                    "%s, now that a checkpoint that was cut short lies aside (%s in %s/_delta_log)"
                            .formatted(after.detail(), String.join(", ", moved), warehouse.path(table)));
        }
    }

    private static String damaged(List<String> files) {
        return "%,d of its files are gone or were cut, and their rows can't be read: %s%s. Put them back from a copy; or move its folder away and compute it anew (./vitals backfill; of bronze: restore it)."
                .formatted(
                        files.size(),
                        files.stream().limit(LISTED_FILES).collect(Collectors.joining(", ")),
                        files.size() > LISTED_FILES ? ", and others" : "");
    }
}
