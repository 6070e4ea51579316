package dev.vitals.contract.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A number by which a test is judged.
 *
 * @param margin what share of the control a guardrail may be worse by; empty of others
 * @param measure the columns it is made of; empty where they are not of a table that the file names
 * @param kpi the KPI it is, of a test in the warehouse
 */
public record Metric(
        String id,
        Role role,
        Statistic statistic,
        GoodWhen goodWhen,
        OptionalDouble margin,
        Optional<Measure> measure,
        Optional<KpiUse> kpi) {
    /** What a metric is for. */
    public enum Role {
        /** The test is decided by it. */
        PRIMARY,
        /** It helps to understand. */
        SECONDARY,
        /** It must not get worse, by more than a margin. */
        GUARDRAIL
    }

    /** What is made of the units' values. */
    public enum Statistic {
        /** Their mean. */
        MEAN,
        /** The share of units of which it is true. */
        SHARE,
        /** What the units have of one thing, over what they have of another. */
        RATIO
    }

    /** Which way is better. */
    public enum GoodWhen {
        HIGHER,
        LOWER
    }

    /**
     * Columns of a unit's row.
     *
     * @param value the value, of a ratio its numerator
     * @param denominator of a ratio
     * @param covariates what units were like before they first saw the test, each as the metric itself is
     * @param cap values above it count as it, so that no single unit decides; empty for none
     */
    public record Measure(String value, Optional<String> denominator, List<Covariate> covariates, OptionalDouble cap) {
        public Measure {
            covariates = List.copyOf(covariates);
        }
    }

    /**
     * What a unit was like before.
     *
     * @param denominator of a ratio
     */
    public record Covariate(String value, Optional<String> denominator) {}

    /**
     * A KPI, added up by unit: its numerator over its denominator, of a count over the units.
     *
     * @param id of the KPI
     * @param unitColumn column of its fact table that names the unit
     * @param isPerUnit whether its numerator is held against the units, and not against its denominator
     * @param pastDays days before a unit first saw the test in which it is looked at as well; 0 for none
     */
    public record KpiUse(String id, String unitColumn, boolean isPerUnit, int pastDays) {}
}
