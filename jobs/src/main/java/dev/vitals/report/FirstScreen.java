package dev.vitals.report;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a reader sees first, of a report as of a site: what changed, in sentences, and the headline figures. */
final class FirstScreen {
    private final Figures figures;
    private final Trends trends;
    private final UnaryOperator<String> places;

    /** @param places where a link to something leads, from its anchor in a report */
    FirstScreen(Figures figures, Trends trends, UnaryOperator<String> places) {
        this.figures = figures;
        this.trends = trends;
        this.places = places;
    }

    private Element link(String anchor, String text) {
        return Element.link(places.apply(anchor), text);
    }

    Element changes() {
        Element list = Element.of("ul").with("class", "changes");
        new Narrative(figures).sentences().forEach(sentence -> list.add(item(sentence)));
        return Element.of("section")
                .with("id", "changes")
                .with("aria-labelledby", "changes-title")
                .add(
                        Element.of("h2").with("id", "changes-title").text("What changed"),
                        list,
                        Element.of("p")
                                .with("class", "note")
                                .add(
                                        Node.text("A figure moved when its 95% interval and that of the "
                                                + figures.period().noun() + " before do not overlap"
                                                + (figures.period().kind() == Period.Kind.WEEK
                                                        ? " and at least six of its seven days moved the same way"
                                                        : "")
                                                + ". "),
                                        link("how-to-read", "How to read the figures")));
    }

    /** What needs somebody to act. */
    Element alerts() {
        List<Narrative.Sentence> open = new Alerts(figures).sentences();
        Element section = Element.of("section")
                .with("id", "alerts")
                .with("aria-labelledby", "alerts-title")
                .add(Element.of("h2").with("id", "alerts-title").text("Open alerts"));
        if (open.isEmpty()) {
            return section.add(Element.of("p")
                    .text("None: no target is missed beyond its interval, no check failed, no file was refused."));
        }
        Element list = Element.of("ul").with("class", "changes");
        open.forEach(sentence -> list.add(item(sentence)));
        return section.add(list);
    }

    private Element item(Narrative.Sentence sentence) {
        String tag = sentence.tag().toLowerCase(Locale.ROOT).replace(' ', '-');
        Element text =
                Element.of("span").add(link(sentence.target(), sentence.subject()), Node.text(" " + sentence.rest()));
        return Element.of("li")
                .add(Element.of("strong").with("class", "tag " + tag).text(sentence.tag()), Node.text(" "), text);
    }

    /** Whether the data behind the figures can be trusted, and the key to the charts. */
    private Element data() {
        Element list = Element.of("ul").with("class", "changes");
        new QualityNarrative(figures).sentences().forEach(sentence -> list.add(item(sentence)));
        return Element.of("article")
                .with("class", "card data")
                .with("aria-labelledby", "card-data")
                .add(
                        Element.of("h3").with("id", "card-data").add(link("quality", "The data behind the figures")),
                        list,
                        Element.of("p").with("class", "note key").add(key()));
    }

    Element headlines() {
        Element cards = Element.of("div").with("class", "cards");
        Layout.headlines(figures).forEach(kpi -> cards.add(card(kpi)));
        cards.add(data());
        return Element.of("section")
                .with("id", "headlines")
                .with("aria-labelledby", "headlines-title")
                .add(Element.of("h2").with("id", "headlines-title").text("Headline figures"), cards);
    }

    private List<Node> key() {
        return List.of(
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
                Node.text(" this " + figures.period().noun() + "."));
    }

    private Element card(KpiView kpi) {
        String estimate = kpi.leading();
        Figure now = figures.now(kpi, estimate);
        Figure before = figures.before(kpi, estimate);
        String id = "card-" + Anchors.clean(kpi.id());
        Element facts = Element.of("dl");
        fact(facts, "95% interval", Node.text(now.intervalText()), now.intervalText());
        fact(facts, "Basis", Node.text(now.basisText()), now.basisText());
        fact(
                facts,
                "The " + figures.period().noun() + " before",
                FigureCell.together(List.of(
                        Node.text(before.valueText() + " "),
                        FigureCell.change(now, before, figures.movement(kpi, estimate)))),
                before.valueText());
        Double target = kpi.target(estimate);
        String wanted = target == null
                ? "none set"
                : Targets.sign(kpi) + Format.value(target, now.unit()) + Targets.verdict(now);
        fact(facts, "Target", Node.text(wanted), wanted);
        fact(facts, "Status", Node.text(Anchors.status(figures, now)), now.statusText());
        return Element.of("article")
                .with("class", "card")
                .with("aria-labelledby", id)
                .add(
                        Element.of("h3").with("id", id).add(link(Anchors.definition(kpi.id()), kpi.titleOf(estimate))),
                        Element.of("p")
                                .with("class", now.hasValue() ? "big" : "big none")
                                .text(now.valueText()),
                        Element.of("p").with("class", "unit").text(unit(now)),
                        facts,
                        trends.chart(kpi, "trend-" + id),
                        Element.of("p")
                                .with("class", "note")
                                .add(link(Anchors.figure(kpi.id(), estimate), "All figures of this measure")));
    }

    private static String unit(Figure figure) {
        String unit = figure.unit();
        return unit.equals("share") || unit.equals("seconds") ? figure.kpi().question() : unit;
    }

    private static void fact(Element facts, String name, Node text, String presence) {
        if (!presence.isEmpty()) {
            facts.add(Element.of("dt").text(name), Element.of("dd").add(text));
        }
    }
}
