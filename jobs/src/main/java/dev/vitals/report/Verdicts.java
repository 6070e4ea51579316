package dev.vitals.report;

import dev.vitals.contract.experiment.Design;
import dev.vitals.report.WhatWouldChange.Days;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The verdict on each metric of a test, and what would change it. */
final class Verdicts {
    private final ExperimentView test;
    private final Function<ReadoutRow, Optional<Days>> days;

    /**
     * The verdicts of a test.
     *
     * @param days of a metric of a test in the warehouse; empty of others
     */
    Verdicts(ExperimentView test, Function<ReadoutRow, Optional<Days>> days) {
        this.test = test;
        this.days = days;
    }

    Element render() {
        Element list = Element.of("ul").with("class", "changes verdicts");
        for (ReadoutRow row : test.rows()) {
            list.add(Element.of("li")
                    .add(
                            tag(test, row),
                            Element.of("span")
                                    .add(
                                            Element.of("strong").text(test.name(row)),
                                            Node.text(": " + test.words(row) + ". " + whatWouldChange(row)))));
        }
        return list;
    }

    private String whatWouldChange(ReadoutRow row) {
        if (!test.isShown(row)) {
            return few(row);
        }
        return later(row)
                + WhatWouldChange.of(
                        row,
                        new WhatWouldChange.Plan(
                                days.apply(row),
                                test.spec().analysis().alpha(),
                                test.metric(row),
                                test.assigned(),
                                test.view(row).unit()));
    }

    private String few(ReadoutRow row) {
        MetricView metric = test.view(row);
        if (row.leastUnits() >= metric.least()) {
            return WhatWouldChange.ofFew(metric.leastAssigned(), test.units());
        }
        return WhatWouldChange.ofFew(metric.least(), test.asked(row));
    }

    /** What looks to come may still show. */
    private String later(ReadoutRow row) {
        boolean isOpen = List.of("not_shown", "margin_not_shown").contains(row.verdict());
        return isOpen
                        && test.spec().analysis().design() instanceof Design.GroupSequential looks
                        && looks.look() > 0
                        && looks.look() < looks.looks().size()
                ? "Looks to come may still settle it. "
                : "";
    }

    /** The verdict in a word or two. */
    static Element tag(ExperimentView test, ReadoutRow row) {
        return Element.of("span").with("class", "tag " + tone(test, row)).text(gist(test, row));
    }

    private static String gist(ExperimentView test, ReadoutRow row) {
        if (!test.isShown(row)) {
            return "Too few";
        }
        return switch (row.verdict()) {
            case "within_margin" -> "Within";
            case "beyond_margin" -> "Beyond";
            case "better", "worse", "running", "withheld" -> Format.capital(row.verdict());
            case "not_mature", "others_not_mature" -> "Waiting";
            case "no_units" -> "Not known";
            default -> "Not shown";
        };
    }

    private static String tone(ExperimentView test, ReadoutRow row) {
        if (!test.isShown(row)) {
            return "few";
        }
        return switch (row.verdict()) {
            case "better", "within_margin" -> "better";
            case "worse", "beyond_margin", "withheld" -> "worse";
            default -> "open";
        };
    }
}
