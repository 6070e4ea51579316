package dev.vitals.report;

import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The tables of a test: what it showed, whether that can be believed, and the nights one by one. */
final class EffectTables {
    private final ExperimentView test;
    private final boolean isNightly;

    private EffectTables(ExperimentView test, boolean isNightly) {
        this.test = test;
        this.isNightly = isNightly;
    }

    /** What the last of several nights showed. */
    static EffectTables ofLastNight(ExperimentView test) {
        return new EffectTables(test, true);
    }

    /** What the only look showed. */
    static EffectTables of(ExperimentView test) {
        return new EffectTables(test, false);
    }

    /** What each metric showed. */
    Element effects() {
        Table table = Table.of(
                test.anchor() + "-effects",
                "Effect on each metric" + (isNightly ? ", as of the last night" : ""),
                "Metric",
                "Verdict",
                "Lift",
                "Difference",
                "Control",
                "Treatment",
                "p",
                "Adjusted p",
                "Chance to win");
        for (ReadoutRow row : test.rows()) {
            if (!test.isShown(row)) {
                table.row(metric(row), few(8));
                continue;
            }
            String unit = test.view(row).unit();
            table.row(
                    metric(row),
                    Verdicts.tag(test, row),
                    range(row, row.lift(), EffectFormat::lift),
                    range(row, row.difference(), difference -> EffectFormat.difference(difference, unit)),
                    arm(row, row.control()),
                    arm(row, row.treatment()),
                    p(row),
                    row.margin() == null ? number(row.chances().adjustedP(), EffectFormat::p) : small("not adjusted"),
                    number(row.chances().win(), EffectFormat::chance));
        }
        return table.render();
    }

    /** What helps to believe each metric; what is known of none is left out. */
    Element health() {
        List<Aid> aids = Aid.of(test.rows());
        List<String> heads = new ArrayList<>(List.of("Metric", "Compared by"));
        aids.forEach(aid -> heads.add(aid.head()));
        Table table = Table.of(
                test.anchor() + "-health",
                "Can it be believed?" + (isNightly ? " As of the last night" : ""),
                heads.toArray(String[]::new));
        for (ReadoutRow row : test.rows()) {
            List<Node> cells = new ArrayList<>();
            if (test.isShown(row)) {
                cells.add(comparedBy(row));
                aids.forEach(aid -> cells.add(aid.cell().apply(row.health()).orElseGet(NoNumber::unknown)));
            }
            table.row(metric(row), cells.isEmpty() ? few(heads.size() - 1) : cells);
        }
        return table.render();
    }

    /** What the charts show, for those who can't see them. */
    Element nights(List<EffectChart> charts) {
        Table table = Table.of(
                test.anchor() + "-nights", "The lift by night", "Night", "Metric", "Lift", "Interval", "Status");
        for (EffectChart chart : charts) {
            for (ReadoutRow row : chart.nights()) {
                boolean isShown = chart.isShown(row);
                table.row(
                        Node.text(row.asOf().toString()),
                        Node.text(test.name(row)),
                        Node.text(
                                isShown
                                        ? EffectFormat.lift(row.lift().value())
                                        : chart.isHidden(row) ? NoNumber.FEW : NoNumber.NOT_YET),
                        Node.text(isShown && row.lift().hasLimits() ? limits(row.lift(), EffectFormat::lift) : ""),
                        Node.text(chart.isFinal(row) ? "final" : "provisional"));
            }
        }
        return Element.of("details").add(Element.of("summary").text("The same by night, as a table"), table.render());
    }

    /** A lift with its limits, on one line. */
    static String lift(ReadoutRow row) {
        return EffectFormat.lift(row.lift().value())
                + (row.lift().hasLimits() ? " (" + limits(row.lift(), EffectFormat::lift) + ")" : "");
    }

    /** The limits of a lift that has them. */
    static String limits(ReadoutRow row) {
        return limits(row.lift(), EffectFormat::lift);
    }

    private Node metric(ReadoutRow row) {
        String role = test.role(row).name().toLowerCase(Locale.ROOT);
        String name = test.name(row);
        return Element.of("span")
                .add(
                        test.view(row)
                                .definition()
                                .map(where -> (Node) Element.link(where, name))
                                .orElseGet(() -> Node.text(name)),
                        small(row.margin() == null ? role : role + ", margin " + Format.share(row.margin())));
    }

    private static List<Node> few(int cells) {
        List<Node> few = new ArrayList<>();
        for (int i = 0; i < cells; i++) {
            few.add(NoNumber.few());
        }
        return few;
    }

    private Node arm(ReadoutRow row, Arm arm) {
        return Element.of("span")
                .add(
                        Element.of("span")
                                .with("class", "value")
                                .text(
                                        arm.value() == null
                                                ? "not known"
                                                : Format.value(
                                                        arm.value(),
                                                        test.view(row).unit())),
                        small(test.basis(row, arm)));
    }

    private static Node range(ReadoutRow row, Range range, DoubleFunction<String> said) {
        if (range.value() == null) {
            return NoNumber.unknown();
        }
        Element cell =
                Element.of("span").add(Element.of("span").with("class", "value").text(said.apply(range.value())));
        if (!range.hasLimits()) {
            cell.add(small("no interval"));
        } else {
            String confidence = row.confidence() == null ? "" : Format.number(row.confidence() * 100) + "%: ";
            cell.add(interval(confidence + limits(range, said)));
        }
        // Without this the means of the arms seem to contradict it.
        return row.health().pastCorrelation() == null ? cell : cell.add(small("past taken out"));
    }

    /** Limits below their value, on one line. */
    static Element interval(String limits) {
        return Element.of("span").with("class", "sub limits").text(limits);
    }

    private static String limits(Range range, DoubleFunction<String> said) {
        return said.apply(range.low()) + " to " + said.apply(range.high());
    }

    private static Node number(Double number, DoubleFunction<String> said) {
        return number == null ? NoNumber.unknown() : Node.text(said.apply(number));
    }

    /** Of a guardrail it is that of being worse by its margin; one that can still change is no reason for a verdict. */
    private static Node p(ReadoutRow row) {
        if (row.chances().p() == null) {
            return NoNumber.unknown();
        }
        Element cell = Element.of("span").text(EffectFormat.p(row.chances().p()));
        if (row.margin() != null) {
            cell.add(small("vs margin"));
        }
        return isProvisional(row) ? cell.add(small("provisional")) : cell;
    }

    private static boolean isProvisional(ReadoutRow row) {
        return List.of("running", "not_mature").contains(row.verdict());
    }

    private Node comparedBy(ReadoutRow row) {
        Arm control = row.control();
        ReadoutRow.Health health = row.health();
        if (test.isOfCases(row)) {
            return Node.text(test.hasClusters() ? "cases, by cluster" : "cases, by groups of " + test.units());
        }
        if (control.clusters() == null) {
            return Node.text(
                    health.strata() == null
                            ? test.units()
                            : Format.counted(health.strata(), "stratum").replace("stratums", "strata"));
        }
        Element cell = Element.of("span")
                .with("class", "wide")
                .add(Node.text(Format.count(control.clusters()) + " and "
                        + Format.count(row.treatment().clusters()) + " clusters"));
        if (health.degreesOfFreedom() != null) {
            cell.add(small(Format.number(health.degreesOfFreedom()) + " degrees of freedom"));
        }
        if (health.permutationP() != null) {
            cell.add(small("labels dealt anew: " + EffectFormat.equation(health.permutationP())));
        }
        return cell;
    }

    private static Element small(String text) {
        return Element.of("span").with("class", "sub").text(text);
    }
}
