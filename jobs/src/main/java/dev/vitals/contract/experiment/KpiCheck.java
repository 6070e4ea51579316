package dev.vitals.contract.experiment;

import dev.vitals.contract.experiment.Metric.Statistic;
import java.util.Optional;

/** Knows which KPIs a test can be judged by. */
@FunctionalInterface
public interface KpiCheck {
    /** Whether units can be compared by a KPI, named by a column of its fact table. */
    Fit fit(String kpi, String unitColumn);

    /**
     * A KPI as the metric of a test.
     *
     * @param problem what speaks against it, and what to do; empty where nothing does
     * @param statistic what it is of units
     * @param matureAfterDays days after which its numbers can no longer change
     */
    record Fit(Optional<String> problem, Statistic statistic, int matureAfterDays) {
        /** A KPI that can't be taken. */
        public static Fit none(String problem) {
            return new Fit(Optional.of(problem), Statistic.RATIO, 0);
        }

        /** A KPI that can. */
        public static Fit of(Statistic statistic, int matureAfterDays) {
            return new Fit(Optional.empty(), statistic, matureAfterDays);
        }
    }
}
