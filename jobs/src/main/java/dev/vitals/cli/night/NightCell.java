package dev.vitals.cli.night;

import java.time.LocalDate;

/**
 * A number that a night gave, whoever computed it.
 *
 * @param kpi id
 * @param date anchor day
 * @param sliceKey as {@code gold.kpi_daily} has it
 * @param estimate which number of the KPI
 * @param numerator null where the KPI has none
 * @param denominator null where the KPI has none
 * @param value null where the rows do not give one
 */
public record NightCell(
        String kpi,
        LocalDate date,
        String sliceKey,
        String estimate,
        Double numerator,
        Double denominator,
        Double value) {

    /** The names of the dimensions of the slice, joined by |; the whole has none. */
    String dimensions() {
        if (sliceKey.equals("all")) {
            return "";
        }
        StringBuilder names = new StringBuilder();
        for (String part : sliceKey.split("(?<!\\\\)\\|", -1)) {
            names.append(names.isEmpty() ? "" : "|").append(part, 0, Math.max(0, part.indexOf('=')));
        }
        return names.toString();
    }

    /** What makes it one number. */
    String address() {
        return kpi + " " + date + " " + sliceKey + " " + estimate;
    }
}
