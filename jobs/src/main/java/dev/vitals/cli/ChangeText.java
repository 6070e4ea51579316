package dev.vitals.cli;

import dev.vitals.job.compare.ChangeReadout;
import dev.vitals.job.compare.ChangeReadout.SeriesEffect;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.RolloutReadout;
import dev.vitals.job.compare.RolloutReadout.RolloutEffect;
import dev.vitals.job.compare.RolloutReadout.Since;
import dev.vitals.report.Units;
import java.util.ArrayList;
import java.util.List;

/** What {@code experiment change} says to people. */
final class ChangeText {
    private static final String LINE = "%-51s %-10s %-35s %-16s %12s %-40s %-40s %9s %9s %7s  %s";

    private static final String ROLLOUT = "%-28s %-10s %-35s %-16s %12s %-40s %8s %9s %9s %9s %7s  %s";

    private ChangeText() {}

    /** Of a change for everyone. */
    static String of(ChangeReadout readout) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, from %s on; alpha %s, p-values adjusted by holm"
                .formatted(readout.experiment(), readout.changeOn(), readout.alpha()));
        lines.add(LINE.formatted(
                "metric",
                "role",
                "unit",
                "final days",
                "before",
                "mean effect",
                "of it at once",
                "p",
                "adjusted",
                "false",
                "verdict"));
        for (SeriesEffect effect : readout.effects()) {
            lines.add(LINE.formatted(
                    name(effect),
                    effect.role(),
                    effect.unit(),
                    effect.daysBefore() + " and " + effect.daysAfter(),
                    value(effect.levelBefore(), effect.unit()),
                    interval(effect.mean(), effect.unit()),
                    interval(effect.level(), effect.unit()),
                    number(effect.pValue()),
                    number(effect.adjustedPValue()),
                    share(effect.falseAlarms()),
                    effect.verdictInWords()));
        }
        lines.add(
                "unit: of before and the effects; before: what the line through the days before says of the day of the change; false: share of made-up days before it that the same method calls");
        return String.join(System.lineSeparator(), lines);
    }

    private static String name(SeriesEffect effect) {
        if (effect.slice() != null) {
            return effect.metric() + " " + effect.slice();
        }
        return effect.labelAge() == null
                ? effect.metric()
                : "%s at %d days".formatted(effect.metric(), effect.labelAge());
    }

    /** Of a change that came for some first. */
    static String of(RolloutReadout readout) {
        List<String> lines = new ArrayList<>();
        lines.add("%s; alpha %s, p-values adjusted by holm".formatted(readout.experiment(), readout.alpha()));
        lines.add(ROLLOUT.formatted(
                "metric",
                "role",
                "unit",
                "clusters",
                "before",
                "effect",
                "lift",
                "p",
                "adjusted",
                "trends",
                "false",
                "verdict"));
        for (RolloutEffect effect : readout.effects()) {
            lines.add(ROLLOUT.formatted(
                    effect.metric(),
                    effect.role(),
                    effect.unit(),
                    "%,d to %,d".formatted(effect.changed(), effect.unchanged()),
                    value(effect.before(), effect.unit()),
                    interval(effect.effect(), effect.unit()),
                    effect.lift() == null
                            ? "-"
                            : "%.2f%%".formatted(100 * effect.lift().value()),
                    number(effect.pValue()),
                    number(effect.adjustedPValue()),
                    number(effect.preTrendPValue()),
                    share(effect.falseAlarms()),
                    effect.verdictInWords()));
        }
        for (RolloutEffect effect : readout.effects()) {
            lines.add("%s, %s, %s%s"
                    .formatted(
                            effect.metric(),
                            effect.method() == null ? "not judged" : effect.method(),
                            effect.firstDay() == null ? "no days" : effect.firstDay() + " to " + effect.lastDay(),
                            effect.leftOut() > 0
                                    ? "; %,d clusters left out for want of numbers".formatted(effect.leftOut())
                                    : ""));
            for (Since since : effect.sinceChange()) {
                lines.add("  day %4d to %4d  %s"
                        .formatted(since.fromDay(), since.toDay(), interval(since.effect(), effect.unit())));
            }
        }
        lines.add(
                "unit: of before and the effects; clusters: with the change and without; trends: p of both sides having moved alike before; false: share of made-up days before that the same method calls; day: since the change");
        return String.join(System.lineSeparator(), lines);
    }

    private static String number(Double value) {
        return value == null ? "-" : "%.4g".formatted(value);
    }

    private static String share(Double value) {
        return value == null ? "-" : "%.0f%%".formatted(100 * value);
    }

    private static String value(Double value, String unit) {
        return value == null ? "-" : Units.value(value, unit);
    }

    private static String interval(Interval interval, String unit) {
        return interval == null || interval.lower() == null
                ? "-"
                : Units.difference(interval.value(), interval.lower(), interval.upper(), unit);
    }
}
