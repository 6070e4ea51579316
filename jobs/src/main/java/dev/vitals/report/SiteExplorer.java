package dev.vitals.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page on which a reader chooses a KPI and looks at it by slice and over time; scripts fill it in. */
final class SiteExplorer {
    private final List<Layout.Chapter> chapters;
    private final Map<String, KpiView> kpis;
    private final Map<String, String> files;

    /**
     * The explorer.
     *
     * @param files for each KPI that has numbers, the file that holds them
     */
    SiteExplorer(List<Layout.Chapter> chapters, Map<String, KpiView> kpis, Map<String, String> files) {
        this.chapters = chapters;
        this.kpis = kpis;
        this.files = files;
    }

    List<Element> render() {
        return List.of(
                Element.of("noscript")
                        .add(Element.of("p")
                                .with("class", "message")
                                .text(
                                        "The explorer draws with JavaScript, which is switched off. The overview shows the"
                                                + " last week without it.")),
                controls(),
                Element.of("p").with("id", "message").with("class", "message").with("role", "status"),
                chart(),
                table(),
                about());
    }

    private static Element field(String label, String id, Element control) {
        return Element.of("p")
                .with("class", "field")
                .add(Element.of("label").with("for", id).text(label), control.with("id", id));
    }

    private static Element controls() {
        return Element.of("form")
                .with("id", "controls")
                .with("class", "controls")
                .with("aria-label", "What to show")
                .add(
                        field("KPI", "kpi", Element.of("select")),
                        field("Estimate", "estimate", Element.of("select")),
                        field("Granularity", "by", Element.of("select")),
                        field("From", "from", Element.of("input").with("type", "date")),
                        field("To", "to", Element.of("input").with("type", "date")),
                        field("Compare with", "compare", Element.of("select")),
                        field("Slice by", "dimension", Element.of("select")),
                        Element.of("fieldset")
                                .with("id", "values")
                                .with("class", "values")
                                .with("hidden", "hidden")
                                .add(Element.of("legend").text("Slices (six at most)")),
                        Element.of("p")
                                .with("class", "field check")
                                .add(
                                        Element.of("input")
                                                .with("type", "checkbox")
                                                .with("id", "band"),
                                        Element.of("label").with("for", "band").text("95% intervals")),
                        Element.of("p")
                                .with("class", "field")
                                .add(Element.of("button").with("type", "reset").text("Start again")));
    }

    private static Element chart() {
        return Element.of("section")
                .with("aria-labelledby", "chart-title")
                .add(
                        Element.of("h2").with("id", "chart-title"),
                        Element.of("p").with("id", "chart-question").with("class", "lead"),
                        Element.of("ul").with("id", "legend").with("class", "legend"),
                        Element.of("div")
                                .with("class", "stage")
                                .add(
                                        Element.of("div")
                                                .with("id", "chart")
                                                .with("role", "img")
                                                .with("aria-labelledby", "chart-title chart-summary"),
                                        Element.of("div").with("id", "cursor").with("hidden", "hidden")),
                        Element.of("p")
                                .with("class", "field step")
                                .add(
                                        Element.of("label").with("for", "step").text("Step through the chart"),
                                        Element.of("input")
                                                .with("type", "range")
                                                .with("id", "step")
                                                .with("min", "0")
                                                .with("max", "0")),
                        Element.of("p")
                                .with("id", "readout")
                                .with("class", "readout")
                                .with("aria-live", "polite"),
                        Element.of("p")
                                .with("id", "chart-summary")
                                .with("class", "note")
                                .with("role", "status"));
    }

    private static Element about() {
        return Element.of("section")
                .with("id", "about")
                .with("aria-labelledby", "about-title")
                .add(
                        Element.of("h2").with("id", "about-title").text("About this KPI"),
                        Element.of("dl").with("id", "facts").with("class", "facts"),
                        Element.of("ul").with("id", "caveats"),
                        Element.of("p")
                                .add(Element.link(SiteFrame.Page.CATALOGUE.file(), "Whole definition")
                                        .with("id", "definition")));
    }

    private static Element table() {
        Element scroll = Table.of(
                        "numbers",
                        "The numbers of the chart",
                        "Date",
                        "Slice",
                        "Value",
                        "95% interval",
                        "Basis",
                        "Status",
                        "Before",
                        "Change")
                .render();
        return Element.of("section")
                .with("id", "numbers")
                .with("aria-labelledby", "numbers-title")
                .add(Element.of("h2").with("id", "numbers-title").text("The same numbers"), scroll);
    }

    /** What the scripts know before a KPI is chosen. */
    void index(JsonGenerator json, String asOf) throws IOException {
        json.writeStringField("asOf", asOf);
        json.writeArrayFieldStart("kpis");
        for (Layout.Chapter chapter : chapters) {
            for (String id : chapter.kpis()) {
                write(json, chapter, kpis.get(id));
            }
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, Layout.Chapter chapter, KpiView kpi) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", kpi.id());
        json.writeStringField("title", kpi.title());
        json.writeStringField("chapter", chapter.title());
        json.writeStringField("question", kpi.question());
        json.writeStringField("statistic", kpi.statistic());
        json.writeStringField("unit", kpi.unit());
        json.writeStringField("better", kpi.goodWhen().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("least", kpi.minDenominator());
        json.writeNumberField("finalAfter", kpi.matureAfterDays());
        json.writeBooleanField("stock", kpi.isStock());
        json.writeBooleanField("partIsTime", kpi.sumsSeconds("numerator"));
        json.writeBooleanField("wholeIsTime", kpi.sumsSeconds("denominator"));
        json.writeStringField("owner", kpi.owner());
        json.writeStringField("definition", SiteLinks.definition(kpi));
        if (files.containsKey(kpi.id())) {
            json.writeStringField("file", files.get(kpi.id()));
        }
        json.writeArrayFieldStart("estimates");
        for (String estimate : kpi.estimates()) {
            json.writeStartObject();
            json.writeStringField("id", estimate);
            json.writeStringField("title", kpi.titleOf(estimate));
            json.writeStringField("unit", kpi.unitOf(estimate));
            if (kpi.target(estimate) != null) {
                json.writeNumberField("target", kpi.target(estimate));
                json.writeStringField(
                        "wanted", Targets.sign(kpi) + Format.value(kpi.target(estimate), kpi.unitOf(estimate)));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
