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

    private final ExperimentPart part;

    EffectTables(ExperimentPart part) {
        this.part = part;
    }

    /** Each metric as of the last night. */
    Element effects() {
        Table table = Table.of(
                part.anchor() + "-effects",
                "Effect on each metric, as of the last night",
                "Metric",
                "Control",
                "Treatment",
                "Lift",
                "Difference",
                "p",
                "Adjusted p",
                "Chance to win",
                "Verdict");
        for (ReadoutRow row : part.last()) {
            if (!part.isShown(row)) {
                table.row(metric(row), few(8));
                continue;
            }
            String unit = part.unit(row);
            table.row(
                    metric(row),
                    arm(row.control(), unit),
                    arm(row.treatment(), unit),
                    range(row, row.lift(), EffectFormat::lift),
                    range(row, row.difference(), difference -> EffectFormat.difference(difference, unit)),
                    number(row.chances().p(), EffectFormat::p),
                    row.margin() == null ? number(row.chances().adjustedP(), EffectFormat::p) : small("not adjusted"),
                    number(row.chances().win(), EffectFormat::chance),
                    Node.text(row.words()));
        }
        return table.render();
    }

    /** What helps to believe each metric. */
    Element health() {
        Table table = Table.of(
                part.anchor() + "-health",
                "Can it be believed? As of the last night",
                "Metric",
                "Correlation with the past",
                "Variance left",
                "Imbalance before (p)",
                "Compared by",
                "Design effect",
                "Matured");
        for (ReadoutRow row : part.last()) {
            if (!part.isShown(row)) {
                table.row(metric(row), few(6));
                continue;
            }
            ReadoutRow.Health health = row.health();
            table.row(
                    metric(row),
                    number(health.pastCorrelation(), Format::number),
                    number(health.varianceRatio(), Format::share),
                    number(health.imbalanceP(), EffectFormat::p),
                    comparedBy(row),
                    number(health.designEffect(), Format::number),
                    Node.text(Format.share(health.maturedShare())));
        }
        return table.render();
    }

    /** What the charts show, for those who can't see them. */
    Element nights(List<EffectChart> charts) {
        Table table = Table.of(
                part.anchor() + "-nights", "The lift by night", "Night", "Metric", "Lift", "Interval", "Status");
        for (EffectChart chart : charts) {
            for (ReadoutRow row : chart.nights()) {
                boolean isShown = chart.isShown(row);
                table.row(
                        Node.text(row.asOf().toString()),
                        Node.text(part.name(row)),
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

    private Node metric(ReadoutRow row) {
        String role = part.role(row).name().toLowerCase(Locale.ROOT);
        return Element.of("span")
                .add(
                        Element.link(SiteLinks.definition(part.kpi(row)), part.name(row)),
                        small(row.margin() == null ? role : role + ", margin " + Format.share(row.margin())));
    }

    private static List<Node> few(int cells) {
        List<Node> few = new ArrayList<>();
        for (int i = 0; i < cells; i++) {
            few.add(Element.of("span").with("class", "value none").text(FEW));
        }
        return few;
    }

    private Node arm(Arm arm, String unit) {
        return Element.of("span")
                .add(
                        Element.of("span")
                                .with("class", "value")
                                .text(arm.value() == null ? NONE : Format.value(arm.value(), unit)),
                        small("of " + Format.count(arm.units()) + " "
                                + part.test().units()));
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
        if (control.clusters() == null) {
            return Node.text(
                    health.strata() == null
                            ? part.test().units()
                            : Format.counted(health.strata(), "stratum").replace("stratums", "strata"));
        }
        Element cell = Element.of("span")
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
