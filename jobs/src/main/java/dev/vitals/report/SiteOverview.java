package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;

/** First page of a site: what changed in the last whole week, the headline figures, and every KPI with the way to it. */
final class SiteOverview {
    private final Figures figures;
    private final FirstScreen first;
    private final SiteLinks links;

    SiteOverview(Figures figures, SiteLinks links) {
        this.figures = figures;
        this.links = links;
        this.first = new FirstScreen(figures, new Trends(figures), links::of);
    }

    List<Element> render() {
        List<Element> content = new ArrayList<>();
        content.add(Element.of("p").with("class", "lead").text(figures.period().title()));
        content.addAll(first.render());
        content.add(first.others());
        new StillToCome(figures, links::of).render().ifPresent(content::add);
        content.add(new Surroundings(figures).render());
        Layout.chapters(figures).forEach(chapter -> content.add(chapter(chapter)));
        content.add(new Appendix(figures).howToRead());
        return content;
    }

    private Element chapter(Layout.Chapter chapter) {
        Table table = Table.of(
                chapter.id() + "-figures",
                chapter.title() + ", " + figures.period().title(),
                "KPI",
                "Value",
                "95% interval",
                "Basis",
                Format.capital(figures.period().comparedNoun()),
                "Change",
                "Status");
        for (String id : chapter.kpis()) {
            KpiView kpi = figures.kpi(id);
            String estimate = kpi.leading();
            Figure now = figures.now(kpi, estimate);
            Figure before = figures.before(kpi, estimate);
            table.row(
                    Element.link(SiteLinks.explorer(kpi, estimate), kpi.titleOf(estimate)),
                    Element.of("span")
                            .with("class", now.hasValue() ? "value" : "value none")
                            .text(now.valueText()),
                    Node.text(now.intervalText()),
                    Node.text(now.basisText()),
                    Node.text(before.valueText()),
                    FigureCell.change(now, before, figures.movement(kpi, estimate)),
                    Node.text(now.statusText()));
        }
        return SiteTables.part(chapter.id(), chapter.title())
                .add(Element.of("p").with("class", "lead").text(chapter.question()), table.render());
    }
}
