package dev.vitals.report;

import java.util.List;

/**
 * Draws one number for several slices: a bar from zero with its interval as a whisker, and in words what has no bar.
 *
 * @param id prefix of the ids that the drawing needs
 * @param title what is drawn
 * @param unit unit of the numbers
 * @param bars from top to bottom
 * @param target wanted value, or null
 */
record BarChart(String id, String title, String unit, List<Bar> bars, Double target) {
    private static final double WIDTH = 360;
    private static final double LEFT = 116;
    private static final double RIGHT = 24;
    private static final double ROW = 24;
    private static final double FOOT = 22;
    private static final int LONGEST_LABEL = 18;
    private static final double MOST_STRETCH = 1.6;

    /** A slice and the number that may be shown for it. */
    record Bar(String label, Figure figure) {
        String text() {
            String interval = figure.intervalText();
            return label + ": " + figure.valueText() + (interval.isEmpty() ? "" : " (" + interval + ")");
        }
    }

    Element render() {
        double height = ROW * bars.size() + FOOT;
        Element svg = Element.of("svg")
                .with("viewBox", "0 0 " + (int) WIDTH + " " + (int) height)
                .with("class", "chart")
                .with("role", "img")
                .with("aria-labelledby", id + "-t " + id + "-d");
        svg.add(Element.of("title").with("id", id + "-t").text(title));
        svg.add(Element.of("desc").with("id", id + "-d").text(description()));
        Scale x = horizontal();
        for (Scale.Tick tick : x.labelled(unit)) {
            svg.add(
                    line("grid", x.at(tick.number()), 0, x.at(tick.number()), height - FOOT),
                    label(x.at(tick.number()), height - 8, "middle", tick.label()));
        }
        for (int i = 0; i < bars.size(); i++) {
            svg.add(row(bars.get(i), x, i * ROW));
        }
        if (target != null) {
            svg.add(line("target", x.at(target), 0, x.at(target), height - FOOT));
        }
        return svg;
    }

    /** What the drawing shows, in words. */
    String description() {
        return String.join(
                        "; ", bars.stream().map(Bar::text).map(Plain::visible).toList()) + ".";
    }

    private Scale horizontal() {
        double low = 0;
        double most = 0;
        double high = 0;
        for (Bar bar : bars) {
            if (bar.figure().hasValue()) {
                low = Math.min(low, bar.figure().value());
                most = Math.max(most, bar.figure().value());
            }
        }
        for (Bar bar : bars) {
            if (bar.figure().hasValue() && bar.figure().hasInterval()) {
                low = Math.min(low, Math.max(bar.figure().low(), low * MOST_STRETCH));
                high = Math.max(high, Math.min(bar.figure().high(), most * MOST_STRETCH));
            }
        }
        high = Math.max(high, Math.max(most, target == null ? 0 : target));
        return Scale.covering(low, high, unit, LEFT, WIDTH - RIGHT);
    }

    private Node row(Bar bar, Scale x, double top) {
        Element group = Element.of("g").add(Element.of("title").text(Plain.visible(bar.text())));
        double middle = top + ROW / 2;
        group.add(label(LEFT - 6, middle + 3.5, "end", shortened(bar.label()))
                .with("direction", "ltr")
                .with("unicode-bidi", "isolate"));
        Figure figure = bar.figure();
        if (!figure.hasValue()) {
            return group.add(label(x.at(0) + 4, middle + 3.5, "start", figure.valueText()));
        }
        double zero = x.at(0);
        double end = x.at(figure.value());
        group.add(Element.of("rect")
                .with("class", figure.isProvisional() ? "bar provisional" : "bar")
                .with("x", Scale.place(Math.min(zero, end)))
                .with("y", Scale.place(top + 5))
                .with("width", Scale.place(Math.abs(end - zero)))
                .with("height", Scale.place(ROW - 10)));
        if (figure.hasInterval()) {
            double from = x.at(figure.low());
            double to = x.at(figure.high());
            group.add(line("whisker", from, middle, to, middle), line("whisker", from, middle - 4, from, middle + 4));
            if (figure.high() <= x.high()) {
                group.add(line("whisker", to, middle - 4, to, middle + 4));
            }
        }
        return group;
    }

    private static String shortened(String label) {
        String visible = Plain.visible(label);
        return visible.codePointCount(0, visible.length()) <= LONGEST_LABEL
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    private static Element line(String style, double x1, double y1, double x2, double y2) {
        return Element.of("line")
                .with("class", style)
                .with("x1", Scale.place(x1))
                .with("y1", Scale.place(y1))
                .with("x2", Scale.place(x2))
                .with("y2", Scale.place(y2));
    }

    private static Element label(double x, double y, String anchor, String text) {
        return Element.of("text")
                .with("class", "label")
                .with("x", Scale.place(x))
                .with("y", Scale.place(y))
                .with("text-anchor", anchor)
                .text(text);
    }
}
