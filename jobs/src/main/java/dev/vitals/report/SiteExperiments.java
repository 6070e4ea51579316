package dev.vitals.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The page of tests of changes, and of changes after their launch: what each has shown so far, whether that can be believed, and what would change it. */
final class SiteExperiments {
    /** Tests whose nights are shown one by one; of older ones only what they showed in the end. */
    private static final int MOST_BY_NIGHT = 12;

    private final List<Experiment> read;
    private final List<Experiment> unread;
    private final Map<String, KpiView> kpis;
    private final LocalDate asOf;
    private final SiteChanges changes;

    /**
     * The page.
     *
     * @param kpis KPIs of the site by id; metrics of others are left out
     * @param changes what is said of changes after their launch
     */
    SiteExperiments(List<Experiment> experiments, Map<String, KpiView> kpis, LocalDate asOf, SiteChanges changes) {
        this.changes = changes;
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
            content.add(EffectGuide.ofNights(
                    parts().stream().flatMap(part -> part.rows().stream()).toList()));
        }
        if (!unread.isEmpty()) {
            content.add(withoutReadout());
        }
        content.addAll(changes.render());
        return content;
    }

    /** Whether there is anything to draw. */
    boolean hasCharts() {
        return parts().stream().anyMatch(part -> !part.charts().isEmpty())
                || !changes.charts().isEmpty();
    }

    /** What the charts draw. */
    void charts(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("charts");
        for (ExperimentPart part : parts()) {
            for (EffectChart chart : part.charts()) {
                chart.write(json);
            }
        }
        changes.charts(json);
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
}
