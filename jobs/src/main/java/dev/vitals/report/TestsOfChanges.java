package dev.vitals.report;

import dev.vitals.contract.experiment.Design;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tests of changes that were under way in a period, from their first day to the night of their verdict, as they stood at its
 * end: one line each.
 */
final class TestsOfChanges {
    /** Anchor of the chapter. */
    static final String ID = "tests";

    private final Figures figures;
    private final List<Experiment> tests;

    TestsOfChanges(Figures figures) {
        this.figures = figures;
        Period period = figures.period();
        this.tests = figures.input().experiments().stream()
                .filter(test ->
                        !test.start().isAfter(period.end()) && !test.finalDay().isBefore(period.start()))
                .sorted(Comparator.comparing(Experiment::finalDay).thenComparing(Experiment::id))
                .toList();
    }

    /** The chapter with its file; nothing where no test was under way. */
    Optional<Element> render(Sheets sheets) {
        if (tests.isEmpty()) {
            return Optional.empty();
        }
        Period period = figures.period();
        Table table = Table.of(
                ID + "-list",
                "Tests under way, as they stood at the end of the " + period.noun(),
                "Test",
                "Lift of its primary metrics",
                "Verdict",
                "A verdict can come",
                "Split");
        Sheet sheet = new Sheet()
                .texts("experiment")
                .days("as_of_date")
                .texts("metric", "kpi", "variant")
                .reals("lift", "lift_low", "lift_high", "confidence")
                .texts("verdict", "verdict_in_words", "split");
        for (Experiment test : tests) {
            Optional<LocalDate> night = test.night(period.end());
            ExperimentView view = view(test, night.map(test::on).orElse(List.of()));
            table.row(
                    FigureCell.together(List.of(
                            Node.text(test.title()),
                            FigureCell.small(SiteExperiments.days(test)),
                            Element.of("span")
                                    .with("class", "sub")
                                    .add(Node.foreign(view.spec().owner())))),
                    lifts(view),
                    verdicts(view),
                    Node.text(Format.capital(when(test, view))),
                    Node.text(split(view)));
            view.primary().forEach(row -> add(sheet, view, row));
        }
        return Optional.of(Element.of("section")
                .with("id", ID)
                .with("aria-labelledby", ID + "-title")
                .add(
                        Element.of("h2").with("id", ID + "-title").text("Tests of changes"),
                        Element.of("p")
                                .with("class", "lead")
                                .text(
                                        "What do tests of changes show? A verdict on a metric is given once all days of a test are in and"
                                                + " nothing that it counts can change, if it is not planned otherwise; the dashboard has all metrics."),
                        table.render(),
                        sheets.add(ID, sheet)));
    }

    private ExperimentView view(Experiment test, List<ReadoutRow> rows) {
        Map<String, KpiView> kpis = figures.kpis().stream().collect(Collectors.toMap(KpiView::id, Function.identity()));
        return ExperimentView.of(test, rows, kpis, kpi -> Optional.of("#" + Anchors.definition(kpi.id())));
    }

    private static Node lifts(ExperimentView view) {
        List<Node> lines = new ArrayList<>();
        for (ReadoutRow row : view.primary()) {
            String interval = interval(view, row);
            lines.add(Element.of("div")
                    .add(
                            Element.link(view.view(row).definition().orElseThrow(), view.name(row)),
                            Node.text(" "),
                            Element.of("span").with("class", "value").text(lift(view, row)),
                            interval.isEmpty() ? Node.text("") : FigureCell.small(interval)));
        }
        return lines.isEmpty() ? Node.text("not read yet") : FigureCell.together(lines);
    }

    private static String lift(ExperimentView view, ReadoutRow row) {
        if (!view.isShown(row)) {
            return NoNumber.FEW;
        }
        return row.lift().value() == null
                ? NoNumber.NOT_YET
                : EffectFormat.lift(row.lift().value());
    }

    private static String interval(ExperimentView view, ReadoutRow row) {
        if (!view.isShown(row) || !row.lift().hasLimits()) {
            return "";
        }
        return (row.confidence() == null ? "" : Format.number(row.confidence() * 100) + "%: ")
                + EffectTables.limits(row);
    }

    /** Told once where it is the same of all. */
    private static Node verdicts(ExperimentView view) {
        List<ReadoutRow> rows = view.primary();
        Set<String> different = rows.stream().map(view::words).collect(Collectors.toSet());
        if (different.size() < 2) {
            return Node.text(different.stream().findFirst().map(Format::capital).orElse("none yet"));
        }
        List<Node> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(Element.of("div").text(Format.capital(view.name(row)) + ": " + view.words(row))));
        return FigureCell.together(lines);
    }

    private static String split(ExperimentView view) {
        return view.rows().isEmpty() ? "not read yet" : new SplitWords(view).split();
    }

    /** The night on which a verdict can come, or came. */
    private static String when(Experiment test, ExperimentView view) {
        List<ReadoutRow> primary = view.primary();
        if (view.rows().stream().anyMatch(row -> row.verdict().equals("withheld"))) {
            return "once it is found out what loses or adds " + view.assigned();
        }
        Optional<LocalDate> came = came(test, primary);
        if (came.isPresent()) {
            return "came on " + Format.fullDay(came.get());
        }
        String last = Format.fullDay(primary.stream()
                .map(test::finalDayOf)
                .max(Comparator.naturalOrder())
                .orElse(test.finalDay()));
        Design design = test.spec().analysis().design();
        if (design instanceof Design.Anytime) {
            return "each night, up to " + last;
        }
        if (primary.stream().anyMatch(row -> row.verdict().equals("others_not_mature"))) {
            return "by " + Format.fullDay(test.finalDay()) + ", with other metrics";
        }
        return design instanceof Design.GroupSequential looks
                ? "at each of its " + Format.counted(looks.looks().size(), "look") + ", the last on " + last
                : "on " + last;
    }

    /** The first night from which on all primary metrics are final and judged; empty before it. */
    private static Optional<LocalDate> came(Experiment test, List<ReadoutRow> primary) {
        boolean isOver = !primary.isEmpty()
                && primary.stream().allMatch(row -> !row.isOpen() && !row.asOf().isBefore(test.finalDayOf(row)));
        return isOver
                ? primary.stream()
                        .flatMap(row -> test.nights(row).stream()
                                .filter(night ->
                                        !night.isOpen() && !night.asOf().isBefore(test.finalDayOf(night)))
                                .map(ReadoutRow::asOf)
                                .limit(1))
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    private static void add(Sheet sheet, ExperimentView view, ReadoutRow row) {
        boolean isShown = view.isShown(row);
        sheet.row(
                row.experiment(),
                row.asOf(),
                row.metric(),
                row.kpi(),
                row.variant(),
                isShown ? row.lift().value() : null,
                isShown ? row.lift().low() : null,
                isShown ? row.lift().high() : null,
                isShown ? row.confidence() : null,
                isShown ? row.verdict() : "too_few",
                view.words(row),
                split(view));
    }
}
