package dev.vitals.report;

import java.time.LocalDate;
import java.util.Map;

/**
 * One estimate of one KPI for one slice and one day or period, as gold holds it.
 *
 * @param kpi KPI id
 * @param kpiVersion version of the definition that made it
 * @param start the day, or the first day of the period
 * @param end the day, or the last day of the period
 * @param days days of the period that had been measured; 1 for a day
 * @param slice dimension to value; empty for all
 * @param estimate which number: value, p50, ...
 * @param value the number in the KPI's unit; null when the data give none
 * @param ciLow lower end of the 95% interval, or null
 * @param ciHigh upper end of the 95% interval, or null
 * @param ciMethod how the interval was made, or null
 * @param numerator numerator, or null
 * @param denominator denominator, or null
 * @param n observations
 * @param nCensored observations whose end was not seen, or null
 * @param isSmall fewer observations than the KPI's minimum
 * @param isMature only late data can move it
 * @param asOf last day whose events it takes in
 */
public record Cell(
        String kpi,
        int kpiVersion,
        LocalDate start,
        LocalDate end,
        int days,
        Map<String, String> slice,
        String estimate,
        Double value,
        Double ciLow,
        Double ciHigh,
        String ciMethod,
        Double numerator,
        Double denominator,
        long n,
        Long nCensored,
        boolean isSmall,
        boolean isMature,
        LocalDate asOf) {
    public Cell {
        slice = Map.copyOf(slice);
    }
}
