package dev.vitals.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the columns that rows or a table really have with those that a contract promises. */
public final class ContractGate {
    private final TableContract contract;
    private final List<String> names;

    /** A gate for one table. */
    public ContractGate(TableContract contract) {
        this.contract = contract;
        this.names = contract.columnNames();
    }

    /**
     * What keeps rows from being written to the table. Order and nullability do not count: whether required columns are
     * filled is seen from the rows, by the table's checks.
     */
    public List<Problem> problemsOfRows(List<ActualColumn> actual) {
        return problems(actual, Set.of());
    }

    /** In what a stored table departs from its contract; a required column must be declared NOT NULL. */
    public List<Problem> problemsOfTable(List<ActualColumn> actual) {
        Set<String> required = contract.columns().stream()
                .filter(column -> !column.nullable())
                .map(ColumnContract::name)
                .collect(Collectors.toSet());
        return problems(actual, required);
    }

    private List<Problem> problems(List<ActualColumn> actual, Set<String> required) {
        Set<String> present = new HashSet<>();
        List<Problem> problems = new ArrayList<>();
        for (ActualColumn column : actual) {
            if (!present.add(column.name())) {
                problems.add(problem(Kind.DUPLICATE, column.name(), "is there twice; rename or drop one."));
            } else if (names.contains(column.name())) {
                compare(column, required, problems);
            }
        }
        for (ColumnContract column : contract.columns()) {
            if (!present.contains(column.name())) {
                List<String> near = extra(Nearest.to(column.name(), present));
                problems.add(problem(
                        Kind.MISSING,
                        column.name(),
                        "(" + column.type() + ") is missing"
                                + (near.isEmpty() ? "; add it." : "; is it " + near.get(0) + ", under a wrong name?")));
            }
        }
        for (String name :
                extra(actual.stream().map(ActualColumn::name).distinct().toList())) {
            problems.add(problem(Kind.EXTRA, name, "is not in the contract; drop it, or add it to " + file() + "."));
        }
        return problems;
    }

    private void compare(ActualColumn actual, Set<String> required, List<Problem> problems) {
        ColumnContract promised = contract.column(actual.name());
        String type = canonical(actual.type());
        if (!type.equals(promised.type())) {
            problems.add(problem(
                    Kind.TYPE,
                    actual.name(),
                    "is " + type + " where the contract says " + promised.type() + "; cast it, or correct " + file()
                            + "."));
        }
        if (actual.nullable() && required.contains(actual.name())) {
            problems.add(problem(
                    Kind.NULLABILITY,
                    actual.name(),
                    "may be null where the contract says it is always filled; declare it NOT NULL."));
        }
    }

    private List<String> extra(List<String> present) {
        return present.stream().filter(name -> !names.contains(name)).toList();
    }

    private Problem problem(Kind kind, String column, String what) {
        return new Problem(kind, column, contract.table() + ": column " + column + " " + what);
    }

    private String file() {
        return "schemas/tables/" + contract.layer() + "/" + contract.name() + ".yaml";
    }

    /** The type in its one spelling, or as it stands when contracts know no such type. */
    private static String canonical(String type) {
        try {
            return ColumnType.canonical(type);
        } catch (IllegalArgumentException e) {
            return type;
        }
    }

    /** How a column departs from its contract. */
    public enum Kind {
        /** Promised, but not there. */
        MISSING,
        /** There, but not promised. */
        EXTRA,
        /** There more than once. */
        DUPLICATE,
        /** Of another type. */
        TYPE,
        /** May be null, but must not. */
        NULLABILITY
    }

    /**
     * One departure from a contract.
     *
     * @param kind what sort
     * @param column which column
     * @param message table, column, what is wrong and what to do, as a sentence
     */
    public record Problem(Kind kind, String column, String message) {}
}
