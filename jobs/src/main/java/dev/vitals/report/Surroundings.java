package dev.vitals.report;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Raids and shield mode of the reported period beside the one before: a place to look for why a number moved. */
final class Surroundings {
    /** Anchor of the chapter. */
    static final String ID = "context";

    private final Period period;
    private final Map<LocalDate, ContextDay> days = new HashMap<>();

    Surroundings(Figures figures) {
        this.period = figures.period();
        figures.input().context().forEach(day -> days.put(day.day(), day));
    }

    private ContextDay on(LocalDate day) {
        return days.getOrDefault(day, ContextDay.quiet(day));
    }

    /** What a reader should know before looking for causes; nothing where nothing is known. */
    List<Narrative.Sentence> sentences() {
        if (days.isEmpty()) {
            return List.of();
        }
        ContextDay most = period.days().stream()
                .map(this::on)
                .max((a, b) -> Double.compare(a.raidedShare(), b.raidedShare()))
                .orElseThrow();
        String peak = most.raided() == 0 || period.length() == 1
                ? ""
                : ", most of chat on " + Format.day(most.day()) + " (" + Format.counted(most.raided(), "channel")
                        + " with " + Format.share(most.raidedShare()) + " of its messages)";
        return List.of(new Narrative.Sentence(
                "Context",
                "Raids and shield mode",
                ID,
                "in channel-days: " + raids(period) + " with a raid (" + before(this::raids) + ")" + peak + ", "
                        + shields(period) + " with shield mode on (" + before(this::shields) + ")."));
    }

    /** What raids did to a day, where they touched more of chat than a week before; else nothing. */
    String raids(LocalDate day) {
        ContextDay now = on(day);
        ContextDay before = on(day.minusWeeks(1));
        return now.hasMoreRaidsThan(before)
                ? "raids came into " + Format.counted(now.raided(), "channel") + " that day, with "
                        + Format.share(now.raidedShare()) + " of its messages, against "
                        + Format.share(before.raidedShare()) + " a week before"
                : "";
    }

    /** What a number was in the period that this one is compared with; unknown where that was measured in part or not at all. */
    private String before(Function<Period, String> number) {
        boolean isKnown = period.compared().days().stream().allMatch(days::containsKey);
        return isKnown
                ? number.apply(period.compared()) + " " + period.comparedNoun()
                : period.comparedNoun() + " is not known";
    }

    private String raids(Period of) {
        return Format.count(
                of.days().stream().mapToLong(day -> on(day).raided()).sum());
    }

    private String shields(Period of) {
        return Format.count(
                of.days().stream().mapToLong(day -> on(day).shielded()).sum());
    }

    /** Day by day, with the days of the period before. */
    Element render(Sheets sheets) {
        Sheet sheet = new Sheet()
                .days("date")
                .wholes("channels", "raided_channels")
                .wholes("raided_messages", "messages")
                .wholes("shield_mode_channels");
        known().forEach(day -> sheet.row(
                day.day(), day.channels(), day.raided(), day.raidedMessages(), day.messages(), day.shielded()));
        return section(sheets.add(ID, sheet));
    }

    /** The same without a file. */
    Element render() {
        return section(Node.text(""));
    }

    private List<ContextDay> known() {
        return days.values().stream()
                .sorted((a, b) -> a.day().compareTo(b.day()))
                .toList();
    }

    private Element section(Node files) {
        Element section = Element.of("section")
                .with("id", ID)
                .with("aria-labelledby", ID + "-title")
                .add(
                        Element.of("h2").with("id", ID + "-title").text("Raids and shield mode"),
                        Element.of("p")
                                .with("class", "lead")
                                .text("What else happened? It is no proof of a cause, but a place to look."));
        if (days.isEmpty()) {
            return section.add(Element.of("p").text("Nothing is known of the channels on these days."));
        }
        Table table = Table.of(
                ID + "-days",
                "Channels by day, this " + period.noun() + " and " + period.comparedNoun(),
                "Day",
                "Active",
                "With a raid",
                "Messages there",
                "With shield mode");
        known().forEach(day -> table.row(
                Node.text(Format.day(day.day())),
                Node.text(Format.count(day.channels())),
                Node.text(Format.count(day.raided())),
                Node.text(Format.count(day.raidedMessages()) + " of " + Format.count(day.messages()) + " ("
                        + Format.share(day.raidedShare()) + ")"),
                Node.text(Format.count(day.shielded()))));
        return section.add(table.render().with("class", "scroll numbers"), files);
    }
}
