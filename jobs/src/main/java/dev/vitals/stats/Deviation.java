package dev.vitals.stats;

import java.time.LocalDate;

/**
 * How far a day's value lies from what the weeks before let expect, as {@link RobustBaseline} judged it.
 *
 * @param day the day
 * @param value its value
 * @param expected the value expected
 * @param lower the lower end of the band in which values are expected
 * @param upper the upper end of that band
 * @param score the distance from the expected value in standard deviations, with its sign
 * @param pValue the probability of a distance as large, either way, when nothing has changed
 */
public record Deviation(
        LocalDate day, double value, double expected, double lower, double upper, double score, double pValue) {
    /** Whether the value lies outside the band. */
    public boolean isBeyond() {
        return value < lower || value > upper;
    }
}
