package dev.vitals.report;

import dev.vitals.kpi.KpiDefinition;
import java.util.Locale;

/** How to read a report, and a paragraph on every KPI in it. */
final class Appendix {
    private final Figures figures;

    Appendix(Figures figures) {
        this.figures = figures;
    }

    Element howToRead() {
        return Element.of("section")
                .with("id", "how-to-read")
                .with("aria-labelledby", "how-to-read-title")
                .add(Element.of("h2").with("id", "how-to-read-title").text("How to read the figures"))
                .add(Element.of("dl")
                        .add(
                                term("95% interval"),
                                says("The range that the data are compatible with. Two numbers whose ranges overlap"
                                        + " may well be the same."),
                                term("Moved"),
                                says(moved()),
                                term("Basis"),
                                says("What the number rests on: the counted part of the whole, or the observations (n)."
                                        + " For durations, those without an end yet are part of it."),
                                term("Provisional and final"),
                                says(
                                        "A figure is provisional while reports are still answered, or appeals decided, that"
                                                + " belong to it, and in any case for "
                                                + KpiDefinition.LATE_DAYS
                                                + " days, in which nearly all late data come. A final figure is moved by"
                                                + " still later data alone, or by what is decided once more: a report"
                                                + " reopened or closed late, an appeal decided again; then it is listed"
                                                + " under published numbers that moved."),
                                term("Not compared"),
                                says(
                                        "What belongs to a figure that is followed for weeks has had less time to happen in"
                                                + " the younger period. It is not compared before both are final; durations"
                                                + " count open cases in and are."),
                                term("At most, at least, not reached"),
                                says("Nothing seen is not zero: the upper end of the interval is given. A median is not"
                                        + " reached while fewer than half of the cases have ended."),
                                term("Too few"),
                                says(
                                        "A figure on fewer observations or people than its definition asks for is hidden, and so are"
                                                + " others from which it could be told by subtraction, in this report or in what else is"
                                                + " published of the same numbers."),
                                term("No data"),
                                says("There was nothing to measure. It does not mean zero."),
                                term("Days"),
                                says("All days are UTC days of the event, not of its arrival.")));
    }

    private String moved() {
        String noun = figures.period().noun();
        String days = figures.period().kind() == Period.Kind.WEEK
                ? ", and at least six of its seven days moved the same way against the same weekday before; where they"
                        + " did not, the move is called uneven. A count has no interval of chance, of people either, and moved when"
                        + " all seven days did. Slices are judged by their intervals alone"
                : "";
        return "The 95% intervals of this " + noun + " and of "
                + figures.period().comparedNoun() + " do not overlap" + days
                + ". Where the intervals are equally wide, chance alone parts them about once in 180 times.";
    }

    private static Element term(String term) {
        return Element.of("dt").text(term);
    }

    private static Element says(String text) {
        return Element.of("dd").text(text);
    }

    Element definitions() {
        Element section = Element.of("section")
                .with("id", "definitions")
                .with("aria-labelledby", "definitions-title")
                .add(Element.of("h2").with("id", "definitions-title").text("Definitions"));
        figures.kpis().forEach(kpi -> section.add(definition(kpi)));
        return section;
    }

    /** A paragraph on one KPI, with the anchor that titles link to. */
    static Element definition(KpiView kpi) {
        String id = Anchors.definition(kpi.id());
        Element facts = Element.of("dl").with("class", "facts");
        kpi.definition()
                .forEach((name, text) -> facts.add(
                        term(sentence(name)),
                        Element.of("dd").add(Element.of("code").text(text.strip()))));
        facts.add(term("Unit"), says(kpi.unit()), term("Better when"), says(better(kpi)));
        kpi.estimates().stream()
                .filter(estimate -> kpi.target(estimate) != null)
                .forEach(estimate -> facts.add(
                        term(estimate.equals("value") ? "Target" : "Target of " + estimate),
                        says(Targets.sign(kpi) + Format.value(kpi.target(estimate), kpi.unitOf(estimate)))));
        facts.add(
                term("Hidden below"),
                says(Format.counted(kpi.minDenominator(), "observation")),
                term("Final after"),
                says(Format.counted(kpi.matureAfterDays(), "day")),
                term("Owner"),
                says(kpi.owner()));
        Element article = Element.of("article")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(
                        Element.of("h3").with("id", id + "-title").text(kpi.title()),
                        Element.of("p").text(kpi.question()),
                        Element.of("p")
                                .with("class", "note")
                                .add(Element.of("code").text(kpi.id()), Node.text(", version " + kpi.version())),
                        facts);
        if (!kpi.caveats().isEmpty()) {
            Element caveats = Element.of("ul");
            kpi.caveats().forEach(caveat -> caveats.add(Element.of("li").text(caveat)));
            article.add(Element.of("p").text("Before you use it:"), caveats);
        }
        return article;
    }

    private static String better(KpiView kpi) {
        return kpi.goodWhen().name().toLowerCase(Locale.ROOT);
    }

    private static String sentence(String name) {
        String words = name.replace('_', ' ');
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
