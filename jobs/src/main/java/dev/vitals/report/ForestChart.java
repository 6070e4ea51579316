package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the lift of each metric with its interval, one below the other on one axis, with the margins of guardrails; in words
 * what has no lift or is hidden.
 *
 * @param id prefix of the ids that the drawing needs
 * @param title what is drawn
 */
record ForestChart(String id, String title, ExperimentView test) {
    private static final double WIDTH = 360;
    private static final double SIDE = 22;
    private static final double ROW = 56;
    private static final double FOOT = 24;

    /** Where texts and the interval lie in a row. */
    private static final double FIRST = 14;

    private static final double SECOND = 27;
    private static final double MIDDLE = 41;

    /** Where the strip begins and ends in which the interval lies; lines of the axis stay out of the texts. */
    private static final double STRIP = 31;

    private static final double STRIP_END = 51;

    private static final int LONGEST_NAME = 34;
    private static final double WHISKER = 4;
    private static final double MARGIN = 8;

    /** How many times the middle one of the intervals' half widths may lie beyond lifts and margins; longer ones run off. */
    private static final double MOST_REACH = 3;

    Element render() {
        double height = ROW * test.rows().size() + FOOT;
        Element svg = Element.of("svg")
                .with("viewBox", "0 0 " + (int) WIDTH + " " + (int) height)
                .with("class", "chart forest")
                .with("role", "img")
                .with("aria-labelledby", id + "-t " + id + "-d");
        svg.add(Element.of("title").with("id", id + "-t").text(title));
        svg.add(Element.of("desc").with("id", id + "-d").text(description()));
        Scale x = axis();
        for (int i = 0; i < test.rows().size(); i++) {
            svg.add(row(test.rows().get(i), x, i * ROW));
        }
        for (Scale.Tick tick : x.labelled("share")) {
            svg.add(label("label", x.at(tick.number()), height - 8, "middle", tick.label()));
        }
        return svg;
    }

    /** What the drawing shows, in words. */
    String description() {
        List<String> rows = new ArrayList<>();
        test.rows().forEach(row -> rows.add(text(row)));
        return String.join(" ", rows);
    }

    private String text(ReadoutRow row) {
        String margin = row.margin() == null ? "" : ", margin " + Format.share(row.margin());
        return Plain.visible(test.name(row)) + " (" + kind(row) + margin + "): "
                + (isDrawn(row) ? EffectTables.lift(row) + ", " + test.words(row) : none(row)) + ".";
    }

    private boolean isDrawn(ReadoutRow row) {
        return test.isShown(row) && row.lift().value() != null;
    }

    private String none(ReadoutRow row) {
        return test.isShown(row) ? "no lift" : test.words(row);
    }

    private String kind(ReadoutRow row) {
        return test.role(row).name().toLowerCase(Locale.ROOT) + ", "
                + (test.isHigherBetter(row) ? "higher is better" : "lower is better");
    }

    /** How to read the marks that it has. */
    String key() {
        Scale x = axis();
        List<ReadoutRow> drawn = test.rows().stream().filter(this::isDrawn).toList();
        boolean hasMargin = drawn.stream().anyMatch(row -> row.margin() != null);
        boolean hasOpen = drawn.stream().anyMatch(ForestChart::isOpen);
        boolean hasArrow = drawn.stream()
                .map(ReadoutRow::lift)
                .anyMatch(lift -> lift.hasLimits() && (lift.low() < x.low() || lift.high() > x.high()));
        return "The mark is the lift, the line its interval. Long dashes: no difference."
                + (hasMargin ? " Short dashes: worse by the margin." : "")
                + (hasOpen ? " Hollow: no verdict is given." : "")
                + (hasArrow ? " An arrow: the interval goes on." : "");
    }

    /** Whether a verdict is still to come, or can't be given. */
    private static boolean isOpen(ReadoutRow row) {
        return row.isOpen();
    }

