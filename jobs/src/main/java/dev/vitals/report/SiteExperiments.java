package dev.vitals.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The page of tests of changes: what each has shown so far, whether that can be believed, and what would change it. */
final class SiteExperiments {
    /** Tests whose nights are shown one by one; of older ones only what they showed in the end. */
    private static final int MOST_BY_NIGHT = 12;

    private final List<Experiment> read;
    private final List<Experiment> unread;
    private final Map<String, KpiView> kpis;
    private final LocalDate asOf;

    /**
     * The page.
     *
     * @param kpis KPIs of the site by id; metrics of others are left out
     */
    SiteExperiments(List<Experiment> experiments, Map<String, KpiView> kpis, LocalDate asOf) {
        this.kpis = kpis;
        this.asOf = asOf;
        this.read = experiments.stream()
                .filter(test -> test.night().isPresent())
                .sorted(Comparator.comparing((Experiment test) -> test.state(asOf))
                        .thenComparing(Experiment::end, Comparator.reverseOrder())
                        .thenComparing(Experiment::id))
                .toList();
        this.unread = experiments.stream()
                .filter(test -> test.night().isEmpty())
                .sorted(Comparator.comparing(Experiment::start).thenComparing(Experiment::id))
                .toList();
    }

    List<Element> render() {
        List<Element> content = new ArrayList<>();
        if (read.isEmpty()) {
            content.add(Element.of("p").with("class", "lead").text("No test of a change has a readout so far."));
        } else {
            content.add(Element.of("p")
                    .with("class", "lead")
                    .text("What tests of changes have shown, as of the last night of each. A verdict is given once all"
                            + " days of a test are in and nothing that they count can change; looking earlier would find"
                            + " something too often. Single units are never listed."));
            content.add(list());
            parts().forEach(part -> content.add(part.render()));
            content.add(howToRead());
        }
        if (!unread.isEmpty()) {
            content.add(withoutReadout());
        }
        return content;
    }

    /** Whether there is anything to draw. */
    boolean hasCharts() {
        return parts().stream().anyMatch(part -> !part.charts().isEmpty());
    }

    /** What the charts draw. */
    void charts(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("charts");
        for (ExperimentPart part : parts()) {
            for (EffectChart chart : part.charts()) {
                chart.write(json);
            }
        }
        json.writeEndArray();
    }

    private List<ExperimentPart> parts() {
        List<ExperimentPart> parts = new ArrayList<>();
        for (Experiment test : read) {
            parts.add(
                    parts.size() < MOST_BY_NIGHT
                            ? ExperimentPart.byNight(test, kpis, asOf)
                            : ExperimentPart.ofLastNight(test, kpis, asOf));
        }
        return parts;
    }

    private Element list() {
        Table table =
                Table.of("tests", "All tests, running ones first", "Test", "State", "Days", "Owner", "Primary metrics");
        for (ExperimentPart part : parts()) {
            Experiment test = part.test();
            table.row(
                    Element.link("#" + part.anchor(), test.title()),
                    Node.text(Format.capital(test.state(asOf).words())),
                    Node.text(days(test)),
                    Node.foreign(test.spec().owner()),
                    part.primaryVerdicts());
        }
        return SiteTables.part("all", "All tests").add(table.render());
    }

    static String days(Experiment test) {
        return Format.fullDay(test.start()) + " to " + Format.fullDay(test.end());
    }

    private Element withoutReadout() {
        Table table = Table.of("unread", "Tests without a readout", "Test", "Days", "Owner", "Hypothesis");
        unread.forEach(test -> table.row(
                Node.text(test.title()),
                Node.text(days(test)),
                Node.foreign(test.spec().owner()),
                Node.text(test.spec().hypothesis())));
        return SiteTables.part("none", "Without a readout")
                .add(
                        Element.of("p")
                                .text(
                                        "A test has a readout from its first day on, once units of every arm were exposed."),
                        table.render());
    }

    private static Element howToRead() {
        Element list = Element.of("dl");
        explain(
                list,
                "Lift and difference",
                "Treatment against control; where the past of the units is taken into account, without what they were like"
                        + " before. The interval is of that night alone and does not allow for looking every night.");
        explain(
                list,
                "p and adjusted p",
                "How often chance makes at least such a difference, and the same for the number of metrics and treatments;"
                        + " of a guardrail, how often chance makes it look as good if it were worse by the margin.");
        explain(
                list,
                "Correlation with the past, variance left",
                "How closely a metric follows what its units were like before, and how much of its variance is left when"
                        + " that is taken out. The less is left, the narrower the interval.");
        explain(
                list,
                "Imbalance before",
                "How often chance makes the arms as different as they were before the test. Far below 0.01, look at how"
                        + " units were assigned.");
        explain(
                list,
                "Design effect",
                "How many times larger the variance is than that of as many independent units, because units of a cluster"
                        + " are alike. At 4, a quarter of the units would tell as much if they were independent.");
        explain(list, "Matured", "Part of the unit days that can no longer change.");
        return SiteTables.part("how-to-read", "How to read this").add(list);
    }

    private static void explain(Element list, String term, String words) {
        list.add(Element.of("dt").text(term), Element.of("dd").text(words));
    }
}
