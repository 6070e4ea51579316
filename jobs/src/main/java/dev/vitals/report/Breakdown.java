package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;

/** A table of KPIs by the values of one dimension, with charts of those that it can rank. */
final class Breakdown {
    private static final int MOST_ROWS = 25;
    private static final int MOST_BARS = 12;
    private static final int MOST_CHARTS = 4;

    private final Figures figures;
    private final Sheets sheets;
    private final Drawings drawings;

    Breakdown(Figures figures, Sheets sheets, Drawings drawings) {
        this.figures = figures;
        this.sheets = sheets;
        this.drawings = drawings;
    }

    /** Over all chapters, as a chapter of its own. */
    Element render(String dimension, List<KpiView> candidates) {
        return render("by-" + Anchors.clean(dimension).replace('_', '-'), dimension, candidates, "h2");
    }

    /** Within a chapter; another one may be broken down by the same dimension. */
    Element render(Layout.Chapter chapter, String dimension, List<KpiView> candidates) {
        return render(chapter.id() + "-by-" + Anchors.clean(dimension).replace('_', '-'), dimension, candidates, "h3");
    }

    /** Heading, charts, table and file; a sentence instead when no KPI has a number by this dimension. */
    private Element render(String id, String dimension, List<KpiView> candidates, String heading) {
        String words = dimension.replace('_', ' ');
        List<KpiView> kpis = candidates.stream()
                .filter(kpi -> !figures.values(kpi, dimension).isEmpty())
                .toList();
        Element section = Element.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(Element.of(heading).with("id", id + "-title").text("By " + words));
        if (kpis.isEmpty()) {
            return section.add(Element.of("p")
                    .text("No figure by " + words + " this " + figures.period().noun() + "."));
        }
        List<String> values = figures.ordered(kpis, dimension);
        List<String> known = values.stream()
                .filter(value -> kpis.stream().anyMatch(kpi -> hasData(kpi, dimension, value)))
                .toList();
        List<String> listed = known.subList(0, Math.min(known.size(), MOST_ROWS));
        section.add(table(id, dimension, kpis, listed));
        if (listed.size() < known.size()) {
            section.add(Element.of("p")
                    .text("The first " + MOST_ROWS + " of " + known.size() + " by size; the file has them all."));
        }
        section.add(sheets.add(id, sheet(dimension, kpis, values)));
        Element charts = Element.of("div").with("class", "charts");
        kpis.stream().limit(MOST_CHARTS).forEach(kpi -> charts.add(bars(id, dimension, kpi, values)));
        return section.add(charts);
    }

    private boolean hasData(KpiView kpi, String dimension, String value) {
        return figures.now(kpi, kpi.leading(), dimension, value).state() != Figure.State.NO_DATA
                || figures.before(kpi, kpi.leading(), dimension, value).state() != Figure.State.NO_DATA;
    }

    private Element table(String id, String dimension, List<KpiView> kpis, List<String> values) {
        List<Node> header = new ArrayList<>();
        header.add(Node.text(dimension.replace('_', ' ')));
        kpis.forEach(kpi -> header.add(Anchors.titleLink(kpi, kpi.titleOf(kpi.leading()))));
        Table table = new Table(
                id + "-figures",
                "Figures by " + dimension.replace('_', ' ') + ", "
                        + figures.period().title(),
                header);
        for (String value : values) {
            List<Node> cells = new ArrayList<>();
            for (KpiView kpi : kpis) {
                Figure now = figures.now(kpi, kpi.leading(), dimension, value);
                Figure before = figures.before(kpi, kpi.leading(), dimension, value);
                cells.add(FigureCell.compared(now, before, figures.movement(kpi, kpi.leading(), dimension, value)));
            }
            table.row(Node.foreign(value), cells);
        }
        List<Node> totals = new ArrayList<>();
        for (KpiView kpi : kpis) {
            Figure now = figures.now(kpi, kpi.leading());
            totals.add(
                    FigureCell.compared(now, figures.before(kpi, kpi.leading()), figures.movement(kpi, kpi.leading())));
        }
        return table.row(Element.of("strong").text("all"), totals).render();
    }

    private Sheet sheet(String dimension, List<KpiView> kpis, List<String> values) {
        Period period = figures.period();
        Period last = period.compared();
        Sheet sheet = Sheets.figures();
        for (KpiView kpi : kpis) {
            for (String value : values) {
                Figure now = figures.now(kpi, kpi.leading(), dimension, value);
                Figure before = figures.before(kpi, kpi.leading(), dimension, value);
                Sheets.add(sheet, now, period.start(), period.end(), dimension, value);
                Sheets.add(sheet, before, last.start(), last.end(), dimension, value);
            }
        }
        return sheet;
    }

    private Element bars(String id, String dimension, KpiView kpi, List<String> values) {
        String title = kpi.titleOf(kpi.leading()) + " by " + dimension.replace('_', ' ');
        List<BarChart.Bar> bars = values.stream()
                .map(value -> new BarChart.Bar(value, figures.now(kpi, kpi.leading(), dimension, value)))
                .filter(bar -> bar.figure().state() != Figure.State.NO_DATA)
                .limit(MOST_BARS)
                .toList();
        String name = id + "-" + Anchors.clean(kpi.id());
        BarChart chart = new BarChart(name, title, kpi.unitOf(kpi.leading()), bars, kpi.target(kpi.leading()));
        return Element.of("figure")
                .add(
                        Element.of("figcaption").add(Anchors.titleLink(kpi, title)),
                        chart.render(),
                        drawings.add(name, title, chart.render()));
    }
}
