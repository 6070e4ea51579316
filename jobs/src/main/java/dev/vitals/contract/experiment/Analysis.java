package dev.vitals.contract.experiment;

import java.util.Optional;

/**
 * How the metrics of a test are judged.
 *
 * @param alpha share of false calls that is accepted
 * @param sides in which directions primary and secondary metrics are tested; intervals have two limits in any case
 * @param correction how p-values of the primary and secondary metrics are adjusted for their number
 * @param preference what part of {@code alpha} is kept for the primary metrics, where the correction keeps one
 * @param lift how the limits of lifts are made
 * @param design when it may be looked at
 * @param prior what was believed of the lift of any metric before the test
 */
public record Analysis(
        double alpha,
        Sides sides,
        Correction correction,
        double preference,
        Lift lift,
        Design design,
        Optional<Prior> prior) {
    /** The same with another design. */
    public Analysis with(Design other) {
        return new Analysis(alpha, sides, correction, preference, lift, other, prior);
    }

    /** Directions of a test. */
    public enum Sides {
        TWO,
        /** The good one alone: that it is worse is never called. */
        ONE
    }

    /** How p-values are adjusted for how many there are. */
    public enum Correction {
        NONE,
        BONFERRONI,
        HOLM,
        HOCHBERG,
        HOMMEL,
        SIDAK,
        HOLM_SIDAK,
        BENJAMINI_HOCHBERG,
        BENJAMINI_YEKUTIELI,
        /** Benjamini and Hochberg's with what a first stage says of how many differ, at {@code alpha}. */
        TWO_STAGE_BENJAMINI_HOCHBERG,
        /** The same by Benjamini, Krieger and Yekutieli, which is proven to hold for independent tests. */
        TWO_STAGE_BENJAMINI_KRIEGER_YEKUTIELI,
        /** Bonferroni's, with a part of {@code alpha} kept for the primary metrics. */
        PREFERENTIAL_BONFERRONI
    }

    /** How the limits of a difference over the control's mean are made. */
    public enum Lift {
        /** By the delta method: symmetric, and able to say what a negative control does. */
        DELTA,
        /** On the logarithm of the ratio of means that are above 0. */
        LOG_RATIO,
        /** All ratios that the means do not contradict, of a control's mean above 0; none where that may be 0. */
        FIELLER
    }

    /**
     * A normal belief of a lift, as a share of the control's mean.
     *
     * @param deviation its standard deviation, more than 0
     */
    public record Prior(double mean, double deviation) {}
}
