package dev.vitals.report;

import java.util.List;

/** A chapter: its figures against the period before, their course by day, and their breakdowns. */
final class ChapterPage {
    private final Figures figures;
    private final Trends trends;
    private final Sheets sheets;
    private final Drawings drawings;

    ChapterPage(Figures figures, Trends trends, Sheets sheets, Drawings drawings) {
        this.figures = figures;
        this.trends = trends;
        this.sheets = sheets;
        this.drawings = drawings;
    }

    Element render(Layout.Chapter chapter) {
        List<KpiView> kpis = chapter.kpis().stream().map(figures::kpi).toList();
        Element section = Element.of("section")
                .with("id", chapter.id())
                .with("aria-labelledby", chapter.id() + "-title")
                .add(
                        Element.of("h2").with("id", chapter.id() + "-title").text(chapter.title()),
                        Element.of("p").with("class", "lead").text(chapter.question()))
                .add(table(chapter, kpis))
                .add(new OtherTools(figures).render(chapter));
        Element charts = Element.of("div").with("class", "charts");
        kpis.stream().filter(this::hasDays).forEach(kpi -> charts.add(trends.figure(kpi, chapter.id(), drawings)));
        section.add(charts);
        for (String dimension : chapter.dimensions()) {
            section.add(new Breakdown(figures, sheets, drawings).render(chapter, dimension, kpis));
        }
        return section;
    }

    private boolean hasDays(KpiView kpi) {
        return figures.days().stream()
                .anyMatch(day -> figures.day(kpi, kpi.leading(), day).hasValue());
    }

    private List<Element> table(Layout.Chapter chapter, List<KpiView> kpis) {
        Period period = figures.period();
        Table table = Table.of(
                chapter.id() + "-figures",
                chapter.title() + ", " + period.title() + ", against " + period.comparedNoun(),
                "Measure",
                "This " + period.noun(),
                Format.capital(period.comparedNoun()));
        Sheet sheet = Sheets.figures();
        for (KpiView kpi : kpis) {
            for (String estimate : kpi.estimates()) {
                row(table, kpi, estimate);
                Sheets.add(sheet, figures.now(kpi, estimate), period.start(), period.end(), "", "");
                Period last = period.compared();
                Sheets.add(sheet, figures.before(kpi, estimate), last.start(), last.end(), "", "");
            }
        }
        return List.of(table.render().with("class", "scroll figures"), sheets.add(chapter.id(), sheet));
    }

    private void row(Table table, KpiView kpi, String estimate) {
        Figure now = figures.now(kpi, estimate);
        Figure before = figures.before(kpi, estimate);
        Movement movement = figures.movement(kpi, estimate);
        String unit = kpi.unitOf(estimate);
        Node name = FigureCell.together(List.of(
                Anchors.titleLink(kpi, kpi.titleOf(estimate)),
                small(unit.equals("share") || unit.equals("seconds") ? "" : unit),
                small(target(now))));
        table.row(
                Anchors.figure(kpi.id(), estimate),
                name,
                FigureCell.together(List.of(
                        FigureCell.full(now),
                        small(figures.undisturbed(kpi, estimate)),
                        small(Anchors.status(figures, now)))),
                FigureCell.together(List.of(
                        FigureCell.full(before),
                        small(before.statusText()),
                        FigureCell.change(now, before, movement))));
    }

    private static Node small(String text) {
        return text.isEmpty() ? Node.text("") : FigureCell.small(text);
    }

    private static String target(Figure now) {
        Double target = now.kpi().target(now.estimate());
        return target == null
                ? ""
                : "target: " + Targets.sign(now.kpi()) + Format.value(target, now.unit()) + Targets.verdict(now);
    }
}
