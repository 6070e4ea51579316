package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one test showed, as a page of its own that needs nothing beside it. */
public final class ReadoutPage {
    private static final String VERDICTS = "Verdicts, and what would change them";
    private static final String EFFECTS = "Effects";
    private static final String HEALTH = "Can it be believed?";

    private final ExperimentView test;
    private final Optional<Experiment> known;

    /** A page of a test; the warehouse knows it, or not. */
    private ReadoutPage(ExperimentView test, Optional<Experiment> known) {
        this.test = test;
        this.known = known;
    }

    /**
     * The page of a test that the warehouse does not know, as text; the same input gives the same text.
     *
     * @param spec the test
     * @param rows what it showed, metrics and treatments in the order of the file
     */
    public static String of(ExperimentSpec spec, List<ReadoutRow> rows) {
        return new ReadoutPage(ExperimentView.ofFile(spec, rows), Optional.empty()).page();
    }

    /**
     * The page of a test of the warehouse, with what the last of its nights showed.
     *
     * @param kpis those that its metrics are; metrics of others are left out
     */
    public static String ofLastNight(Experiment test, List<KpiView> kpis) {
        Map<String, KpiView> byId = kpis.stream().collect(Collectors.toMap(KpiView::id, kpi -> kpi));
        ExperimentView view =
                ExperimentView.of(test, test.on(test.night().orElseThrow()), byId, kpi -> Optional.empty());
        return new ReadoutPage(view, Optional.of(test)).page();
    }

    private String page() {
        StringBuilder body = new StringBuilder();
        body().forEach(element -> element.appendTo(body));
        return Template.alone(title() + " · Vitals", Template.style() + Template.read("experiments.css"), body);
    }

    private String title() {
        return ExperimentView.title(test.spec());
    }

    private List<Element> body() {
        return List.of(
                Element.of("a").with("class", "skip").with("href", "#content").text("Skip to the content"),
                Element.of("header")
                        .add(
                                Element.of("h1").text(title()),
                                Element.of("p")
                                        .with("class", "as-of")
                                        .text("What a test of a change showed" + night())),
                navigation(),
                Element.of("main")
                        .with("id", "content")
                        .with("tabindex", "-1")
                        .with("class", "experiments")
                        .add(content()),
                Element.of("footer")
                        .add(
                                Element.of("p")
                                        .text(
                                                "Made by ./vitals experiment readout. Numbers of few people are hidden; --format table has them.")));
    }

    private String night() {
        return known.flatMap(Experiment::night)
                .map(night -> ", as of the night of " + Format.fullDay(night))
                .orElse("");
    }

    private static Element navigation() {
        Element list = Element.of("ul");
        item(list, "verdicts", VERDICTS);
        item(list, "effects", EFFECTS);
        item(list, "health", HEALTH);
        item(list, "how-to-read", "How to read this");
        return Element.of("nav").with("aria-label", "Parts of this page").add(list);
    }

    private static void item(Element list, String id, String title) {
        list.add(Element.of("li").add(Element.link("#" + id, title)));
    }

    private List<Element> content() {
        EffectTables tables = known.isPresent() ? EffectTables.ofLastNight(test) : EffectTables.of(test);
        FactList facts =
                new FactList().add("Id", Element.of("code").text(test.spec().id()));
        known.ifPresent(experiment -> facts.add("Days", Node.text(SiteExperiments.days(experiment))));
        return List.of(
                Element.of("p").with("class", "lead").text(test.spec().hypothesis()),
                facts.add(test).render(),
                SiteTables.part("verdicts", VERDICTS)
                        .add(new Verdicts(
                                        test, row -> known.map(experiment -> WhatWouldChange.Days.of(experiment, row)))
                                .render()),
                SiteTables.part("effects", EFFECTS).add(forest(), tables.effects()),
                SiteTables.part("health", HEALTH).add(tables.health()),
                known.isPresent() ? EffectGuide.ofNights(test.rows()) : EffectGuide.ofOneLook(test.rows()));
    }

    private Element forest() {
        ForestChart chart = new ForestChart("forest", "Lift of each metric, with its interval", test);
        return Element.of("figure")
                .add(
                        Element.of("figcaption")
                                .text("Lift of each metric against "
                                        + test.control().name()),
                        chart.render(),
                        Element.of("p").with("class", "note").text(chart.key()));
    }
}
