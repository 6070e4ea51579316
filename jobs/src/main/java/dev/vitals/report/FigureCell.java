package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;

/** Puts a figure into a table cell: the value first, then interval, basis and whether it is settled. */
final class FigureCell {
    private FigureCell() {}

    /** Value, interval and basis, one below the other. */
    static Node full(Figure figure) {
        List<Node> lines = new ArrayList<>();
        lines.add(value(figure));
        String interval = figure.intervalText();
        if (!interval.isEmpty()) {
            lines.add(small(interval));
        }
        String basis = figure.basisText();
        if (!basis.isEmpty()) {
            lines.add(small(basis));
        }
        return together(lines);
    }

    /** As {@link #full}, with a mark where the figure is provisional and one where it moved. */
    static Node compared(Figure figure, Figure before, Movement movement) {
        List<Node> lines = new ArrayList<>();
        lines.add(full(figure));
        if (figure.isProvisional()) {
            lines.add(small("provisional"));
        }
        if (movement.isMoved()) {
            lines.add(Element.of("span")
                    .with("class", "sub")
                    .add(mark(figure, movement), Node.text(" was " + before.valueText())));
        }
        return together(lines);
    }

    /** The change against the period before, marked when it is beyond noise. */
    static Node change(Figure now, Figure before, Movement movement) {
        if (movement.verdict() == Movement.Verdict.UNSETTLED) {
            return small("not compared until " + Format.fullDay(now.settledOn()));
        }
        if (!now.hasValue() || !before.hasValue() || !movement.isCompared()) {
            return Node.text("");
        }
        String change = Format.change(before.value(), now.value(), now.unit());
        String doubt = switch (movement.verdict()) {
            case STEADY -> ", within noise";
            case UNEVEN -> ", uneven";
            default -> "";
        };
        return movement.isMoved()
                ? Element.of("span").with("class", "sub").add(mark(now, movement), Node.text(" " + change))
                : small(change + doubt);
    }

    /** Direction and effect in a word; the arrow is an ornament. */
    private static Node mark(Figure now, Movement movement) {
        String effect = movement.effect(now.kpi().goodWhen());
        return Element.of("span")
                .with("class", ("mark " + effect).strip())
                .text((movement.isUp() ? "▲ up" : "▼ down") + (effect.isEmpty() ? "" : ", " + effect));
    }

    private static Element value(Figure figure) {
        return Element.of("span")
                .with("class", figure.hasValue() ? "value" : "value none")
                .text(figure.valueText());
    }

    static Element small(String text) {
        return Element.of("span").with("class", "sub").text(text);
    }

    static Node together(List<Node> nodes) {
        return out -> nodes.forEach(node -> node.appendTo(out));
    }
}
