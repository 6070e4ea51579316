package dev.vitals.report;

import dev.vitals.contract.experiment.Metric;
import dev.vitals.report.ReadoutRow.Range;
import dev.vitals.stats.Tails;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;

/**
 * Says in plain words what would change a verdict, from the numbers that it rests on.
 *
 * <p>How much more it takes is worked out as plans of tests are (Cohen, Statistical Power Analysis for the Behavioral
 * Sciences, 1988): the error falls with the square root of the units, and an effect counts as found when four tests in five
 * find it. It is a guide for one comparison: neither how many metrics there are nor that units may differ later is allowed
 * for.
 */
final class WhatWouldChange {
    /** How often a test is to find what is there: four times in five. */
    private static final double MISSED = 0.2;

    /**
     * What the test's file says.
     *
     * @param days of a test in the warehouse; empty of others
     * @param alpha share of false calls that is accepted
     * @param metric what is judged
     * @param units what it takes more of, such as users
     * @param unit of the metric
     */
    record Plan(Optional<Days> days, double alpha, Metric metric, String units, String unit) {
        boolean isHigherBetter() {
            return metric.goodWhen() == Metric.GoodWhen.HIGHER;
        }
    }

    /**
     * Until when it goes.
     *
     * @param end last day that counts
     * @param finalDay night from which nothing that the metric counts can change
     * @param allFinalDay the same of all metrics of the test
     */
    record Days(LocalDate end, LocalDate finalDay, LocalDate allFinalDay) {
        static Days of(Experiment test, ReadoutRow row) {
            return new Days(test.end(), test.finalDayOf(row), test.finalDay());
        }
    }

    private final ReadoutRow row;
    private final Plan plan;

    private WhatWouldChange(ReadoutRow row, Plan plan) {
        this.row = row;
        this.plan = plan;
    }

    /** One or two sentences. */
    static String of(ReadoutRow row, Plan plan) {
        return new WhatWouldChange(row, plan).sentence();
    }

    /** The same of numbers that are hidden for want of units, or of cases. */
    static String ofFew(long least, String units) {
        return "An arm has fewer than %d %s: the numbers are hidden until both have more.".formatted(least, units);
    }

    private String sentence() {
        return switch (row.verdict()) {
            case "running" -> plan.days().map(WhatWouldChange::running).orElse("The test runs.");
            case "not_mature" -> plan.days().map(WhatWouldChange::notMature).orElse("What it counts can change.");
            case "others_not_mature" ->
                plan.days().map(WhatWouldChange::othersNotMature).orElse("What other metrics count can change.");
            case "withheld" ->
                "Find out what loses or adds %s: chance parts them this unevenly with %s. Until then nothing here can be believed."
                        .formatted(
                                plan.units(), EffectFormat.equation(row.split().p()));
            case "not_shown" -> notShown();
            case "better", "worse" -> settled() + shown();
            case "within_margin" -> settled() + withinMargin();
            case "beyond_margin" -> settled() + beyondMargin();
            case "margin_not_shown" -> marginNotShown();
            case "no_spread" ->
                (isOfCases()
                                ? "A verdict needs cases that differ between %s, and a control other than 0."
                                : "A verdict needs values that differ between %s, and a control other than 0.")
                        .formatted(plan.units());
            case "no_units" -> row.isUnknown() ? unknown() : few();
            default -> "See the list of verdicts in jobs/docs/experiments.md.";
        };
    }

    private boolean isOfCases() {
        return plan.metric().statistic().isOfCases();
    }

    private String few() {
        return (isOfCases() ? "Each arm needs cases of at least two %s." : "At least two %s of each arm need a value.")
                .formatted(plan.units());
    }

    /** What there must be of an arm before it tells the metric. */
    private String unknown() {
        return switch (plan.metric().statistic()) {
            case TIME_TO_EVENT ->
                "Each arm needs cases of at least two %s, and some that were watched for as long as the mean reaches."
                        .formatted(plan.units());
            case DELAYED_SHARE -> labels((Metric.Labels) plan.metric().cases().orElseThrow());
            case QUANTILE ->
                "Each arm needs cases of at least two %s, with values that differ around the quantile."
                        .formatted(plan.units());
            case RATIO, RATE, WEIGHTED_SHARE ->
                "Each arm needs some of what the metric is divided by"
                        + (age().isPresent() ? ", on days that are " + days(age().getAsInt()) + " old." : ".");
            case MEAN, SHARE, DISTINCT -> few();
        };
    }

    private OptionalInt age() {
        return plan.metric().kpi().map(Metric.KpiUse::labelAge).orElse(OptionalInt.empty());
    }

    private String labels(Metric.Labels labels) {
        return labels.age().isPresent()
                ? "Each arm needs cases of at least two %s that are %s old."
                        .formatted(plan.units(), days(labels.age().getAsInt()))
                : "Each arm needs labels of days that are old enough to show how late they can be, up to %s."
                        .formatted(days(labels.withinDays()));
    }

    private static String days(int days) {
        return Format.counted(days, "day");
    }

    private static String running(Days days) {
        return days.finalDay().equals(days.end())
                ? "The test runs to %s: a verdict can come with that night.".formatted(day(days.end()))
                : "The test runs to %s; a verdict can come with the night of %s, when nothing that this metric counts can change any more."
                        .formatted(day(days.end()), day(days.finalDay()));
    }

