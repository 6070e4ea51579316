package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A number that a night found far from what the weeks before let expect, as {@code gold.alert} holds it.
 *
 * @param night night that raised it
 * @param kpi KPI id
 * @param date day whose number it is
 * @param slice dimension to value; empty for all
 * @param estimate which number
 * @param kind spike, unsettled or shift
 * @param since first day of the run of days that it ends
 * @param observed the number
 * @param low lower end of the band that was expected
 * @param high upper end of that band
 * @param score distance in standard deviations, with its sign
 * @param n observations
 * @param isSmall hidden outside gold
 * @param context what else happened, in sentences
 */
public record Alarm(
        LocalDate night,
        String kpi,
        LocalDate date,
        Map<String, String> slice,
        String estimate,
        String kind,
        LocalDate since,
        double observed,
        double low,
        double high,
        double score,
        long n,
        boolean isSmall,
        List<String> context) {
    public Alarm {
        slice = Map.copyOf(slice);
        context = List.copyOf(context);
    }
}
