package dev.vitals.report;

import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The tables of a test: what it showed, whether that can be believed, and the nights one by one. */
final class EffectTables {
    private static final String NONE = "none";
    private static final String FEW = "too few";

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
                "Control",
                "Treatment",
                "Lift",
                "Difference",
                "p",
                "Adjusted p",
                "Chance to win",
                "Verdict");
        for (ReadoutRow row : test.rows()) {
            if (!test.isShown(row)) {
                table.row(metric(row), few(8));
                continue;
            }
            String unit = test.view(row).unit();
            table.row(
                    metric(row),
                    arm(row, row.control()),
                    arm(row, row.treatment()),
                    range(row, row.lift(), EffectFormat::lift),
                    range(row, row.difference(), difference -> EffectFormat.difference(difference, unit)),
                    number(row.chances().p(), EffectFormat::p),
                    row.margin() == null ? number(row.chances().adjustedP(), EffectFormat::p) : small("not adjusted"),
                    number(row.chances().win(), EffectFormat::chance),
                    Node.text(test.words(row)));
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
                aids.forEach(aid -> cells.add(aid.cell().apply(row.health()).orElseGet(() -> small(NONE))));
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
                        Node.text(isShown ? EffectFormat.lift(row.lift().value()) : FEW),
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
            few.add(Element.of("span").with("class", "value none").text(FEW));
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
                        small("of " + test.counted(row, arm)));
    }

    private static Node range(ReadoutRow row, Range range, DoubleFunction<String> said) {
        if (range.value() == null) {
            return small(NONE);
        }
        Element cell =
                Element.of("span").add(Element.of("span").with("class", "value").text(said.apply(range.value())));
        if (!range.hasLimits()) {
            return cell.add(small("no interval"));
        }
        String confidence = row.confidence() == null ? "" : Format.number(row.confidence() * 100) + "%: ";
        return cell.add(small(confidence + limits(range, said)));
    }

    private static String limits(Range range, DoubleFunction<String> said) {
        return said.apply(range.low()) + " to " + said.apply(range.high());
    }

    private static Node number(Double number, DoubleFunction<String> said) {
        return number == null ? small(NONE) : Node.text(said.apply(number));
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
            cell.add(small("labels dealt anew: p = " + EffectFormat.p(health.permutationP())));
        }
        return cell;
    }

    private static Element small(String text) {
        return Element.of("span").with("class", "sub").text(text);
    }
}
