package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a page of tests says of one of them. */
final class ExperimentPart {
    private final Experiment test;
    private final Map<String, KpiView> kpis;
    private final LocalDate asOf;
    private final boolean isByNight;
    private final List<ReadoutRow> last;

    private ExperimentPart(Experiment test, Map<String, KpiView> kpis, LocalDate asOf, boolean isByNight) {
        this.test = test;
        this.kpis = kpis;
        this.asOf = asOf;
        this.isByNight = isByNight;
        this.last =
                test.last().stream().filter(row -> kpis.containsKey(row.kpi())).toList();
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
        return "test-" + Anchors.clean(test.id());
    }

    /** One line for each primary metric. */
    Node primaryVerdicts() {
        List<Node> lines = new ArrayList<>();
        for (ReadoutRow row : last) {
            if (role(row) == Metric.Role.PRIMARY) {
                lines.add(Element.of("span").with("class", "sub").text(name(row) + ": " + words(row)));
            }
        }
        return Element.of("span").add(lines);
    }

    Element render() {
        Element part = SiteTables.part(anchor(), test.title())
                .add(Element.of("p").with("class", "lead").text(test.spec().hypothesis()), facts(), changes());
        EffectTables tables = new EffectTables(this);
        part.add(tables.effects(), tables.health());
        long unknown = test.rows().stream()
                        .filter(row -> row.asOf().equals(test.night().orElseThrow()))
                        .count()
                - last.size();
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
        Element list = Element.of("dl").with("class", "facts");
        fact(list, "Id", Element.of("code").text(test.id()));
        fact(
                list,
                "State",
                Node.text(Format.capital(test.state(asOf).words()) + "; data to the night of "
                        + Format.fullDay(test.night().orElseThrow())));
        fact(
                list,
                "Days",
                Node.text(SiteExperiments.days(test)
                        + (test.finalDay().isAfter(test.end())
                                ? ", final from " + Format.fullDay(test.finalDay())
                                : "")));
        fact(list, "Owner", Node.foreign(test.spec().owner()));
        fact(
                list,
                "Unit",
                Node.text(test.spec().unit().name().toLowerCase(Locale.ROOT)
                        + (test.hasClusters() ? ", assigned by whole clusters" : "")));
        if (!last.isEmpty()) {
            fact(list, "Split", Node.text(new SplitWords(test, least()).split(last)));
            fact(
                    list,
                    "Left out",
                    Node.text(new SplitWords(test, least()).leftOut(last.get(0).split())));
        }
        return list;
    }

    private static void fact(Element list, String term, Node words) {
        list.add(Element.of("dt").text(term), Element.of("dd").add(words));
    }

    /** Each verdict, and what would change it. */
    private Element changes() {
        Element list = Element.of("ul").with("class", "changes verdicts");
        for (ReadoutRow row : last) {
            list.add(Element.of("li")
                    .add(
                            Element.of("span").with("class", "tag " + tone(row)).text(tag(row)),
                            Element.of("span")
                                    .add(
                                            Element.of("strong").text(name(row)),
                                            Node.text(": " + words(row) + ". " + whatWouldChange(row)))));
        }
        return list;
    }

    private String whatWouldChange(ReadoutRow row) {
        if (!isShown(row)) {
            return WhatWouldChange.ofFew(kpi(row).minDenominator(), test.units());
        }
        return WhatWouldChange.of(
                row,
                new WhatWouldChange.Plan(
                        test.end(),
                        test.finalDay(),
                        test.spec().analysis().alpha(),
                        metric(row).goodWhen() == Metric.GoodWhen.HIGHER,
                        test.assigned(),
                        unit(row)));
    }

    /** The verdict in words; none of numbers that are hidden. */
    String words(ReadoutRow row) {
        return isShown(row) ? row.words() : "too few " + test.units();
    }

    private String tag(ReadoutRow row) {
        if (!isShown(row)) {
            return "Too few";
        }
        return switch (row.verdict()) {
            case "within_margin" -> "Within";
            case "beyond_margin" -> "Beyond";
            case "better", "worse", "running", "withheld" -> Format.capital(row.verdict());
            case "not_mature" -> "Waiting";
            default -> "Not shown";
        };
    }

    private String tone(ReadoutRow row) {
        if (!isShown(row)) {
            return "few";
        }
        return switch (row.verdict()) {
            case "better", "within_margin" -> "better";
            case "worse", "beyond_margin", "withheld" -> "worse";
            default -> "open";
        };
    }

    /** The charts of the last night's metrics that have a lift to draw. */
    List<EffectChart> charts() {
        List<EffectChart> charts = new ArrayList<>();
        if (isByNight) {
            for (ReadoutRow row : last) {
                EffectChart chart = new EffectChart(
                        anchor() + "-" + Anchors.clean(row.metric()) + "-" + Anchors.clean(row.variant()),
                        test.nights(row),
                        kpi(row).minDenominator(),
                        limit(row),
                        test.finalDay());
                if (chart.isDrawn()) {
                    charts.add(chart);
                }
            }
        }
        return charts;
    }

    private Double limit(ReadoutRow row) {
        return row.margin() == null
                ? null
                : metric(row).goodWhen() == Metric.GoodWhen.HIGHER ? -row.margin() : row.margin();
    }

    private Element figures(List<EffectChart> charts) {
        Element all = Element.of("div").with("class", "charts");
        for (EffectChart chart : charts) {
            ReadoutRow now = chart.nights().get(chart.nights().size() - 1);
            all.add(Element.of("figure")
                    .add(
                            Element.of("figcaption")
                                    .with("id", chart.id() + "-caption")
                                    .text(name(now) + ": lift by night"
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
                                "The line is the lift, the band its interval; hollow marks are provisional. Long dashes: no"
                                        + " difference." + (hasLimit ? " Short dashes: worse by the margin." : "")));
    }

    /** The metric, and the treatment where there are several. */
    String name(ReadoutRow row) {
        String metric = row.metric().equals(row.kpi())
                ? kpi(row).title()
                : Format.capital(row.metric().replace('_', ' '));
        return test.hasSeveralTreatments() ? metric + ", " + row.variant() : metric;
    }

    List<ReadoutRow> last() {
        return last;
    }

    boolean isShown(ReadoutRow row) {
        return Gate.shows(kpi(row), row);
    }

    KpiView kpi(ReadoutRow row) {
        return kpis.get(row.kpi());
    }

    Metric metric(ReadoutRow row) {
        return test.metric(row).orElseThrow();
    }

    Metric.Role role(ReadoutRow row) {
        return metric(row).role();
    }

    /** The unit of a metric: of a total by unit it is a quotient, whatever the KPI is. */
    String unit(ReadoutRow row) {
        if (!test.perUnit().contains(row.metric())) {
            return kpi(row).unit();
        }
        return kpi(row).sumsSeconds("numerator") ? "seconds" : "number per " + test.units();
    }

    /** The control's name. */
    Variant control() {
        return test.spec().control();
    }

    private long least() {
        return last.stream().mapToLong(row -> kpi(row).minDenominator()).max().orElse(0);
    }

    private static Element note(String text) {
        return Element.of("p").with("class", "note").text(text);
    }
}
