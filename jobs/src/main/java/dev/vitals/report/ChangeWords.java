package dev.vitals.report;

import dev.vitals.report.ChangeEffect.Maturity;
import dev.vitals.report.ReadoutRow.Range;
import dev.vitals.stats.Tails;
import java.time.LocalDate;

/**
 * Says in plain words what would change the verdict on a change after its launch, as {@link WhatWouldChange} does of a test.
 *
 * <p>What would be found four times in five is worked out from the error, for one comparison with as many days and channels
 * (Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988). How many more days it takes is not said: a line
 * through the days before is known the less, the further it goes on.
 */
final class ChangeWords {
    /** How often a change is to be found that did something: four times in five. */
    private static final double MISSED = 0.2;

    /** As many final days as {@code experiment change} asks for on each side. */
    private static final int LEAST_DAYS = 7;

    private static final String FEWEST_CHANNELS = "two";

    private final ChangeView change;
    private final ChangeEffect effect;
    private final LocalDate asOf;

    private ChangeWords(ChangeView change, ChangeEffect effect, LocalDate asOf) {
        this.change = change;
        this.effect = effect;
        this.asOf = asOf;
    }

    /** One or two sentences; none of numbers that are hidden. */
    static String whatWouldChange(ChangeView change, ChangeEffect effect, LocalDate asOf) {
        ChangeWords words = new ChangeWords(change, effect, asOf);
        return change.isShown(effect) ? words.sentence() : words.few();
    }

    private String few() {
        return effect.channels().isPresent()
                ? "A side has fewer than %d channels: the numbers are hidden until both have more."
                        .formatted(change.leastChannels(effect))
                : "Days of fewer than %d are hidden, and could be told from these numbers: they are hidden as well."
                        .formatted(change.kpi(effect).minDenominator());
    }

    private String sentence() {
        return switch (effect.verdict()) {
            case "few_days" -> fewDays();
            case "few_clusters" ->
                "A verdict needs %s channels on each side that have numbers before the change and after it."
                        .formatted(FEWEST_CHANNELS);
            case "no_spread" -> "A verdict needs values that differ from day to day.";
            case "trends_apart" ->
                "By chance alone they would part so far with %s. No day to come mends that: it takes channels that moved as these did before the change."
                        .formatted(EffectFormat.equation(
                                effect.channels().orElseThrow().preTrendP()));
            case "not_shown" -> notShown() + falseAlarms();
            case "better", "worse" -> shown() + falseAlarms();
            default -> "See the list of verdicts in jobs/docs/experiments.md.";
        };
    }

    private String fewDays() {
        Maturity maturity = effect.maturity();
        boolean isSeries = effect.channels().isEmpty();
        int least = isSeries ? LEAST_DAYS : 1;
        // The last days before the change are final when it is so old itself.
        boolean isPastFinal =
                !change.change().on().plusDays(maturity.finalAfter() - 1L).isAfter(asOf);
        if (maturity.before() < least && isPastFinal) {
            return "A line takes %s before the change; there are %s, and there will be no more."
                    .formatted(Format.counted(least, "final day"), Format.count(maturity.before()))
                    .replace("A line takes", isSeries ? "A line takes" : "It takes");
        }
        LocalDate night = change.change().on().plusDays(least - 1L + maturity.finalAfter());
        String wait = maturity.finalAfter() == 0
                ? ""
                : ", because a day is final %s later".formatted(Format.counted(maturity.finalAfter(), "day"));
        return night.isAfter(asOf)
                ? "A verdict can come with the night of %s%s.".formatted(Format.fullDay(night), wait)
                : "It takes %s on each side with a number; days without one do not count."
                        .formatted(Format.counted(least, "final day"));
    }

    private String notShown() {
        Range range = effect.effect();
        if (!range.hasLimits()) {
            return "The effect has no interval: nothing can be said of how large it may be.";
        }
        if (range.low() > 0 || range.high() < 0) {
            return "By itself the interval, %s, leaves out no effect; p is %s for the number of metrics, and %s is asked for."
                    .formatted(
                            limits(range),
                            effect.sureness().adjustedP() == null
                                    ? "not known"
                                    : EffectFormat.p(effect.sureness().adjustedP()),
                            Format.number(alpha()));
        }
        double found = (range.high() - range.low()) / 2 * (1 + Tails.normal(MISSED) / Tails.normal(alpha() / 2));
        return "The interval still allows %s. %s an effect of %s would be found four times in five, were it tested alone."
                .formatted(
                        limits(range),
                        effect.channels().isPresent() ? "With as many channels and days" : "With as many days",
                        said(found).replace('+', '±'));
    }

    private String shown() {
        Range range = effect.effect();
        String later = "Nights to come add days, and can change it. ";
        if (!range.hasLimits()) {
            return later + "It has no interval.";
        }
        double near = Math.abs(range.low()) < Math.abs(range.high()) ? range.low() : range.high();
        return later + "The effect may be as small as %s.".formatted(said(near));
    }

    /** A method that finds changes where there was none says little where there was one. */
    private String falseAlarms() {
        Double share = effect.sureness().falseAlarms();
        return share == null || share <= 2 * alpha()
                ? ""
                : " With care: the same method calls %s of made-up dates before it, where %s would be right."
                        .formatted(Format.share(share), Format.share(alpha()));
    }

    private double alpha() {
        return change.change().spec().alpha();
    }

    private String limits(Range range) {
        return said(range.low()) + " to " + said(range.high());
    }

    private String said(double difference) {
        return EffectFormat.difference(difference, change.unit(effect));
    }
}