    private Scale axis() {
        double low = 0;
        double high = 0;
        List<Double> halves = new ArrayList<>();
        List<ReadoutRow> drawn = test.rows().stream().filter(this::isDrawn).toList();
        for (ReadoutRow row : drawn) {
            Double limit = test.limit(row);
            low = Math.min(low, Math.min(row.lift().value(), limit == null ? 0 : limit));
            high = Math.max(high, Math.max(row.lift().value(), limit == null ? 0 : limit));
            if (row.lift().hasLimits()) {
                halves.add((row.lift().high() - row.lift().low()) / 2);
            }
        }
        halves.sort(null);
        double reach = halves.isEmpty() ? 0 : MOST_REACH * halves.get((halves.size() - 1) / 2);
        double bottom = low - reach;
        double top = high + reach;
        for (ReadoutRow row : drawn) {
            if (row.lift().hasLimits()) {
                low = Math.min(low, Math.max(row.lift().low(), bottom));
                high = Math.max(high, Math.min(row.lift().high(), top));
            }
        }
        return Scale.covering(low, high, "share", SIDE, WIDTH - SIDE);
    }

    private Node row(ReadoutRow row, Scale x, double top) {
        Element group = Element.of("g")
                .add(
                        Element.of("title").text(text(row)),
                        label("label name", 0, top + FIRST, "start", shortened(Plain.visible(test.name(row)))),
                        label("label", 0, top + SECOND, "start", kind(row)));
        if (!isDrawn(row)) {
            return group.add(label("label", WIDTH, top + FIRST, "end", none(row)));
        }
        x.ticks().stream()
                .filter(tick -> tick != 0)
                .forEach(tick -> group.add(line("grid", x.at(tick), top + STRIP, x.at(tick), top + STRIP_END)));
        group.add(line("target", x.at(0), top + STRIP, x.at(0), top + STRIP_END));
        group.add(label(
                "label name",
                WIDTH,
                top + FIRST,
                "end",
                EffectFormat.lift(row.lift().value())));
        Double limit = test.limit(row);
        if (limit != null) {
            group.add(line("limit", x.at(limit), top + MIDDLE - MARGIN, x.at(limit), top + MIDDLE + MARGIN));
        }
        if (row.lift().hasLimits()) {
            group.add(label("label", WIDTH, top + SECOND, "end", EffectTables.limits(row)))
                    .add(interval(row, x, top + MIDDLE));
        }
        return group.add(Element.of("circle")
                .with("class", isOpen(row) ? "dot provisional" : "dot")
                .with("cx", Scale.place(x.at(row.lift().value())))
                .with("cy", Scale.place(top + MIDDLE))
                .with("r", "4"));
    }

    /** With an end where it has one, and an arrow where it goes on beyond the axis. */
    private static List<Element> interval(ReadoutRow row, Scale x, double middle) {
        double from = x.at(row.lift().low());
        double to = x.at(row.lift().high());
        return List.of(
                line("line", from, middle, to, middle),
                row.lift().low() < x.low() ? arrow(from, middle, 1) : end(from, middle),
                row.lift().high() > x.high() ? arrow(to, middle, -1) : end(to, middle));
    }

    private static Element end(double at, double middle) {
        return line("line", at, middle - WHISKER, at, middle + WHISKER);
    }

    /** @param side 1 where the line lies to the right of the tip, -1 where to the left */
    private static Element arrow(double at, double middle, int side) {
        double back = at + side * WHISKER;
        return Element.of("polyline")
                .with("class", "line")
                .with(
                        "points",
                        Scale.place(back) + "," + Scale.place(middle - WHISKER) + " " + Scale.place(at) + ","
                                + Scale.place(middle) + " " + Scale.place(back) + ","
                                + Scale.place(middle + WHISKER));
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    private static Element line(String style, double x1, double y1, double x2, double y2) {
        return Element.of("line")
                .with("class", style)
                .with("x1", Scale.place(x1))
                .with("y1", Scale.place(y1))
                .with("x2", Scale.place(x2))
                .with("y2", Scale.place(y2));
    }

    private static Element label(String style, double x, double y, String anchor, String text) {
        return Element.of("text")
                .with("class", style)
                .with("x", Scale.place(x))
                .with("y", Scale.place(y))
                .with("text-anchor", anchor)
                .text(text);
    }
}
