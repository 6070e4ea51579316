package dev.vitals.warehouse.plain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The days that some nights touch.
 *
 * @param firstEvent first day of any event that is there, dimensions apart
 * @param firstTouched first day of an event that came in one of the nights, or lies on the first of them
 * @param night last day whose events count
 */
record PlainSpan(LocalDate firstEvent, LocalDate firstTouched, LocalDate night) {
    /** Days for which reports, sanctions and appeals are followed. */
    private static final int FOLLOWED = 60;

    static PlainSpan of(PlainTables tables, LocalDate first, LocalDate night) {
        LocalDate firstEvent = first;
        LocalDate firstTouched = first;
        for (String table : PlainBronze.columns().keySet()) {
            Dataset<Row> events = tables.read(table).where(col("event_date").leq(lit(Date.valueOf(night))));
            Dataset<Row> landed = events.where(col("landed_on").between(Date.valueOf(first), Date.valueOf(night)));
            firstTouched = earlier(firstTouched, landed);
            firstEvent = table.equals(PlainBronze.DIMENSIONS) ? firstEvent : earlier(firstEvent, events);
        }
        return new PlainSpan(firstEvent, firstTouched.isBefore(firstEvent) ? firstEvent : firstTouched, night);
    }

    /** First day whose reports, sanctions and appeals the night may change. */
    LocalDate firstFollowed() {
        LocalDate first = firstTouched.minusDays(FOLLOWED);
        return first.isBefore(firstEvent) ? firstEvent : first;
    }

    private static LocalDate earlier(LocalDate day, Dataset<Row> events) {
        Date first = events.agg(min("event_date")).first().getDate(0);
        return first == null || !first.toLocalDate().isBefore(day) ? day : first.toLocalDate();
    }
}
