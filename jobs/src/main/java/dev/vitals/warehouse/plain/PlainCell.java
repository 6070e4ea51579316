package dev.vitals.warehouse.plain;

import java.time.LocalDate;

/**
 * One number of a KPI for a day and slice, without an interval.
 *
 * @param sliceKey {@code all}, or {@code dimension=value} joined by {@code |}
 * @param estimate {@code value}, or {@code p50}, {@code mean_72h}, ... where a KPI has several
 * @param numerator null when the KPI has none
 * @param denominator null when the KPI has none
 * @param value null when the data do not give one
 */
public record PlainCell(
        String kpi,
        LocalDate date,
        String sliceKey,
        String estimate,
        Double numerator,
        Double denominator,
        Double value) {}
