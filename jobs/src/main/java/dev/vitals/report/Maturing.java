package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What is known of shares whose numerators come late, such as appeals and reversals, all slices together.
 *
 * @param expected what {@code gold.nowcast} foresees of periods that are not mature
 * @param ages what {@code gold.label_triangle} holds of days by age
 */
public record Maturing(List<Expected> expected, List<Age> ages) {
    /** Nothing is known. */
    public static final Maturing NONE = new Maturing(List.of(), List.of());

    public Maturing {
        expected = List.copyOf(expected);
        ages = List.copyOf(ages);
    }

    /**
     * What is foreseen of a period.
     *
     * @param kpi KPI id
     * @param period day, week or month
     * @param within days after their own within which rows count as positive; null when a night did not say
     * @param labels rows that have become positive so far
     * @param cases rows
     * @param maturedShare share of the labels that has come, 0 to 1; null when nobody can tell yet
     * @param share share of positive rows when those days have passed; null when nobody can tell yet
     * @param low lower end of its 95% prediction interval, or null
     * @param high upper end, or null
     */
    public record Expected(
            String kpi,
            Period period,
            Integer within,
            long labels,
            long cases,
            Double maturedShare,
            Double share,
            Double low,
            Double high) {}

    /**
     * How many rows of a day had become positive after some days.
     *
     * @param kpi KPI id
     * @param date day of the rows
     * @param days days after it, from 0
     * @param cases rows of the day
     * @param labels positive ones by the end of that age
     */
    public record Age(String kpi, LocalDate date, int days, long cases, long labels) {}
}
