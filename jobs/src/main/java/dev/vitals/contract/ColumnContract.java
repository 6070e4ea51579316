package dev.vitals.contract;

import java.util.Optional;

/**
 * A column that a table promises.
 *
 * @param name in lower case with underscores
 * @param type in the words of Spark's DDL, in its one spelling: {@code bigint}, {@code array<string>}
 * @param nullable whether it may be empty
 * @param description what it holds, in a sentence
 * @param personal whether it can be traced to a person
 * @param retentionDays days after which it is emptied, where that is sooner than the row goes
 */
public record ColumnContract(
        String name,
        String type,
        boolean nullable,
        String description,
        Personal personal,
        Optional<Integer> retentionDays) {
    public ColumnContract {
        type = ColumnType.canonical(type);
    }

    /** A column that stays as long as its row. */
    public ColumnContract(String name, String type, boolean nullable, String description, Personal personal) {
        this(name, type, nullable, description, personal, Optional.empty());
    }

    /** Name, type and {@code NOT NULL} where it must be filled: a column of a {@code CREATE TABLE}. */
    public String ddl() {
        return nullableDdl() + (nullable ? "" : " NOT NULL");
    }

    /** Name and type alone. */
    public String nullableDdl() {
        return Sql.name(name) + " " + type;
    }

    /** {@link #ddl()} with the description as comment. */
    public String documentedDdl() {
        return ddl() + " COMMENT " + Sql.text(description);
    }
}
