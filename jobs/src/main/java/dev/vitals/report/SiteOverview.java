package dev.vitals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** First page of a site: what changed in the last whole week, the headline figures, and every KPI with the way to it. */
final class SiteOverview {
    private final Figures figures;
    private final Trends trends;
    private final SiteLinks links;

    SiteOverview(Figures figures, SiteLinks links) {
        this.figures = figures;
        this.trends = new Trends(figures);
        this.links = links;
    }

    List<Element> render() {
        List<Element> content = new ArrayList<>();
        content.add(Element.of("p").with("class", "lead").text(figures.period().title()));
        content.add(changes());
        content.add(headlines());
        Layout.chapters(figures).forEach(chapter -> content.add(chapter(chapter)));
        content.add(new Appendix(figures).howToRead("How to read the figures"));
        return content;
    }

    private Element changes() {
        return SiteTables.part("changes", "What changed")
                .add(
                        sentences(new Narrative(figures).sentences()),
                        Element.of("p")
                                .with("class", "note")
                                .text("A figure moved when its 95% interval and that of the week before do not overlap"
                                        + " and at least six of its seven days moved the same way."));
    }

    private Element sentences(List<Narrative.Sentence> sentences) {
        Element list = Element.of("ul").with("class", "changes");
        for (Narrative.Sentence sentence : sentences) {
            String tag = sentence.tag().toLowerCase(Locale.ROOT).replace(' ', '-');
            list.add(Element.of("li")
                    .add(
                            Element.of("strong").with("class", "tag " + tag).text(sentence.tag()),
                            Node.text(" "),
                            Element.of("span")
                                    .add(
                                            Element.link(links.of(sentence.target()), sentence.subject()),
                                            Node.text(" " + sentence.rest()))));
        }
        return list;
    }

    private Element headlines() {
        Element cards = Element.of("div").with("class", "cards");
        Layout.headlines(figures).forEach(kpi -> cards.add(card(kpi)));
        cards.add(Element.of("article")
                .with("class", "card data")
                .with("aria-labelledby", "card-data")
                .add(
                        Element.of("h3")
                                .with("id", "card-data")
                                .add(Element.link(SiteFrame.Page.QUALITY.file(), "The data behind the figures")),
                        sentences(new QualityNarrative(figures).sentences()),
                        key()));
        return SiteTables.part("headlines", "Headline figures").add(cards);
    }

    private static Element key() {
        return Element.of("p")
                .with("class", "note key")
                .add(
                        Node.text("In the charts: "),
                        Element.of("span").with("class", "swatch final").text("filled"),
                        Node.text(" final day, "),
                        Element.of("span").with("class", "swatch open").text("hollow"),
                        Node.text(" provisional day, "),
                        Element.of("span").with("class", "swatch band-key").text("band"),
                        Node.text(" 95% interval, "),
                        Element.of("span").with("class", "swatch target-key").text("dashes"),
                        Node.text(" target, "),
                        Element.of("span").with("class", "swatch shade-key").text("grey"),
                        Node.text(" the week of this page."));
    }

    private Element card(KpiView kpi) {
        String estimate = kpi.leading();
        Figure now = figures.now(kpi, estimate);
        Figure before = figures.before(kpi, estimate);
        String id = "card-" + Anchors.clean(kpi.id());
        Element facts = Element.of("dl");
        fact(facts, "95% interval", now.intervalText());
        fact(facts, "Basis", now.basisText());
        facts.add(
                Element.of("dt").text("The week before"),
                Element.of("dd")
                        .add(
                                Node.text(before.valueText() + " "),
                                FigureCell.change(now, before, figures.movement(kpi, estimate))));
        Double target = kpi.target(estimate);
        if (target != null) {
            fact(facts, "Target", Targets.sign(kpi) + Format.value(target, now.unit()) + Targets.verdict(now));
        }
        fact(facts, "Status", Anchors.status(figures, now));
        return Element.of("article")
                .with("class", "card")
                .with("aria-labelledby", id)
                .add(
                        Element.of("h3")
                                .with("id", id)
                                .add(Element.link(SiteLinks.explorer(kpi, estimate), kpi.titleOf(estimate))),
                        Element.of("p")
                                .with("class", now.hasValue() ? "big" : "big none")
                                .text(now.valueText()),
                        Element.of("p").with("class", "unit").text(unit(now)),
                        facts,
                        trends.chart(kpi, "trend-" + id),
                        Element.of("p")
                                .with("class", "note")
                                .add(Element.link(SiteLinks.definition(kpi), "Definition")));
    }

    private static String unit(Figure figure) {
        String unit = figure.unit();
        return unit.equals("share") || unit.equals("seconds") ? figure.kpi().question() : unit;
    }

    private static void fact(Element facts, String name, String text) {
        if (!text.isEmpty()) {
            facts.add(Element.of("dt").text(name), Element.of("dd").text(text));
        }
    }

    private Element chapter(Layout.Chapter chapter) {
        Table table = Table.of(
                chapter.id() + "-figures",
                chapter.title() + ", " + figures.period().title(),
                "KPI",
                "Value",
                "95% interval",
                "Basis",
                "The week before",
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
