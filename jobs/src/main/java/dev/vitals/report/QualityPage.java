package dev.vitals.report;

import java.util.Comparator;
import java.util.List;

/** The chapter on the data themselves: files, lines, unreadable lines, late data, what moved, maturity and checks. */
final class QualityPage {
    private static final int MOST_MOVES = 12;

    private final Figures figures;
    private final Sheets sheets;
    private final DataQuality quality;

    QualityPage(Figures figures, Sheets sheets) {
        this.figures = figures;
        this.sheets = sheets;
        this.quality = figures.input().quality();
    }

    Element render() {
        return Element.of("section")
                .with("id", "quality")
                .with("aria-labelledby", "quality-title")
                .add(
                        Element.of("h2").with("id", "quality-title").text("Data quality"),
                        Element.of("p").with("class", "lead").text("Can the numbers above be trusted?"),
                        files(),
                        quarantine(),
                        unread(),
                        restatements(),
                        maturity(),
                        checks());
    }

    private static Element part(String id, String title) {
        return Element.of("section")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(Element.of("h3").with("id", id + "-title").text(title));
    }

    private Element files() {
        Element part = part("files", "Files and lines");
        if (quality.intakes().isEmpty()) {
            return part.add(Element.of("p")
                    .text("No file landed in the nights of this "
                            + figures.period().noun() + "; its numbers come from files that landed in other nights."));
        }
        part.add(Element.of("p")
                .text("Every line is landed, quarantined, a duplicate of one that had landed, or of a known type"
                        + " that is not used. A late file holds an event of a day that had been published."));
        Table table = Table.of(
                "files-table",
                "Files and lines by source",
                "Source",
                "Files",
                "Late",
                "Refused",
                "Lines",
                "Landed",
                "Quarantined",
                "Duplicates",
                "Ignored",
                "Not accounted for");
        Sheet sheet = new Sheet()
                .texts("source")
                .wholes(
                        "files",
                        "late_files",
                        "refused_files",
                        "lines",
                        "landed",
                        "quarantined",
                        "duplicates",
                        "ignored",
                        "missing");
        for (DataQuality.Intake in : quality.intakes()) {
            table.counts(Node.foreign(in.source()), in.counts());
            sheet.row(
                    in.source(),
                    in.files(),
                    in.lateFiles(),
                    in.refusedFiles(),
                    in.lines(),
                    in.landed(),
                    in.quarantined(),
                    in.duplicates(),
                    in.ignored(),
                    in.missing());
        }
        return part.add(table.render().with("class", "scroll numbers"), sheets.add("files", sheet));
    }

    private Element quarantine() {
        Element part = part("quarantine", "Lines that were not used");
        if (quality.quarantined().isEmpty() && quality.ignored().isEmpty()) {
            return part.add(Element.of("p").text("Every line was read and used."));
        }
        Table table = Table.of(
                "quarantine-table",
                "Unreadable and unused lines",
                "Reason or type",
                "What became of them",
                "Source",
                "Lines");
        Sheet sheet = new Sheet().texts("reason", "fate", "source").wholes("lines");
        quality.quarantined().stream()
                .sorted(Comparator.comparing(DataQuality.Quarantined::lines).reversed())
                .forEach(row -> {
                    table.row(
                            Node.foreign(row.reason()),
                            Node.text("quarantined"),
                            Node.foreign(row.source()),
                            Node.text(Format.count(row.lines())));
                    sheet.row(row.reason(), "quarantined", row.source(), row.lines());
                });
        quality.ignored().stream()
                .sorted(Comparator.comparing(DataQuality.Ignored::lines).reversed())
                .forEach(row -> {
                    table.row(
                            Node.foreign(row.type()),
                            Node.text("ignored"),
                            Node.foreign(row.source()),
                            Node.text(Format.count(row.lines())));
                    sheet.row(row.type(), "ignored", row.source(), row.lines());
                });
        return part.add(table.render(), sheets.add("quarantine", sheet));
    }

    private Element unread() {
        Element part = part("unread", "Fields that nothing reads");
        if (quality.unread().isEmpty()) {
            return part.add(Element.of("p").text("Every field of the lines that were used is one that Vitals knows."));
        }
        part.add(
                Element.of("p")
                        .text(
                                "The lines count like any other; what these fields say does not. A new name here is a format that grew."));
        Table table = Table.of(
                "unread-table", "Fields that nothing reads, by source", "Event type and field", "Source", "Lines");
        Sheet sheet = new Sheet().texts("field", "source").wholes("lines");
        quality.unread().forEach(row -> {
            table.row(Node.foreign(row.field()), Node.foreign(row.source()), Node.text(Format.count(row.lines())));
            sheet.row(row.field(), row.source(), row.lines());
        });
        return part.add(table.render(), sheets.add("unread", sheet));
    }

