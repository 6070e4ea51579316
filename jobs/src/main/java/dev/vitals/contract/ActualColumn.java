package dev.vitals.contract;

/**
 * A column as rows or a table really have it.
 *
 * @param name its name
 * @param type its type as text, e.g. Spark's {@code DataType.catalogString()}
 * @param nullable whether it may be empty
 */
public record ActualColumn(String name, String type, boolean nullable) {}
