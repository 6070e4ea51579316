package dev.vitals.contract.experiment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A number by which a test is judged.
 *
 * @param margin what share of the control a guardrail may be worse by; empty of others
 * @param measure the columns it is made of, which units add up; empty where they are not of a table that the file names
 * @param cases the columns it is made of where each row is a case; empty of others
 * @param kpi the KPI it is, of a test in the warehouse
 */
public record Metric(
        String id,
        Role role,
        Statistic statistic,
        GoodWhen goodWhen,
        OptionalDouble margin,
        Optional<Measure> measure,
        Optional<Cases> cases,
        Optional<KpiUse> kpi) {
    /** A metric that units add up, of columns where there are some. */
    public static Metric of(
            String id,
            Role role,
            Statistic statistic,
            GoodWhen goodWhen,
            OptionalDouble margin,
            Optional<Measure> measure) {
        return new Metric(id, role, statistic, goodWhen, margin, measure, Optional.empty(), Optional.empty());
    }

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
        RATIO,
        /** Events of the units over their exposure, which come in bursts. */
        RATE,
        /** The share of cases of which it is true, each with a weight, as audits have them. */
        WEIGHTED_SHARE,
        /** How many different things a unit had, on average. */
        DISTINCT,
        /** The value that a share of the cases does not exceed. */
        QUANTILE,
        /** Seconds that cases are open within a horizon, those that still are included. */
        TIME_TO_EVENT,
        /** The share of cases that get a label, which comes late. */
        DELAYED_SHARE;

        /** Whether it is one total over another. */
        public boolean isRatio() {
            return this == RATIO || this == RATE || this == WEIGHTED_SHARE;
        }

        /** Whether each row is a case, and nothing is added up by unit. */
        public boolean isOfCases() {
            return this == QUANTILE || this == TIME_TO_EVENT || this == DELAYED_SHARE;
        }
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
     * @param denominator of a ratio; of a weighted share the weight
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

    /** Columns of a case's row. */
    public sealed interface Cases permits Values, Times, Labels {}

    /**
     * Cases with a value each.
     *
     * @param quantile share of the cases that do not exceed it, strictly between 0 and 1
     */
    public record Values(String value, double quantile) implements Cases {}

    /**
     * Cases that end at some time or are still open.
     *
     * @param seconds column of how long a case was open, or has been so far
     * @param ended column that is true, or 1, of a case that has ended
     * @param horizonHours hours that are looked at
     */
    public record Times(String seconds, String ended, int horizonHours) implements Cases {}

    /**
     * Cases whose label comes later.
     *
     * @param day column with the day of a case
     * @param labelDay column with the day of its label; empty where it has none
     * @param withinDays the longest delay; later labels do not count
     * @param age days by which labels are compared; empty where those to come are foreseen
     * @param asOf last day whose labels are all known
     */
    public record Labels(String day, String labelDay, int withinDays, OptionalInt age, LocalDate asOf)
            implements Cases {}

    /**
     * A KPI, added up by unit: its numerator over its denominator, of a count over the units.
     *
     * @param id of the KPI
     * @param unitColumn column of its fact table that names the unit
     * @param isPerUnit whether its numerator is held against the units, and not against its denominator
     * @param pastDays days before a unit first saw the test in which it is looked at as well; 0 for none
     * @param labelAge days after which a late label does not count, and before which a day does not; empty for as long as the
     *     KPI waits
     * @param cap what a unit's numerator counts as where it is more; empty for none
     */
    public record KpiUse(
            String id, String unitColumn, boolean isPerUnit, int pastDays, OptionalInt labelAge, OptionalDouble cap) {}
}
