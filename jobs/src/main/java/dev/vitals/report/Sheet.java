package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A table of plain values with typed columns, which becomes a CSV, a Parquet or a JSON file; null is nothing. */
final class Sheet {
    /** What a column holds. */
    enum Type {
        TEXT(String.class),
        WHOLE(Number.class),
        REAL(Number.class),
        DAY(LocalDate.class),
        FLAG(Boolean.class);

        private final Class<?> holds;

        Type(Class<?> holds) {
            this.holds = holds;
        }
    }

    /** A column; its name is in snake case. */
    record Column(String name, Type type) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<Object[]> rows = new ArrayList<>();

    /** Adds columns of text. */
    Sheet texts(String... names) {
        return columns(Type.TEXT, names);
    }

    /** Adds columns of whole numbers. */
    Sheet wholes(String... names) {
        return columns(Type.WHOLE, names);
    }

    /** Adds columns of real numbers. */
    Sheet reals(String... names) {
        return columns(Type.REAL, names);
    }

    /** Adds columns of days. */
    Sheet days(String... names) {
        return columns(Type.DAY, names);
    }

    /** Adds columns of yes or no. */
    Sheet flags(String... names) {
        return columns(Type.FLAG, names);
    }

    private Sheet columns(Type type, String... names) {
        if (!rows.isEmpty()) {
            throw new IllegalStateException("A column came after the first row: " + Arrays.toString(names));
        }
        Arrays.stream(names).map(name -> new Column(name, type)).forEach(columns::add);
        return this;
    }

    /** Adds a row, one value for each column. */
    Sheet row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells does not fit a table of "
                    + columns.size() + " columns: " + Arrays.toString(cells));
        }
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null && !columns.get(i).type().holds.isInstance(cells[i])) {
                throw new IllegalArgumentException("Column " + columns.get(i) + " can't hold " + cells[i] + " ("
                        + cells[i].getClass().getSimpleName() + ").");
            }
        }
        rows.add(cells.clone());
        return this;
    }

    List<Column> columns() {
        return Collections.unmodifiableList(columns);
    }

    /** Rows in the order in which they came. */
    List<Object[]> rows() {
        return Collections.unmodifiableList(rows);
    }
}
