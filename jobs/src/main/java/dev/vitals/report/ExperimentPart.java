package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a page of tests says of one of them. */
final class ExperimentPart {
    private final Experiment test;
    private final ExperimentView view;
    private final LocalDate asOf;
    private final boolean isByNight;

    private ExperimentPart(Experiment test, Map<String, KpiView> kpis, LocalDate asOf, boolean isByNight) {
        this.test = test;
        this.view = ExperimentView.of(
                test, test.on(test.night().orElseThrow()), kpis, kpi -> Optional.of(SiteLinks.definition(kpi)));
        this.asOf = asOf;
        this.isByNight = isByNight;
    }

    /** With what each night showed. */
    static ExperimentPart byNight(Experiment test, Map<String, KpiView> kpis, LocalDate asOf) {
        return new ExperimentPart(test, kpis, asOf, true);
    }

    /** With what the last night showed, and nothing of those before. */
    static ExperimentPart ofLastNight(Experiment test, Map<String, KpiView> kpis, LocalDate asOf) {
        return new ExperimentPart(test, kpis, asOf, false);
    }

    Experiment test() {
        return test;
    }

    String anchor() {
        return view.anchor();
    }

    /** What the last night showed. */
    List<ReadoutRow> rows() {
        return view.rows();
    }

    /** One line for each primary metric. */
    Node primaryVerdicts() {
        List<Node> lines = new ArrayList<>();
        for (ReadoutRow row : view.primary()) {
            lines.add(Element.of("span").with("class", "sub").text(view.name(row) + ": " + view.words(row)));
        }
        return Element.of("span").add(lines);
    }

    Element render() {
        EffectTables tables = EffectTables.ofLastNight(view);
        Element part = SiteTables.part(anchor(), test.title())
                .add(
                        Element.of("p").with("class", "lead").text(test.spec().hypothesis()),
                        facts(),
                        new Verdicts(view, row -> Optional.of(WhatWouldChange.Days.of(test, row))).render(),
                        tables.effects(),
                        tables.health());
        long unknown = test.rows().stream()
                        .filter(row -> row.asOf().equals(test.night().orElseThrow()))
                        .count()
                - view.rows().size();
        if (unknown > 0) {
            part.add(note(Format.counted(unknown, "row") + " of gold.experiment_readout not shown: its metric is no"
                    + " longer in the test's file, or its KPI is gone."));
        }
        List<EffectChart> charts = charts();
        if (charts.isEmpty()) {
            return part.add(note("What each night showed is in gold.experiment_readout."));
        }
        return part.add(figures(charts), tables.nights(charts));
    }

    private Element facts() {
        FactList facts = new FactList()
                .add("Id", Element.of("code").text(test.id()))
                .add(
                        "State",
                        Node.text(Format.capital(test.state(asOf).words()) + "; data to the night of "
                                + Format.fullDay(test.night().orElseThrow())))
                .add(
                        "Days",
                        Node.text(SiteExperiments.days(test)
                                + (test.finalDay().isAfter(test.end())
                                        ? ", all final from " + Format.fullDay(test.finalDay())
                                        : "")));
        return facts.add(view).render();
    }

    /** The charts of the last night's metrics that have a lift to draw. */
    List<EffectChart> charts() {
        List<EffectChart> charts = new ArrayList<>();
        if (isByNight) {
            for (ReadoutRow row : view.rows()) {
                EffectChart chart = new EffectChart(
                        anchor() + "-" + Anchors.clean(row.metric()) + "-" + Anchors.clean(row.variant()),
                        test.nights(row),
                        view.view(row),
                        view.limit(row),
                        test.finalDayOf(row));
                if (chart.isDrawn()) {
                    charts.add(chart);
                }
            }
        }
        return charts;
    }

    private Element figures(List<EffectChart> charts) {
        Element all = Element.of("div").with("class", "charts");
        for (EffectChart chart : charts) {
            ReadoutRow now = chart.nights().get(chart.nights().size() - 1);
            all.add(Element.of("figure")
                    .add(
                            Element.of("figcaption")
                                    .with("id", chart.id() + "-caption")
                                    .text(view.name(now) + ": lift by night"
                                            + (chart.isShown(now) ? ", last " + EffectTables.lift(now) : "")),
                            Element.of("div")
                                    .with("id", chart.id())
                                    .with("class", "effect")
                                    .with("role", "img")
                                    .with("aria-labelledby", chart.id() + "-caption")));
        }
        boolean hasLimit = charts.stream().anyMatch(chart -> chart.limit() != null);
        return Element.of("div")
                .add(
                        all,
                        note(
                                "The line is the lift, the band its interval, which goes on where it runs into the edge; hollow"
                                        + " marks are provisional. Long dashes: no difference."
                                        + (hasLimit ? " Short dashes: worse by the margin." : "")));
    }

    private static Element note(String text) {
        return Element.of("p").with("class", "note").text(text);
    }
}
