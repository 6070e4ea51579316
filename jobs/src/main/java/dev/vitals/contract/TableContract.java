package dev.vitals.contract;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one table promises to its readers.
 *
 * @param layer bronze, silver, gold, dim or ops
 * @param name name within the layer
 * @param version raised when the meaning of the table changes
 * @param owner team that answers questions
 * @param description what the table is for
 * @param grain what one row is
 * @param partitionBy columns that make the folders
 * @param clusterBy columns by which rows lie together within a file
 * @param retentionDays days after which rows are removed
 * @param retentionBy column that tells the age of a row, a day or an instant; rows without one stay
 * @param columns columns in order, those of an envelope in front
 * @param checks promises about rows; the first one is that required columns are filled, where there are any
 * @param access who may read it, such as {@code role:lead}; empty for a table of all who may read its layer
 */
public record TableContract(
        String layer,
        String name,
        int version,
        String owner,
        String description,
        String grain,
        List<String> partitionBy,
        List<String> clusterBy,
        int retentionDays,
        String retentionBy,
        List<ColumnContract> columns,
        List<CheckContract> checks,
        Optional<String> access) {
    /** How the access of a role begins. */
    static final String ROLE = "role:";

    public TableContract {
        partitionBy = List.copyOf(partitionBy);
        clusterBy = List.copyOf(clusterBy);
        columns = List.copyOf(columns);
        checks = List.copyOf(checks);
    }

    /** Whether who has the role, or none, may read it. */
    public boolean isOpenTo(Optional<String> role) {
        return access.isEmpty() || access.equals(role.map(name -> ROLE + name));
    }

    /** Layer and name, e.g. {@code silver.report_case}. */
    public String table() {
        return layer + "." + name;
    }

    /** Names of the columns, in order. */
    public List<String> columnNames() {
        return columns.stream().map(ColumnContract::name).toList();
    }

    /** The column of that name. */
    public ColumnContract column(String column) {
        return findColumn(column)
                .orElseThrow(() -> new IllegalArgumentException(
                        table() + " has no column " + column + "." + Nearest.hint(column, columnNames())));
    }

    /** The column of that name, if the table has it. */
    public Optional<ColumnContract> findColumn(String column) {
        return columns.stream().filter(each -> each.name().equals(column)).findFirst();
    }

    /** The day by which the table is partitioned; empty for a table without days. */
    public Optional<ColumnContract> dayColumn() {
        return partitionBy.stream()
                .map(this::column)
                .filter(column -> column.type().equals("date"))
                .findFirst();
    }

    /** Columns with types and {@code NOT NULL}, for {@code StructType.fromDDL} or a {@code CREATE TABLE}. */
    public String ddl() {
        return joined(ColumnContract::ddl);
    }

    /** Columns with types, each allowed to be null: the shape of fixtures and intermediate rows. */
    public String nullableDdl() {
        return joined(ColumnContract::nullableDdl);
    }

    /** {@link #ddl()} with descriptions as column comments. */
    public String documentedDdl() {
        return joined(ColumnContract::documentedDdl);
    }

    private String joined(Function<ColumnContract, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }
}
