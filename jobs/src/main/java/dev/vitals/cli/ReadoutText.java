package dev.vitals.cli;

import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.Readout.MetricEffect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What {@code experiment readout} says to people. */
final class ReadoutText {
    private ReadoutText() {}

    static String of(Readout readout) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, by %s%s; %s, alpha %s, p-values adjusted by %s"
                .formatted(
                        readout.experiment(),
                        readout.unit(),
                        readout.asOf() == null ? "" : ", as of the night of " + readout.asOf(),
                        readout.design(),
                        readout.alpha(),
                        readout.correction()));
        lines.add("split over the variants: p %s%s"
                .formatted(
                        p(readout.sampleRatioPValue()),
                        readout.isSplitAsPlanned()
                                ? ", as planned"
                                : ", NOT as planned: find out what loses or adds units before you read on"));
        if (readout.crossoverUnits() > 0 || readout.crossoverClusters() > 0) {
            lines.add("left out because they were in several variants: %,d %s%s"
                    .formatted(
                            readout.crossoverUnits(),
                            readout.crossoverUnits() == 1 ? "unit" : "units",
                            readout.crossoverClusters() > 0
                                    ? ", among them all of %,d clusters".formatted(readout.crossoverClusters())
                                    : ""));
        }
        lines.add("%-28s %-10s %-12s %21s %21s %9s %-31s %9s %9s %7s  %s"
                .formatted(
                        "metric",
                        "role",
                        "variant",
                        "control",
                        "treatment",
                        "lift",
                        "interval",
                        "p",
                        "adjusted",
                        "wins",
                        "verdict"));
        readout.effects().forEach(effect -> lines.add(line(effect)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(MetricEffect effect) {
        Interval lift = effect.lift();
        return "%-28s %-10s %-12s %21s %21s %9s %-31s %9s %9s %7s  %s"
                .formatted(
                        effect.metric(),
                        effect.role(),
                        effect.variant(),
                        mean(effect.control(), effect.controlUnits(), effect.controlCounted()),
                        mean(effect.treatment(), effect.treatmentUnits(), effect.treatmentCounted()),
                        lift == null ? "-" : percent(lift.value()),
                        interval(effect),
                        p(effect.pValue()),
                        p(effect.adjustedPValue()),
                        effect.belief() == null ? "-" : chance(effect.belief().chanceToWin()),
                        verdict(effect));
    }

    /** A guardrail's, with its margin. */
    private static String verdict(MetricEffect effect) {
        if (effect.margin() == null) {
            return effect.verdictInWords();
        }
        String words = effect.verdictInWords();
        return "%s%s %s".formatted(words, words.endsWith("the margin") ? " of" : "; margin", percent(effect.margin()));
    }

    /** Of a ratio by the units that it rests on, where they are known. */
    private static String mean(Double mean, long units, Long counted) {
        return "%s of %,d".formatted(mean == null ? "-" : "%.6g".formatted(mean), counted == null ? units : counted);
    }

    /** That of the lift, or of the difference where a lift has none. */
    private static String interval(MetricEffect effect) {
        Interval lift = effect.lift();
        if (lift != null && lift.lower() != null) {
            return "%s%%: %s to %s"
                    .formatted(confidence(lift.confidence()), percent(lift.lower()), percent(lift.upper()));
        }
        Interval difference = effect.difference();
        return difference == null || difference.lower() == null
                ? "-"
                : "difference: %.4g to %.4g".formatted(difference.lower(), difference.upper());
    }

    /** In per cent with as many digits as it has, up to two: at an early look it is no 95, and not yet 100. */
    private static String confidence(double share) {
        return BigDecimal.valueOf(100 * share)
                .setScale(6, RoundingMode.HALF_UP)
                .setScale(2, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String percent(double share) {
        return "%.2f%%".formatted(100 * share);
    }

    /** No chance is all or none. */
    private static String chance(double share) {
        if (share > 0.999) {
            return ">99.9%";
        }
        return share < 0.001 ? "<0.1%" : "%.1f%%".formatted(100 * share);
    }

    private static String p(Double value) {
        if (value == null) {
            return "-";
        }
        return value < 0.0001 ? "%.1e".formatted(value) : "%.4f".formatted(value);
    }
}
