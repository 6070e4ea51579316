package dev.vitals.job;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables that a job declared to read, cut to their windows around the computed days and to what is visible as of
 * the last day.
 */
@FunctionalInterface
public interface Tables {
    /** Rows of the table, with the columns and types of its contract. */
    Dataset<Row> of(String table);
}