    private static String notMature(Days days) {
        return "All days are in; a verdict can come with the night of %s, when nothing that this metric counts can change any more."
                .formatted(day(days.finalDay()));
    }

    /** Its own numbers are final, and corrected for how many metrics there are they are neither clear nor hopeless. */
    private static String othersNotMature(Days days) {
        return "Its own numbers are final. Whether they are enough among all metrics of the test is known on %s at the latest."
                .formatted(day(days.allFinalDay()));
    }

    private String settled() {
        return plan.days().isPresent()
                ? "Only new facts about its days can change it, and a backfill that judges them again. "
                : "Only other data, or units that are still to come, can change it. ";
    }

    private String notShown() {
        Range range = row.lift().hasLimits() ? row.lift() : row.difference();
        if (!range.hasLimits()) {
            return "The difference has no interval: nothing can be said of how large it may be.";
        }
        DoubleFunction<String> said = row.lift().hasLimits()
                ? EffectFormat::lift
                : difference -> EffectFormat.difference(difference, plan.unit());
        if (range.low() > 0 || range.high() < 0) {
            return "By itself the interval, %s to %s, leaves out no difference; p is %s for the number of metrics and treatments, and %s is asked for."
                    .formatted(
                            said.apply(range.low()),
                            said.apply(range.high()),
                            row.chances().adjustedP() == null
                                    ? "not known"
                                    : EffectFormat.p(row.chances().adjustedP()),
                            Format.number(plan.alpha()));
        }
        double found = halfWidth(range) * (1 + quantile(MISSED) / quantile(eachTail()));
        return "The interval still allows %s to %s. With as many %s an effect of %s would be found four times in five, were it tested alone; for one half that size it takes about four times as many."
                .formatted(
                        said.apply(range.low()),
                        said.apply(range.high()),
                        plan.units(),
                        said.apply(found).replace('+', '±'));
    }

    private String shown() {
        Range range = row.lift().hasLimits() ? row.lift() : row.difference();
        if (!range.hasLimits()) {
            return "It has no interval.";
        }
        double near = Math.abs(range.low()) < Math.abs(range.high()) ? range.low() : range.high();
        if (range.low() <= 0 && range.high() >= 0) {
            return "The interval, a rough guide here, takes in no difference at all.";
        }
        return "The effect may be as small as %s."
                .formatted(
                        row.lift().hasLimits() ? EffectFormat.lift(near) : EffectFormat.difference(near, plan.unit()));
    }

    private String withinMargin() {
        if (!row.lift().hasLimits()) {
            return "The lift has no interval.";
        }
        double worst = worst();
        return harm(worst) <= row.margin()
                ? "Even the bad end of the interval, %s, is within the margin of %s."
                        .formatted(EffectFormat.lift(worst), Format.share(row.margin()))
                : "It was close: the bad end of the interval, %s, is past the margin of %s."
                        .formatted(EffectFormat.lift(worst), Format.share(row.margin()));
    }

    private String beyondMargin() {
        if (!row.lift().hasLimits()) {
            return "The lift has no interval.";
        }
        double best = plan.isHigherBetter() ? row.lift().high() : row.lift().low();
        return harm(best) >= row.margin()
                ? "Even the good end of the interval, %s, is worse than the margin of %s."
                        .formatted(EffectFormat.lift(best), Format.share(row.margin()))
                : "It was close: the good end of the interval, %s, is within the margin of %s."
                        .formatted(EffectFormat.lift(best), Format.share(row.margin()));
    }

    private String marginNotShown() {
        Range lift = row.lift();
        if (!lift.hasLimits()) {
            return "The lift has no interval, and can't be held against the margin.";
        }
        double room = row.margin() - harm(lift.value());
        if (room <= 0) {
            return "The lift itself, %s, is worse than the margin of %s: more %s would sooner show that than the opposite."
                    .formatted(EffectFormat.lift(lift.value()), Format.share(row.margin()), plan.units());
        }
        double error = halfWidth(lift) / quantile(eachTail());
        double root = (quantile(plan.alpha()) + quantile(MISSED)) * error / room;
        return "The interval reaches to %s, and the margin is %s. If the lift stays at %s, %s as many %s would show it within the margin four times in five."
                .formatted(
                        EffectFormat.lift(worst()),
                        Format.share(row.margin()),
                        EffectFormat.lift(lift.value()),
                        EffectFormat.times(root * root),
                        plan.units());
    }

    /** By how much a lift is worse than none. */
    private double harm(double lift) {
        return plan.isHigherBetter() ? -lift : lift;
    }

    private double worst() {
        return plan.isHigherBetter() ? row.lift().low() : row.lift().high();
    }

    private static double halfWidth(Range range) {
        return (range.high() - range.low()) / 2;
    }

    private double eachTail() {
        double confidence = row.confidence() == null ? 1 - plan.alpha() : row.confidence();
        return (1 - confidence) / 2;
    }

    private double quantile(double tail) {
        Double degreesOfFreedom = row.health().degreesOfFreedom();
        return degreesOfFreedom == null ? Tails.normal(tail) : Tails.student(degreesOfFreedom, tail);
    }

    private static String day(LocalDate day) {
        return Format.fullDay(day);
    }
}
