package dev.vitals.report;

import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Labels;
import dev.vitals.report.ReadoutRow.Times;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * Something that helps to believe an effect: a column of a table, and a sentence on how to read it.
 *
 * @param cell what a metric has of it; empty where it has none
 * @param guide how to read it
 */
record Aid(String head, Function<Health, Optional<Node>> cell, String guide) {
    private static final List<Aid> ALL = List.of(
            of(
                    "Correlation with the past",
                    Health::pastCorrelation,
                    EffectFormat::correlation,
                    "How closely a metric follows what its units were like before, which is taken out of it."),
            of(
                    "Variance left",
                    Health::varianceRatio,
                    Format::share,
                    "How much of its variance is left after that. The less is left, the narrower the interval."),
            of(
                    "Imbalance before (p)",
                    Health::imbalanceP,
                    EffectFormat::p,
                    "How often chance makes the arms as different as they were before the test. Far below 0.01, look at how"
                            + " units were assigned."),
            of(
                    "Same part counted (p)",
                    Health::countedP,
                    EffectFormat::p,
                    "A ratio rests on the units that have any of its denominator: how often chance makes their part of the arms so"
                            + " different. Far below 0.01 the change itself moved who counts, and the ratio compares other"
                            + " units with each other: read it beside what moved them."),
            of(
                    "Overdispersion",
                    Health::dispersion,
                    Format::number,
                    "How many times more a rate varies than if its events came one by one. Far above 1, a few units have many"
                            + " of them; the interval allows for that."),
            of(
                    "Design effect",
                    Health::designEffect,
                    Format::number,
                    "How many times larger the variance is than that of as many independent units, because units of a cluster"
                            + " are alike. At 4, a quarter of the units would tell as much if they were independent."),
            new Aid(
                    "Labels",
                    health -> Optional.ofNullable(health.labels()).map(Aid::labels),
                    "Of labels that come late, such as appeals: at which age they are compared, so that both arms had as long"
                            + " for them, or what share of them has come in control and treatment."),
            new Aid(
                    "Open",
                    health -> Optional.ofNullable(health.times()).map(Aid::open),
                    "Cases of control and treatment that have not ended. They count as far as they have been watched."),
            ofTimes(
                    "Log-rank p",
                    Times::logRankP,
                    EffectFormat::p,
                    "How often chance makes cases of the arms end at such different speeds: a second test beside that of the"
                            + " mean time, by itself and not adjusted."),
            ofTimes(
                    "Speed",
                    Times::speedRatio,
                    EffectFormat::speed,
                    "How many times as fast cases of the treatment end. Beyond half or twice, it is told too near to 1."),
            of("Matured", Health::maturedShare, Format::share, "Part of the unit days that can no longer change."));

    private static Aid of(String head, Function<Health, Double> number, DoubleFunction<String> said, String guide) {
        return new Aid(
                head,
                health -> Optional.ofNullable(number.apply(health)).map(each -> Node.text(said.apply(each))),
                guide);
    }

    private static Aid ofTimes(String head, Function<Times, Double> number, DoubleFunction<String> said, String guide) {
        return of(head, health -> health.times() == null ? null : number.apply(health.times()), said, guide);
    }

    /** Those of which any of the rows has something. */
    static List<Aid> of(List<ReadoutRow> rows) {
        return ALL.stream()
                .filter(aid -> rows.stream()
                        .anyMatch(row -> aid.cell().apply(row.health()).isPresent()))
                .toList();
    }

    private static Node open(Times times) {
        return Element.of("span")
                .add(
                        Node.text(Format.count(times.controlOpen()) + " and " + Format.count(times.treatmentOpen())),
                        FigureCell.small("still open"));
    }

    private static Node labels(Labels labels) {
        Element cell = Element.of("span");
        if (labels.age() != null) {
            cell.add(Node.text("at an age of " + Format.counted(labels.age(), "day")));
        }
        if (labels.controlMatured() == null && labels.treatmentMatured() == null) {
            return cell;
        }
        String come = share(labels.controlMatured()) + " and " + share(labels.treatmentMatured());
        return labels.age() == null
                ? cell.add(Node.text(come + " have come"), FigureCell.small("the rest is foreseen"))
                : cell.add(FigureCell.small(come + " of all have come"));
    }

    private static String share(Double matured) {
        return matured == null ? "not known" : Format.share(matured);
    }
}
