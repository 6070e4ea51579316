package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The daily course of KPIs: a chart each, the numbers of the chart beneath it, and all of them in one file. */
final class Trends {
    private final Figures figures;
    private final Map<String, KpiView> drawn = new TreeMap<>();

    Trends(Figures figures) {
        this.figures = figures;
    }

    /** The chart of a KPI's leading estimate with its numbers folded beneath; {@code place} keeps ids apart. */
    Element figure(KpiView kpi, String place, Drawings drawings) {
        drawn.put(kpi.id(), kpi);
        String title = kpi.titleOf(kpi.leading());
        String id = "trend-" + place + "-" + Anchors.clean(kpi.id());
        return Element.of("figure")
                .add(
                        Element.of("figcaption").add(Anchors.titleLink(kpi, title), Node.text(", by day" + unit(kpi))),
                        chart(kpi, id),
                        numbers(kpi, id, title),
                        drawings.add(id, title + ", by day", chart(kpi, id)));
    }

    /** The chart alone, for a card whose figure stands in full further down. */
    Element chart(KpiView kpi, String id) {
        drawn.put(kpi.id(), kpi);
        List<LineChart.Point> points = figures.days().stream()
                .map(day -> new LineChart.Point(day, figures.day(kpi, kpi.leading(), day)))
                .toList();
        return new LineChart(
                        id,
                        kpi.titleOf(kpi.leading()) + ", by day",
                        kpi.unitOf(kpi.leading()),
                        figures.period(),
                        points,
                        kpi.target(kpi.leading()))
                .render();
    }

    private static String unit(KpiView kpi) {
        String unit = kpi.unitOf(kpi.leading());
        return unit.equals("share") || unit.equals("seconds") ? "" : " (" + unit + ")";
    }

    private Element numbers(KpiView kpi, String id, String title) {
        Table table = Table.of(id + "-numbers", title + ", by day", "Day", "Value", "95% interval", "Basis", "Status");
        for (LocalDate day : figures.days()) {
            Figure figure = figures.day(kpi, kpi.leading(), day);
            table.row(
                    Node.text(Format.day(day)),
                    Node.text(figure.valueText()),
                    Node.text(figure.intervalText()),
                    Node.text(figure.basisText()),
                    Node.text(figure.statusText()));
        }
        return Element.of("details").add(Element.of("summary").text("Numbers of this chart"), table.render());
    }

    /** Every drawn day of every drawn KPI. */
    Sheet sheet() {
        Sheet sheet = Sheets.figures();
        for (KpiView kpi : drawn.values()) {
            for (LocalDate day : figures.days()) {
                Sheets.add(sheet, figures.day(kpi, kpi.leading(), day), day, day, "", "");
            }
        }
        return sheet;
    }
}
