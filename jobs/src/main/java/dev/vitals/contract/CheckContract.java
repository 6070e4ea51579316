package dev.vitals.contract;

import java.util.Optional;

/**
 * A promise about the rows of a table.
 *
 * @param name what {@code ops.check_result} calls it; unique within its table
 * @param severity what happens when it is broken
 * @param rule what must hold
 */
public record CheckContract(String name, Severity severity, Rule rule) {
    /** Name of the check that follows from {@code nullable: false}. */
    static final String REQUIRED_COLUMNS = "required_columns_are_filled";

    /** SQL that is true for a row that breaks the check; empty when it takes more than one row to tell. */
    public Optional<String> brokenRow() {
        return rule.brokenRow();
    }
}
