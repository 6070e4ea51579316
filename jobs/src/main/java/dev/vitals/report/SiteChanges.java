package dev.vitals.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the page of experiments says of changes after their launch, the latest first; nothing where there is none. */
final class SiteChanges {
    /** Changes whose primary metrics are drawn. */
    private static final int MOST_DRAWN = 12;

    private final List<ChangePart> parts = new ArrayList<>();

    /**
     * Changes.
     *
     * @param kpis KPIs of the site by id; metrics of others are left out
     * @param gate what has decided about their numbers
     * @param asOf changes of later days have not come
     */
    SiteChanges(List<LaunchedChange> changes, Map<String, KpiView> kpis, Gate gate, LocalDate asOf) {
        changes.stream()
                .filter(change -> !change.on().isAfter(asOf))
                .sorted(Comparator.comparing(LaunchedChange::on, Comparator.reverseOrder())
                        .thenComparing(change -> change.spec().id()))
                .forEach(change -> parts.add(new ChangePart(
                        new ChangeView(change, kpis, gate),
                        asOf,
                        parts.size() < MOST_DRAWN ? ChangePart.Charts.DRAWN : ChangePart.Charts.LEFT_OUT)));
    }

    List<Element> render() {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<Element> content = new ArrayList<>();
        content.add(head());
        parts.forEach(part -> content.add(part.render()));
        return content;
    }

    /** The charts, as the script of the page draws them. */
    List<ChangeChart> charts() {
        return parts.stream().flatMap(part -> part.charts().stream()).toList();
    }

    void charts(JsonGenerator json) throws IOException {
        for (ChangeChart chart : charts()) {
            chart.write(json);
        }
    }

    private Element head() {
        boolean isSeries = parts.stream().anyMatch(part -> part.change().isForEveryone());
        boolean isRollout = parts.stream().anyMatch(part -> !part.change().isForEveryone());
        Element guide = Element.of("dl");
        if (isSeries) {
            say(
                    guide,
                    "For everyone",
                    "A line through the days before goes on, and what is above or below it since is the effect; so is whatever else"
                            + " happened then. Before is what that line says of the day of the change, at once is the part of the"
                            + " effect that came on it.");
        }
        if (isRollout) {
            say(
                    guide,
                    "For some channels first",
                    "By how much channels with the change moved more than those without. Before is the mean of the former before the"
                            + " change, the lift is the effect over it. Trends before says how often chance alone parts the two sides as"
                            + " far in the days before: if seldom, nothing is judged.");
        }
        say(
                guide,
                "Days",
                "Final days before and after the change; those to come were measured, can still change and do not count yet.");
        say(
                guide,
                "False alarms",
                "Share of made-up dates before the change on which the same method calls one: about as many as false calls are"
                        + " accepted, if the method is right here.");
        return SiteTables.part("changes", "Changes after launch")
                .add(
                        Element.of("p")
                                .with("class", "lead")
                                .text(
                                        "What nobody randomised is judged by the days before it, and by channels that did not get it: with more doubt than a test. Only days count whose numbers are final."),
                        list(),
                        guide);
    }

    private static void say(Element list, String term, String words) {
        list.add(Element.of("dt").text(term), Element.of("dd").text(words));
    }

    private Element list() {
        Table table =
                Table.of("launched", "All changes, the latest first", "Change", "Since", "Owner", "Primary metrics");
        for (ChangePart part : parts) {
            LaunchedChange change = part.change();
            table.row(
                    Element.link("#" + change.anchor(), change.title()),
                    Node.text(
                            Format.fullDay(change.on()) + (change.isForEveryone() ? ", everyone" : ", some channels")),
                    Node.foreign(change.spec().owner()),
                    part.primaryVerdicts());
        }
        return table.render();
    }
}