    private Element restatements() {
        Element part = part("restatements", "Published numbers that moved");
        if (quality.restated().isEmpty()) {
            return part.add(Element.of("p").text("No published number moved."));
        }
        Table table = Table.of(
                "restated-table",
                "Numbers that moved in the nights of this " + figures.period().noun() + ", of any day and slice",
                "Measure",
                "Why",
                "Numbers",
                "Final ones among them");
        Sheet sheet = new Sheet().texts("kpi", "reason").wholes("numbers", "final_numbers");
        quality.restated().stream()
                .sorted(Comparator.comparing(DataQuality.Restated::finalNumbers)
                        .thenComparing(DataQuality.Restated::numbers)
                        .reversed())
                .forEach(row -> {
                    table.row(
                            kpi(row.kpi()),
                            Node.text(reason(row.reason())),
                            Node.text(Format.count(row.numbers())),
                            Node.text(Format.count(row.finalNumbers())));
                    sheet.row(row.kpi(), row.reason(), row.numbers(), row.finalNumbers());
                });
        part.add(table.render(), sheets.add("restated", sheet));
        List<Moves.Move> moves = new Moves(figures).biggest(MOST_MOVES);
        if (quality.restated().stream().anyMatch(row -> row.finalNumbers() > 0)) {
            part.add(Element.of("p")
                    .text(
                            "The page Corrections of the site (./vitals site) lists every final number that moved, in any night;"
                                    + " ./vitals report --as-of DAY writes this report as it stood after a night."));
        }
        return moves.isEmpty() ? part : part.add(moves(moves), sheets.add("restatements", Moves.sheet(moves)));
    }

    private Element moves(List<Moves.Move> moves) {
        Table table = Table.of(
                "moves-table",
                "The biggest moves: of all slices together, and of any slice that had been final",
                "Measure",
                "Slice",
                "Day",
                "From",
                "To",
                "Change",
                "Had been",
                "Why");
        for (Moves.Move move : moves) {
            DataQuality.Restatement row = move.row();
            String unit = move.kpi().unitOf(row.estimate());
            table.row(
                    Anchors.titleLink(move.kpi(), move.kpi().titleOf(row.estimate())),
                    Node.text(Moves.slice(row)),
                    Node.text(Format.day(row.date())),
                    Node.text(Moves.old(row, unit)),
                    Node.text(Moves.value(row.newValue(), unit)),
                    Node.text(Moves.change(row, unit)),
                    Node.text(row.wasMature() ? "final" : "provisional"),
                    Node.text(reason(row.reason())));
        }
        return table.render();
    }

    private Node kpi(String id) {
        return figures.knows(id)
                ? Anchors.titleLink(figures.kpi(id), figures.kpi(id).title())
                : Node.foreign(id);
    }

    static String reason(String reason) {
        return switch (reason) {
            case "late_event" -> "late data";
            case "follow_up" -> "later events or time passing, as expected";
            case "definition" -> "a new definition";
            default -> Plain.visible(reason);
        };
    }

    private Element maturity() {
        Element part = part("maturity", "Which figures are final");
        List<KpiView> open = figures.kpis().stream()
                .filter(kpi -> figures.now(kpi, kpi.leading()).isProvisional())
                .sorted(Comparator.comparing(KpiView::matureAfterDays))
                .toList();
        if (figures.isPartial()) {
            part.add(Element.of("p")
                    .text(Format.count(figures.measuredDays()) + " of "
                            + Format.counted(figures.period().length(), "day")
                            + " have been measured; no figure is final before all are."));
        }
        if (open.isEmpty()) {
            return part.add(
                    Element.of("p").text("Every figure that has a number is final: only late data can move it."));
        }
        Table table = Table.of("maturity-table", "Provisional figures", "Measure", "Provisional", "Matures after");
        Sheet sheet = new Sheet().texts("kpi").wholes("mature_after_days").days("settled_date");
        for (KpiView kpi : open) {
            table.row(
                    Anchors.titleLink(kpi, kpi.title()),
                    Node.text(Anchors.until(figures, kpi)),
                    Node.text(Format.counted(kpi.matureAfterDays(), "day")));
            sheet.row(kpi.id(), kpi.matureAfterDays(), figures.period().end().plusDays(kpi.matureAfterDays()));
        }
        return part.add(table.render(), sheets.add("maturity", sheet));
    }

    private Element checks() {
        Element part = part("checks", "Checks");
        if (quality.checks().isEmpty()) {
            String none = quality.checksRun() == 0
                    ? "No check was run."
                    : "All " + Format.counted(quality.checksRun(), "run") + " of checks passed.";
            return part.add(Element.of("p").text(none));
        }
        Table table = Table.of(
                "checks-table",
                Format.count(quality.checks().size()) + " of " + Format.counted(quality.checksRun(), "run")
                        + " of checks did not pass",
                "Check",
                "Table",
                "Outcome",
                "Rows that broke it",
                "Rows checked",
                "As of");
        Sheet sheet = new Sheet()
                .texts("check", "table", "severity")
                .wholes("broken_rows", "rows")
                .days("as_of_date");
        for (DataQuality.BrokenCheck check : quality.checks()) {
            table.row(
                    Node.foreign(check.check()),
                    Node.foreign(check.table()),
                    Node.text(check.severity().equals("fail") ? "failed" : "warned"),
                    Node.text(Format.count(check.brokenRows())),
                    Node.text(Format.count(check.rows())),
                    Node.text(Format.day(check.asOf())));
            sheet.row(check.check(), check.table(), check.severity(), check.brokenRows(), check.rows(), check.asOf());
        }
        return part.add(table.render(), sheets.add("checks", sheet));
    }
}
