package dev.vitals.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a number day by day: a line with its interval as a band, provisional days hollow and dashed, days without a
 * number left open, the reported period shaded, the target dotted.
 *
 * @param id prefix of the ids that the drawing needs
 * @param title what is drawn
 * @param unit unit of the numbers
 * @param period days to shade
 * @param points one per day, in order
 * @param target wanted value, or null
 */
record LineChart(String id, String title, String unit, Period period, List<Point> points, Double target) {
    private static final double WIDTH = 360;
    private static final double HEIGHT = 150;
    private static final double LEFT = 46;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double BOTTOM = 22;

    /** Width of a date below the axis, with air. */
    private static final double LABEL_ROOM = 46;

    /** Points from which the dots are drawn small. */
    private static final int MANY = 40;

    /** Intervals may stretch the axis to this multiple of the highest value; beyond, the band runs off the drawing. */
    private static final double MOST_STRETCH = 1.6;

    /** A day and the number that may be shown for it. */
    record Point(LocalDate day, Figure figure) {
        String text() {
            String interval = figure.intervalText();
            String status = figure.statusText();
            return Format.day(day) + ": " + figure.valueText()
                    + (interval.isEmpty() ? "" : " (" + interval + ")")
                    + (status.isEmpty() ? "" : ", " + status);
        }
    }

    Element render() {
        Element svg = Element.of("svg")
                .with("viewBox", "0 0 " + (int) WIDTH + " " + (int) HEIGHT)
                .with("class", "chart")
                .with("role", "img")
                .with("aria-labelledby", id + "-t " + id + "-d");
        svg.add(Element.of("title").with("id", id + "-t").text(title));
        svg.add(Element.of("desc").with("id", id + "-d").text(description()));
        List<Point> known =
                points.stream().filter(point -> point.figure().hasValue()).toList();
        if (known.isEmpty()) {
            return svg.add(label(WIDTH / 2, HEIGHT / 2, "middle", "no data to draw"));
        }
        Scale y = vertical(known);
        return svg.add(shade(), grid(y), dates())
                .add(band(y))
                .add(target(y))
                .add(line(y))
                .add(known.stream().map(point -> dot(point, y)).toList());
    }

    /** What the drawing shows, in a sentence. */
    String description() {
        List<Point> known =
                points.stream().filter(point -> point.figure().hasValue()).toList();
        if (known.isEmpty()) {
            return "No day has a number.";
        }
        Point first = known.get(0);
        Point last = known.get(known.size() - 1);
        Point lowest = known.stream()
                .reduce(first, (a, b) -> b.figure().value() < a.figure().value() ? b : a);
        Point highest = known.stream()
                .reduce(first, (a, b) -> b.figure().value() > a.figure().value() ? b : a);
        long provisional =
                known.stream().filter(point -> point.figure().isProvisional()).count();
        return "Daily, from " + first.text() + ", to " + last.text() + ". Lowest "
                + lowest.figure().valueText() + " on "
                + Format.day(lowest.day()) + ", highest " + highest.figure().valueText() + " on "
                + Format.day(highest.day()) + "."
                + (provisional == 0 ? "" : " " + Format.counted(provisional, "day") + " provisional.");
    }

