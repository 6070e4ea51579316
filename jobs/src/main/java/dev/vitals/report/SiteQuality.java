package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The page on the data themselves: files and lines, unreadable lines, checks, and how much of each KPI is final. */
final class SiteQuality {
    private static final int MOST_NIGHTS = 60;

    private final SiteInput input;
    private final DataQuality quality;
    private final List<Coverage> coverage;

    /**
     * Days of a KPI.
     *
     * @param first first measured day
     * @param last last measured day
     * @param days days with a number
     * @param finals days of them that are final
     * @param finalTo last day up to which all are final, or null
     * @param tooFew share of its numbers that are hidden
     */
    record Coverage(
            KpiView kpi, LocalDate first, LocalDate last, int days, int finals, LocalDate finalTo, double tooFew) {
        /** The days of all slices together. */
        static Coverage of(KpiFigures figures, List<Cell> cells) {
            KpiView kpi = figures.kpi();
            List<Cell> days = cells.stream()
                    .filter(cell -> cell.slice().isEmpty()
                            && cell.estimate().equals(kpi.leading())
                            && cell.start().equals(cell.end()))
                    .sorted(Comparator.comparing(Cell::start))
                    .toList();
            LocalDate finalTo = null;
            for (Cell day : days) {
                if (!day.isMature()) {
                    break;
                }
                finalTo = day.start();
            }
            return new Coverage(
                    kpi,
                    days.isEmpty() ? null : days.get(0).start(),
                    days.isEmpty() ? null : days.get(days.size() - 1).start(),
                    (int) days.stream().filter(day -> day.n() > 0).count(),
                    (int) days.stream().filter(Cell::isMature).count(),
                    finalTo,
                    figures.size() == 0 ? 0 : (double) figures.tooFew() / figures.size());
        }
    }

    SiteQuality(SiteInput input, List<Coverage> coverage) {
        this.input = input;
        this.quality = input.quality();
        this.coverage = coverage;
    }

    List<Element> render() {
        List<Element> content = new ArrayList<>();
        content.add(Element.of("p")
                .with("class", "lead")
                .text("Can the numbers be trusted? Every line that was delivered is landed, quarantined, a duplicate of"
                        + " one that had landed, or of a known type that is not used."));
        content.add(files());
        content.add(nights());
        content.add(quarantine());
        content.add(ignored());
        content.add(checks());
        content.add(coverage());
        return content;
    }

    private static Table intakes(String id, String caption, String first, String... more) {
        List<Node> header = new ArrayList<>();
        header.add(Node.text(first));
        for (String each : more) {
            header.add(Node.text(each));
        }
        for (String each : List.of(
                "Files", "Late", "Refused", "Lines", "Landed", "Quarantined", "Duplicates", "Ignored", "Missing")) {
            header.add(Node.text(each));
        }
        return new Table(id, caption, header);
    }

    private static List<Node> counts(DataQuality.Intake in) {
        List<Node> cells = new ArrayList<>();
        for (long count : in.counts()) {
            cells.add(Node.text(Format.count(count)));
        }
        return cells;
    }

    private Element files() {
        Element part = SiteTables.part("files", "Files and lines");
        if (quality.intakes().isEmpty()) {
            return part.add(Element.of("p").text("No file has landed."));
        }
        Table table = intakes("sources", "Files and lines by source, all nights", "Source");
        quality.intakes().forEach(in -> table.counts(Node.foreign(in.source()), in.counts()));
        return part.add(
                numbers(table),
                Element.of("p")
                        .with("class", "note")
                        .text("A late file holds an event of a day that had been published. Missing are lines that the"
                                + " row equation can't account for; there must be none."));
    }

    private Element nights() {
        Element part = SiteTables.part("nights", "Nights");
        if (input.nights().isEmpty()) {
            return part.add(Element.of("p").text("No night has landed anything."));
        }
        Table table = intakes("by-night", "Files and lines by night and source, newest first", "Night", "Source");
        input.nights().stream().limit(MOST_NIGHTS).forEach(night -> {
            List<Node> cells =
                    new ArrayList<>(List.of(Node.foreign(night.intake().source())));
            cells.addAll(counts(night.intake()));
            table.row(Node.text(night.night().toString()), cells);
        });
        return part.add(numbers(table));
    }

