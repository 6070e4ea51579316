package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What a night had shown of one metric of a test in one treatment, as {@code gold.experiment_readout} holds it, or one look
 * at a test that the warehouse does not know; what is not known is null.
 *
 * @param asOf the night; null of a test that the warehouse does not know
 * @param experiment id of the test
 * @param metric metric of the test
 * @param kpi KPI that the metric is; null of such a test
 * @param variant treatment that is held against the control
 * @param difference treatment less control
 * @param lift the same over the control, as a share
 * @param confidence of the limits of both
 * @param margin what share of the control a guardrail may be worse by
 * @param verdict its code, such as {@code not_shown}
 * @param words the verdict in words
 */
public record ReadoutRow(
        LocalDate asOf,
        String experiment,
        String metric,
        String kpi,
        String variant,
        Arm control,
        Arm treatment,
        Range difference,
        Range lift,
        Double confidence,
        Chances chances,
        Double margin,
        Health health,
        Split split,
        String verdict,
        String words) {
    /**
     * One side of the comparison.
     *
     * @param assigned units, or clusters where these were assigned
     * @param units those that have a value; of a metric that is made of cases, its cases
     * @param counted those of them that have any of the metric's denominator; null where it has none, or that is not known
     * @param value the metric
     * @param clusters clusters, where these were assigned
     */
    public record Arm(long assigned, long units, Long counted, Double value, Long clusters) {
        /** Of a metric without a denominator of its own. */
        public Arm(long assigned, long units, Double value, Long clusters) {
            this(assigned, units, null, value, clusters);
        }

        /** What the value rests on, as far as that is known: of a ratio the units that have any of its denominator. */
        long basis() {
            return counted == null ? units : counted;
        }
    }

    /** A number with its limits. */
    public record Range(Double value, Double low, Double high) {
        boolean hasLimits() {
            return value != null && low != null && high != null;
        }
    }

    /**
     * How sure it is.
     *
     * @param p of a difference in either direction; of a guardrail, of being worse by the margin
     * @param adjustedP the same for the number of metrics and treatments
     * @param win probability that the treatment is better
     */
    public record Chances(Double p, Double adjustedP, Double win) {}

    /**
     * What helps to believe it.
     *
     * @param pastCorrelation of the metric with what units were like before
     * @param varianceRatio what the metric still varies after that is taken out, as a share
     * @param imbalanceP how often chance makes the arms as different as they were before
     * @param countedP how often chance makes so different a part of the arms' units count
     * @param strata that are compared
     * @param degreesOfFreedom by which clusters are judged
     * @param designEffect how many times the variance is that of as many independent units
     * @param permutationP after dealing the labels of few clusters anew
     * @param dispersion how many times more a rate varies than one of independent events
     * @param times of a metric of times to an event
     * @param labels of a share whose labels come late
     * @param maturedShare part of the unit days that can no longer change; null where units have no days
     */
    public record Health(
            Double pastCorrelation,
            Double varianceRatio,
            Double imbalanceP,
            Double countedP,
            Long strata,
            Double degreesOfFreedom,
            Double designEffect,
            Double permutationP,
            Double dispersion,
            Times times,
            Labels labels,
            Double maturedShare) {}

    /**
     * How fast cases end.
     *
     * @param controlOpen cases of the control that are still open
     * @param treatmentOpen the same of the treatment
     * @param speedRatio how many times as fast cases of the treatment end
     * @param logRankP of cases ending as fast in both arms
     */
    public record Times(long controlOpen, long treatmentOpen, Double speedRatio, Double logRankP) {}

    /**
     * How late labels come.
     *
     * @param age days by which they are compared; null where those to come are foreseen
     * @param controlMatured share of the control's labels that has come
     * @param treatmentMatured the same of the treatment
     */
    public record Labels(Long age, Double controlMatured, Double treatmentMatured) {}

    /**
     * How the units were parted.
     *
     * @param p how often chance parts them as unevenly
     * @param isAsPlanned whether that is common enough to believe the rest
     * @param crossoverUnits units that were in several variants and count in none
     * @param crossoverClusters clusters that were
     */
    public record Split(double p, boolean isAsPlanned, long crossoverUnits, long crossoverClusters) {}

    /** The smaller arm, by the units that its value rests on, or by cases. */
    long leastUnits() {
        return Math.min(control.basis(), treatment.basis());
    }

    /** Whether there are units, or cases, enough, which do not tell the metric so far. */
    boolean isUnknown() {
        return verdict.equals("no_units") && Math.min(control.units(), treatment.units()) > 1;
    }

    /** Whether a verdict is still to come, or can't be given. */
    boolean isOpen() {
        return List.of("running", "not_mature", "others_not_mature", "withheld").contains(verdict);
    }

    /** The smaller arm, by what was assigned. */
    long leastAssigned() {
        return Math.min(control.assigned(), treatment.assigned());
    }
}
