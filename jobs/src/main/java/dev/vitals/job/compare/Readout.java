package dev.vitals.job.compare;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a test showed; the names of its parts are the fields of the JSON that {@code experiment readout} prints.
 *
 * @param experiment its id
 * @param unit what was assigned, in lower case
 * @param asOf the night that published it; null of a test that the warehouse does not know
 * @param alpha share of false calls that is accepted
 * @param design when the test may be looked at, in words
 * @param correction how p-values are adjusted, in lower case
 * @param sampleRatioPValue how often chance parts the units as unevenly over the variants as they are; in the warehouse, on any
 *     night so far
 * @param isSplitAsPlanned whether that is common enough to believe the rest
 * @param assigned units of each variant, or clusters where these were assigned
 * @param crossoverUnits units that were in several variants and count in none
 * @param crossoverClusters clusters that were, with all their units
 * @param effects of each metric in each treatment, metrics in the order of the file
 */
public record Readout(
        String experiment,
        String unit,
        LocalDate asOf,
        double alpha,
        String design,
        String correction,
        double sampleRatioPValue,
        boolean isSplitAsPlanned,
        Map<String, Long> assigned,
        long crossoverUnits,
        long crossoverClusters,
        List<MetricEffect> effects) {
    public Readout {
        assigned = Collections.unmodifiableMap(new LinkedHashMap<>(assigned));
        effects = List.copyOf(effects);
    }

    /** What may be said of a metric. */
    public enum Verdict {
        BETTER("better"),
        WORSE("worse"),
        NOT_SHOWN("no difference shown"),
        WITHIN_MARGIN("not worse than the margin"),
        BEYOND_MARGIN("worse than the margin"),
        MARGIN_NOT_SHOWN("not shown to be within the margin"),
        RUNNING("withheld: the test still runs"),
        NOT_MATURE("withheld: what it counts can still change"),
        OTHERS_NOT_MATURE("withheld: it depends on other metrics, which can still change"),
        WITHHELD("withheld: the units are not split as planned"),
        NO_SPREAD("no value varies, or the control has none"),
        NO_UNITS("too few units have a value, or times or labels are not known so far");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** As the JSON has it: the name in lower case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The verdict in words. */
        public String words() {
            return words;
        }
    }

    /**
     * The effect on a metric.
     *
     * @param controlUnits units of the control that have a value; of metrics that are made of cases, its cases
     * @param treatmentUnits the same of the treatment
     * @param controlCounted units of the control that have any of the denominator, which a ratio rests on; null where a metric
     *     has none, or that is not known
     * @param treatmentCounted the same of the treatment
     * @param countedPValue how often chance parts these shares of the arms so far; null of clusters, and where they are not known
     * @param control mean or ratio of the control
     * @param treatment mean or ratio of the treatment
     * @param role primary, secondary or guardrail
     * @param difference treatment less control; null limits and p-value where nothing varies
     * @param lift the same over the control's mean; null where that is 0
     * @param belief what is believed of the lift after the test; null where nothing varies or there is no lift
     * @param pValue of a difference in either direction, or in the good one alone where the test has one side; of a guardrail that it is worse by the margin
     * @param adjustedPValue for the number of primary and secondary metrics and treatments; null of guardrails
     * @param margin that a guardrail may be worse by; null of others
     * @param method how the difference was judged
     * @param past what was taken out of the metric; null where nothing was
     * @param strata how many strata were compared; null where arms were compared whole
     * @param clusters what was assigned as a whole; null where units were
     * @param dispersion of a rate, how many times more it varies than one of independent events
     * @param times of a metric of times to an event
     * @param labels of a share whose labels come late
     * @param verdict the code of a {@link Verdict}
     */
    public record MetricEffect(
            String metric,
            String role,
            String variant,
            long controlUnits,
            long treatmentUnits,
            Long controlCounted,
            Long treatmentCounted,
            Double countedPValue,
            Double control,
            Double treatment,
            Interval difference,
            Interval lift,
            Belief belief,
            Double pValue,
            Double adjustedPValue,
            Double margin,
            String method,
            Past past,
            Integer strata,
            Clusters clusters,
            Double dispersion,
            Times times,
            Labels labels,
            String verdict,
            String verdictInWords) {}

    /**
     * What units were like before they first saw the test.
     *
     * @param correlation of the metric with it
     * @param varianceRatio what the metric still varies after it was taken out, as a share
     * @param imbalancePValue how often chance makes the arms as different as they were before
     */
    public record Past(double correlation, double varianceRatio, double imbalancePValue) {}

    /**
     * Clusters that were assigned as a whole.
     *
     * @param control how many the control has
     * @param treatment how many the treatment has
     * @param degreesOfFreedom of Student's distribution by which the difference was judged
     * @param designEffect how many times the variance is that of as many independent units; null where only totals of
     *     clusters are known, and of labels that come late
     * @param channelAverage the difference of what clusters have on average, each counting once; null of cases
     * @param permutationPValue after dealing the labels anew, below 10 clusters in an arm; null where there are more
     */
    public record Clusters(
            long control,
            long treatment,
            double degreesOfFreedom,
            Double designEffect,
            Interval channelAverage,
            Double permutationPValue) {}

    /**
     * How fast cases end.
     *
     * @param horizonHours that the means are of
     * @param controlOpen cases of the control that are still open
     * @param treatmentOpen the same of the treatment
     * @param speedRatio how many times as fast cases of the treatment end; too near to 1 beyond 1/2 to 2
     * @param logRankPValue of cases ending as fast in both arms
     */
    public record Times(
            double horizonHours, long controlOpen, long treatmentOpen, Double speedRatio, Double logRankPValue) {}

    /**
     * How late labels come.
     *
     * @param age days by which labels are compared; null where those to come are foreseen
     * @param controlMatured share of the control's labels that has come; null while that is not known
     * @param treatmentMatured the same of the treatment
     */
    public record Labels(Integer age, Double controlMatured, Double treatmentMatured) {}

    /**
     * A second view of the lift: normal, by the delta method, after the prior of the spec if it has one. Gold holds the
     * chance to win alone, and the others are null.
     *
     * @param lift its mean
     * @param deviation its standard deviation
     * @param chanceToWin probability that the treatment is better
     * @param riskOfTreatment what is lost on average by taking the treatment, as a share of the control's mean
     * @param riskOfControl what is lost on average by staying with the control
     */
    public record Belief(
            Double lift, Double deviation, Double chanceToWin, Double riskOfTreatment, Double riskOfControl) {}

    /**
     * A number with its limits.
     *
     * @param confidence of the two-sided interval
     */
    public record Interval(Double value, Double lower, Double upper, Double standardError, double confidence) {}
}
