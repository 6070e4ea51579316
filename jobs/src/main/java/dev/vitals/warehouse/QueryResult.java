package dev.vitals.warehouse;

import java.util.List;

/**
 * Rows of a query as plain values.
 *
 * @param columns names
 * @param numbers whether the column holds numbers
 * @param rows values: numbers, booleans, texts, lists and maps of them, or null
 * @param isCut whether there were more rows
 */
public record QueryResult(List<String> columns, List<Boolean> numbers, List<List<Object>> rows, boolean isCut) {
    /** Whether the column at the position holds numbers. */
    public boolean isNumber(int column) {
        return numbers.get(column);
    }
}
