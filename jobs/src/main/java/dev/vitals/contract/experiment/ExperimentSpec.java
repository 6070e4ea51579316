package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A test of a change: who was to see what, and by which metrics it is judged.
 *
 * @param id its name
 * @param hypothesis what is thought to happen, and why
 * @param owner who answers for it
 * @param unit what was assigned
 * @param variants control and treatments, two or more, in the order of the file
 * @param alpha share of false calls that is accepted
 * @param correction how p-values of the primary and secondary metrics are adjusted for their number
 * @param lift how the limits of lifts are made
 * @param prior what was believed of the lift of any metric before the test
 * @param metrics in the order of the file
 * @param summaries one of each metric in each variant
 */
public record ExperimentSpec(
        String id,
        String hypothesis,
        String owner,
        Unit unit,
        List<Variant> variants,
        double alpha,
        Correction correction,
        Lift lift,
        Optional<Prior> prior,
        List<Metric> metrics,
        List<Summary> summaries) {
    public ExperimentSpec {
        variants = List.copyOf(variants);
        metrics = List.copyOf(metrics);
        summaries = List.copyOf(summaries);
    }

    /** Reads a file; every mistake is a {@link dev.vitals.contract.DefinitionException} with its line. */
    public static ExperimentSpec read(Path file) {
        return ExperimentReader.read(YamlFile.read(file, file.toString()));
    }

    /** What is assigned to a variant. */
    public enum Unit {
        USER,
        CHANNEL,
        MODERATOR,
        REPORT
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
        BENJAMINI_YEKUTIELI
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
        MEAN,
        SHARE
    }

    /** Which way is better. */
    public enum GoodWhen {
        HIGHER,
        LOWER
    }

    /**
     * An arm.
     *
     * @param weight what part of the units it was to have; the weights add up to 1
     * @param isControl whether the others are held against it; so is one
     * @param units how many units were assigned to it
     */
    public record Variant(String name, double weight, boolean isControl, long units) {}

    /**
     * What the test is judged by.
     *
     * @param margin of a guardrail, what share of the control's mean it may be worse by
     */
    public record Metric(String id, Role role, Statistic statistic, GoodWhen goodWhen, OptionalDouble margin) {}

    /**
     * A metric in a variant.
     *
     * @param n number of units that have a value
     * @param mean over them
     * @param variance from unit to unit: over n - 1, of a share p (1 - p)
     */
    public record Summary(String variant, String metric, long n, double mean, double variance) {}

    /** The arm that the others are held against. */
    public Variant control() {
        return variants.stream().filter(Variant::isControl).findFirst().orElseThrow();
    }

    /** The summary of a metric in a variant. */
    public Summary summary(Metric metric, Variant variant) {
        return summaries.stream()
                .filter(each ->
                        each.metric().equals(metric.id()) && each.variant().equals(variant.name()))
                .findFirst()
                .orElseThrow();
    }
}
