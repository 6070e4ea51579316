package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.KpiUse;
import dev.vitals.job.compare.ExperimentPlan.PlannedMetric;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says why a plan has no number of a metric where one is looked for. */
final class PlanWords {
    private PlanWords() {}

    /**
     * What is not known of a metric, and why; empty where all is known.
     *
     * @param held the days in which the test was held
     * @param asOf night whose knowledge of them this is
     * @param plan of the metric; empty where nothing is known of it
     */
    static Optional<String> unknown(Metric metric, Schedule held, LocalDate asOf, Optional<PlannedMetric> plan) {
        List<String> reasons = new ArrayList<>();
        Optional<KpiUse> kpi = metric.kpi();
        if (plan.isEmpty()) {
            reasons.add("no number: no unit has anything of it in %s to %s%s"
                    .formatted(
                            held.start(),
                            held.end(),
                            kpi.map(KpiUse::labelAge)
                                    .filter(age -> age.isPresent())
                                    .map(age -> ", on days that were %d days old on %s".formatted(age.getAsInt(), asOf))
                                    .orElse("")));
        } else if (plan.get().detectableFall() == null && plan.get().detectableRise() == null) {
            reasons.add(
                    plan.get().deviation() == 0 || plan.get().mean() == 0
                            ? "no lift: it does not vary, or is 0"
                            : "no lift: it varies so much that none can be called %.0f%% of the time by so few units"
                                    .formatted(100 * ExperimentPlan.POWER));
        }
        int pastDays = kpi.map(KpiUse::pastDays).orElse(0);
        if (plan.isPresent() && pastDays > 0 && plan.get().pastCorrelation() == null) {
            reasons.add(
                    "no past: nothing is known of its units in the %d days before %s, so that what the past takes out of it is not in these lifts"
                            .formatted(pastDays, held.start()));
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }
}
