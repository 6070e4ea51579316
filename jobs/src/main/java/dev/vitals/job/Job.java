package dev.vitals.job;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A pure function from tables to one table, for a range of days. It opens nothing, writes nothing, never asks the time.
 *
 * <p>Each output day depends on its own window of each input alone, so that a range gives the same rows as its days one
 * by one (ADR 0002).
 */
public interface Job {
    /** Room and purpose, e.g. {@code refine.report_case}. */
    String name();

    /** Tables it reads, with their windows. */
    Set<Input> reads();

    /** The one table it writes. */
    String writes();

    /** The rows of {@link #writes()} for the days, with the columns of its contract in any order. */
    Dataset<Row> apply(Tables tables, Days days);

    /**
     * Whether a day can have rows though no input has any on it or later: of what goes on, or ends by itself. Such a day is
     * computed when it becomes visible; without them only when its window holds something new.
     */
    default boolean hasRowsOnQuietDays() {
        return true;
    }

    /**
     * Which rows of its table say something else as more days become visible, whatever lies on those; empty where all rows
     * follow from what their windows hold.
     *
     * @param seen last day that was visible when the rows were made
     * @param asOf last day that is visible now
     */
    default Optional<Column> turnedByTime(LocalDate seen, LocalDate asOf) {
        return Optional.empty();
    }
}
