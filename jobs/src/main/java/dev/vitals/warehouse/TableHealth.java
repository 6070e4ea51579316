package dev.vitals.warehouse;

import dev.vitals.contract.ActualColumn;
import dev.vitals.contract.ContractGate;
import dev.vitals.contract.TableContract;
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

    /** Every table that has a contract; a checkpoint that was cut short is moved aside on the way. */
    public static List<TableHealth> all(Warehouse warehouse) {
        return warehouse.contracts().all().stream()
                .map(contract -> of(warehouse, contract))
                .toList();
    }

    private static TableHealth of(Warehouse warehouse, TableContract contract) {
        String table = contract.table();
        try {
            if (!warehouse.exists(table)) {
                return new TableHealth(table, true, "not written yet");
            }
            List<ActualColumn> actual = Arrays.stream(
                            warehouse.read(table).schema().fields())
                    .map(f -> new ActualColumn(f.name(), f.dataType().catalogString(), f.nullable()))
                    .toList();
            List<ContractGate.Problem> problems = new ContractGate(contract).problemsOfRows(actual);
            return problems.isEmpty()
                    ? new TableHealth(table, true, "keeps its contract")
                    : new TableHealth(
                            table,
                            false,
                            problems.stream().map(ContractGate.Problem::message).collect(Collectors.joining(" ")));
        } catch (RuntimeException e) {
            List<String> moved = CutCheckpoints.moveAside(warehouse, table);
            if (moved.isEmpty()) {
                return new TableHealth(
                        table,
                        false,
                        "can't be read: %s. Its log is %s/_delta_log."
                                .formatted(e.getMessage(), warehouse.path(table)));
            }
            TableHealth after = of(warehouse, contract);
            return new TableHealth(
                    table,
                    after.isWell(),
                    "%s, now that a checkpoint that was cut short lies aside (%s in %s/_delta_log)"
                            .formatted(after.detail(), String.join(", ", moved), warehouse.path(table)));
        }
    }
}
