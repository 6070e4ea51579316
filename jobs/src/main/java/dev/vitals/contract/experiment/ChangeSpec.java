package dev.vitals.contract.experiment;

import java.time.LocalDate;
import java.util.List;

/**
 * A change that came for everyone on one day, so that there is nobody to hold it against but the days before.
 *
 * @param id its name
 * @param hypothesis what is thought to happen, and why
 * @param owner who answers for it
 * @param changeOn first day on which it holds
 * @param alpha share of false calls that is accepted
 * @param metrics KPIs by which it is judged, in the order of the file
 */
public record ChangeSpec(
        String id, String hypothesis, String owner, LocalDate changeOn, double alpha, List<ChangedMetric> metrics) {
    public ChangeSpec {
        metrics = List.copyOf(metrics);
    }

    /**
     * A KPI by which a change is judged.
     *
     * @param goodWhen which way is better
     */
    public record ChangedMetric(String kpi, Metric.Role role, Metric.GoodWhen goodWhen) {}
}
