package dev.vitals.report;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a reader sees first, of a report as of a site: what changed, in sentences, and the headline figures. */
final class FirstScreen {
    private final Figures figures;
    private final Trends trends;
    private final UnaryOperator<String> places;
    private final Narrative narrative;

    /** @param places where a link to something leads, from its anchor in a report */
    FirstScreen(Figures figures, Trends trends, UnaryOperator<String> places) {
        this.figures = figures;
        this.trends = trends;
        this.places = places;
        this.narrative = new Narrative(figures);
    }

    private Element link(String anchor, String text) {
        return Element.link(places.apply(anchor), text);
    }

    /** Sentences and alerts beside each other, the headline figures beneath them. */
    List<Element> render() {
        return List.of(Element.of("div").with("class", "first").add(changes(), alerts()), headlines());
    }

    private Element changes() {
        Element section = section("changes", "What changed").add(list(narrative.lead()));
        return narrative.others().isEmpty()
                ? section
                : section.add(Element.of("p")
                        .with("class", "note")
                        .add(
                                link("others", Format.counted(narrative.others().size(), "more sentence")),
                                Node.text(".")));
    }

    /** What the first sentences left, and what makes a move. */
    Element others() {
        Element section = section("others", "What else changed, and what held");
        if (!narrative.others().isEmpty()) {
            section.add(list(narrative.others()));
        }
        return section.add(Element.of("p")
                .with("class", "note")
                .add(
                        Node.text("A figure moved when its 95% interval and that of "
                                + figures.period().comparedNoun() + " do not overlap"
                                + (figures.period().kind() == Period.Kind.WEEK
                                        ? " and at least six of its seven days moved the same way"
                                        : "")
                                + ". "),
                        link("how-to-read", "How to read the figures")));
    }

    private Element section(String id, String title) {
        return Element.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(Element.of("h2").with("id", id + "-title").text(title));
    }

    private Element list(List<Narrative.Sentence> sentences) {
        Element list = Element.of("ul").with("class", "changes");
        sentences.forEach(sentence -> list.add(item(sentence)));
        return list;
    }

    /** What needs somebody to act. */
    private Element alerts() {
        List<Narrative.Sentence> open = new Alerts(figures).sentences();
        Element section = section("alerts", "Open alerts");
        return open.isEmpty()
                ? section.add(
                        Element.of("p")
                                .text(
                                        "None: no target is missed beyond its interval, no number was unusual, no check failed, no file was refused."))
                : section.add(list(open));
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
        return Element.of("div")
                .with("class", "card data")
                .add(
                        Element.of("h3").add(link("quality", "The data behind the figures")),
                        list(new QualityNarrative(figures).sentences()),
                        Element.of("p").with("class", "note key").add(key()));
    }

    private Element headlines() {
        Element cards = Element.of("div").with("class", "cards");
        Layout.headlines(figures).forEach(kpi -> cards.add(card(kpi)));
        return section("headlines", "Headline figures").add(cards, data());
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
                "Before",
                FigureCell.together(List.of(
                        Node.text(before.valueText() + " "),
                        FigureCell.change(now, before, figures.movement(kpi, estimate)))),
                before.valueText());
        Double target = kpi.target(estimate);
        String wanted = target == null
                ? "none set"
                : Targets.sign(kpi) + Format.value(target, now.unit()) + Targets.verdict(now);
        fact(facts, "Target", Node.text(wanted), wanted);
        String undisturbed = figures.undisturbed(kpi, estimate);
        fact(facts, "Undisturbed", Node.text(undisturbed), undisturbed);
        fact(facts, "Status", Node.text(Anchors.status(figures, now)), now.statusText());
        return Element.of("article")
                .with("class", "card")
                .with("aria-labelledby", id)
                .add(
                        Element.of("h3").with("id", id).add(link(Anchors.definition(kpi.id()), kpi.titleOf(estimate))),
                        Element.of("p")
                                .with("class", now.hasValue() ? "big" : "big none")
                                .text(now.valueText()),
                        unit(now),
                        facts,
                        trends.chart(kpi, "trend-" + id),
                        Element.of("p")
                                .with("class", "note")
                                .add(link(Anchors.figure(kpi.id(), estimate), "All figures of this measure")));
    }

    private static Node unit(Figure figure) {
        boolean isInValue = figure.unit().equals("share") || figure.unit().equals("seconds");
        return isInValue ? Node.text("") : Element.of("p").with("class", "unit").text(figure.unit());
    }

    private static void fact(Element facts, String name, Node text, String presence) {
        if (!presence.isEmpty()) {
            facts.add(Element.of("dt").text(name), Element.of("dd").add(text));
        }
    }
}
