package dev.vitals.cli.night;

import java.time.LocalDate;

/**
 * One number of a night as a contestant published it: the point alone, with what was counted and what it was divided by.
 *
 * @param kpi KPI id
 * @param date anchor day
 * @param sliceKey {@code all}, or dimensions and values as gold files them
 * @param estimate which number, {@code value} where a KPI has one
 * @param numerator what was counted; null when the KPI has none
 * @param denominator what it was divided by; null when the KPI has none
 * @param value the number; null when the data do not give one
 */
public record NightCell(
        String kpi,
        LocalDate date,
        String sliceKey,
        String estimate,
        Double numerator,
        Double denominator,
        Double value) {}