    private Scale vertical(List<Point> known) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Point point : known) {
            least = Math.min(least, point.figure().value());
            most = Math.max(most, point.figure().value());
        }
        double low = least;
        double high = most;
        double reach = Math.max(Math.abs(most) * (MOST_STRETCH - 1), most - least);
        for (Point point : known) {
            Figure figure = point.figure();
            if (figure.hasInterval()) {
                low = Math.min(low, Math.max(figure.low(), least - reach));
                high = Math.max(high, Math.min(figure.high(), most + reach));
            }
        }
        if (target != null) {
            low = Math.min(low, target);
            high = Math.max(high, target);
        }
        return Scale.covering(low, high, unit, HEIGHT - BOTTOM, TOP);
    }

    private double x(int index) {
        double step = (WIDTH - LEFT - RIGHT) / Math.max(points.size(), 1);
        return LEFT + step * (index + 0.5);
    }

    private Node shade() {
        Element group = Element.of("g");
        double half = (WIDTH - LEFT - RIGHT) / points.size() / 2;
        int first = -1;
        int last = -1;
        for (int i = 0; i < points.size(); i++) {
            if (period.holds(points.get(i).day())) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        return first < 0
                ? group
                : group.add(Element.of("rect")
                        .with("class", "shade")
                        .with("x", Scale.place(x(first) - half))
                        .with("y", Scale.place(TOP))
                        .with("width", Scale.place(x(last) - x(first) + 2 * half))
                        .with("height", Scale.place(HEIGHT - TOP - BOTTOM)));
    }

    private Node grid(Scale y) {
        Element group = Element.of("g");
        for (Scale.Tick tick : y.labelled(unit)) {
            group.add(Element.of("line")
                    .with("class", "grid")
                    .with("x1", Scale.place(LEFT))
                    .with("x2", Scale.place(WIDTH - RIGHT))
                    .with("y1", Scale.place(y.at(tick.number())))
                    .with("y2", Scale.place(y.at(tick.number()))));
            group.add(label(LEFT - 5, y.at(tick.number()) + 3.5, "end", tick.label()));
        }
        return group;
    }

    /** Mondays, every one or as many as have room, counted from the reported period. */
    private Node dates() {
        Element group = Element.of("g");
        double week = 7 * (WIDTH - LEFT - RIGHT) / points.size();
        long every = Math.max(1, (long) Math.ceil(LABEL_ROOM / week));
        LocalDate monday = Period.mondayOf(period.start());
        for (int i = 0; i < points.size(); i++) {
            LocalDate day = points.get(i).day();
            boolean isTurn = ChronoUnit.DAYS.between(monday, day) % (7 * every) == 0;
            if (isTurn && x(i) < WIDTH - RIGHT - 14) {
                group.add(label(x(i), HEIGHT - 7, "middle", Format.day(day)));
            }
        }
        return group;
    }

    private static Element label(double x, double y, String anchor, String text) {
        return Element.of("text")
                .with("class", "label")
                .with("x", Scale.place(x))
                .with("y", Scale.place(y))
                .with("text-anchor", anchor)
                .text(text);
    }

    /** One shape per unbroken run of days with an interval. */
    private List<Element> band(Scale y) {
        List<Element> shapes = new ArrayList<>();
        List<String> upper = new ArrayList<>();
        List<String> lower = new ArrayList<>();
        for (int i = 0; i <= points.size(); i++) {
            boolean isOpen = i < points.size()
                    && points.get(i).figure().hasValue()
                    && points.get(i).figure().hasInterval();
            if (isOpen) {
                Figure figure = points.get(i).figure();
                upper.add(Scale.place(x(i)) + "," + Scale.place(y.at(figure.high())));
                lower.add(0, Scale.place(x(i)) + "," + Scale.place(y.at(figure.low())));
            } else if (!upper.isEmpty()) {
                upper.addAll(lower);
                shapes.add(Element.of("polygon").with("class", "band").with("points", String.join(" ", upper)));
                upper.clear();
                lower.clear();
            }
        }
        return shapes;
    }

    private List<Element> target(Scale y) {
        return target == null
                ? List.of()
                : List.of(Element.of("line")
                        .with("class", "target")
                        .with("x1", Scale.place(LEFT))
                        .with("x2", Scale.place(WIDTH - RIGHT))
                        .with("y1", Scale.place(y.at(target)))
                        .with("y2", Scale.place(y.at(target))));
    }

    /** One shape per unbroken run of days that are all provisional, or none of them, with the day before it. */
    private List<Element> line(Scale y) {
        List<Element> pieces = new ArrayList<>();
        List<String> places = new ArrayList<>();
        boolean isDashed = false;
        for (int i = 1; i <= points.size(); i++) {
            Figure from = points.get(i - 1).figure();
            boolean goesOn = i < points.size()
                    && from.hasValue()
                    && points.get(i).figure().hasValue();
            boolean isNextDashed =
                    goesOn && (from.isProvisional() || points.get(i).figure().isProvisional());
            if (!places.isEmpty() && (!goesOn || isNextDashed != isDashed)) {
                pieces.add(Element.of("polyline")
                        .with("class", isDashed ? "line provisional" : "line")
                        .with("points", String.join(" ", places)));
                places.clear();
            }
            if (goesOn) {
                if (places.isEmpty()) {
                    places.add(place(i - 1, y));
                }
                places.add(place(i, y));
                isDashed = isNextDashed;
            }
        }
        return pieces;
    }

    private String place(int i, Scale y) {
        return Scale.place(x(i)) + "," + Scale.place(y.at(points.get(i).figure().value()));
    }

    private Node dot(Point point, Scale y) {
        return Element.of("g")
                .add(
                        Element.of("title").text(point.text()),
                        Element.of("circle")
                                .with("class", point.figure().isProvisional() ? "dot provisional" : "dot")
                                .with("cx", Scale.place(x(points.indexOf(point))))
                                .with("cy", Scale.place(y.at(point.figure().value())))
                                .with("r", points.size() < MANY ? "2.6" : "1.7"));
    }
}