    private Element quarantine() {
        Element part = SiteTables.part("quarantine", "Lines that could not be read");
        if (quality.quarantined().isEmpty()) {
            return part.add(Element.of("p").text("Every line could be read."));
        }
        Table table = Table.of("reasons", "Quarantined lines by reason", "Reason", "Source", "Lines");
        quality.quarantined()
                .forEach(row -> table.row(
                        Node.foreign(row.reason()), Node.foreign(row.source()), Node.text(Format.count(row.lines()))));
        return part.add(
                numbers(table),
                Element.of("p")
                        .with("class", "note")
                        .text("The lines themselves are in ops.quarantine, with file, line and reason; what people"
                                + " wrote is never shown here."));
    }

    private Element ignored() {
        Element part = SiteTables.part("ignored", "Lines and fields that nothing uses");
        if (quality.ignored().isEmpty() && quality.unread().isEmpty()) {
            return part.add(Element.of("p").text("Every line is of a type that is used, and every field is known."));
        }
        Table table = Table.of(
                "unused",
                "Known but unused types, fields that nothing reads, and codes that no list has (=other)",
                "Type or field",
                "What",
                "Source",
                "Lines");
        quality.ignored()
                .forEach(row -> table.row(
                        Node.foreign(row.type()),
                        Node.text("ignored type"),
                        Node.foreign(row.source()),
                        Node.text(Format.count(row.lines()))));
        quality.unread()
                .forEach(row -> table.row(
                        Node.foreign(row.field()),
                        Node.text("unread field"),
                        Node.foreign(row.source()),
                        Node.text(Format.count(row.lines()))));
        return part.add(
                numbers(table),
                Element.of("p")
                        .with("class", "note")
                        .text(
                                "Lines with an unread field count like any other; a new field here is a format that"
                                        + " grew. A code with =other has words that schemas/taxonomies/codes.yaml does not list."));
    }

    private Element checks() {
        Element part = SiteTables.part("checks", "Checks");
        if (input.checks().isEmpty()) {
            return part.add(Element.of("p").text("No check was run."));
        }
        long broken =
                input.checks().stream().filter(check -> check.broken() > 0).count();
        part.add(Element.of("p")
                .text(
                        broken == 0
                                ? "All " + Format.counted(input.checks().size(), "check") + " have passed every time."
                                : Format.counted(broken, "check") + " of "
                                        + Format.count(input.checks().size())
                                        + " found rows that break them; they are listed first."));
        Table table = Table.of(
                "checked",
                "Every check and its outcomes",
                "Table",
                "Check",
                "When broken",
                "Runs",
                "Broken in",
                "Rows that broke it last",
                "Rows checked last",
                "Last run as of");
        input.checks().stream()
                .sorted(Comparator.comparing((SiteInput.Check check) -> check.broken() == 0)
                        .thenComparing(SiteInput.Check::table)
                        .thenComparing(SiteInput.Check::check))
                .forEach(check -> table.row(
                        Node.foreign(check.table()),
                        Node.foreign(check.check()),
                        Node.text(check.severity().equals("fail") ? "stops" : "warns"),
                        Node.text(Format.count(check.runs())),
                        Node.text(Format.count(check.broken())),
                        Node.text(Format.count(check.lastBrokenRows())),
                        Node.text(Format.count(check.lastRows())),
                        Node.text(check.last().toString())));
        return part.add(SiteTables.filter("checked", "Table", "When broken"), table.render());
    }

    private Element coverage() {
        Table table = Table.of(
                "covered",
                "Days of each KPI, all slices together",
                "KPI",
                "First day",
                "Last day",
                "Days with a number",
                "Final days",
                "Final to",
                "Final after",
                "Numbers hidden");
        coverage.forEach(each -> table.row(
                Element.link(
                        SiteLinks.explorer(each.kpi(), each.kpi().leading()),
                        each.kpi().title()),
                Node.text(day(each.first())),
                Node.text(day(each.last())),
                Node.text(Format.count(each.days())),
                Node.text(Format.count(each.finals())),
                Node.text(day(each.finalTo())),
                Node.text(Format.counted(each.kpi().matureAfterDays(), "day")),
                Node.text(Format.share(each.tooFew()))));
        return SiteTables.part("maturity", "Coverage and maturity")
                .add(
                        Element.of("p")
                                .text("A number is final once only late data can move it. Hidden are numbers of too few"
                                        + " people and those from which such a number could be told; days, weeks and"
                                        + " months in all slices are counted."),
                        numbers(table));
    }

    private static String day(LocalDate day) {
        return day == null ? "none" : day.toString();
    }

    private static Element numbers(Table table) {
        return Element.of("div").with("class", "numbers").add(table.render());
    }
}
