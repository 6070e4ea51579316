package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Shares whose numerators come late: what has come of each period so far, what it will be in the end, and how weeks compare
 * at the same age. A period is told only where its own number is.
 */
final class StillToCome {
    /** Anchor of the chapter. */
    static final String ID = "still-to-come";

    private static final int MOST_PERIODS = 5;
    private static final int MOST_WEEKS = 8;
    private static final List<Integer> AGES = List.of(1, 3, 7, 14, 28);

    private final Figures figures;
    private final UnaryOperator<String> link;

    /** @param link where to read about the figure with an anchor */
    StillToCome(Figures figures, UnaryOperator<String> link) {
        this.figures = figures;
        this.link = link;
    }

    /** The chapter with its files; nothing where no KPI has numerators that come late. */
    Optional<Element> render(Sheets sheets) {
        Sheet expected = new Sheet()
                .texts("kpi")
                .days("start_date", "end_date")
                .wholes("within_days", "labels", "cases")
                .reals("matured_share", "expected", "ci_low", "ci_high");
        told().forEach(row -> expected.row(
                row.kpi(),
                row.period().start(),
                row.period().end(),
                row.within(),
                row.labels(),
                row.cases(),
                row.maturedShare(),
                row.share(),
                row.low(),
                row.high()));
        Sheet cohorts = new Sheet().texts("kpi").days("start_date", "end_date").wholes("age_days", "labels", "cases");
        kpis().forEach(kpi -> weeks(kpi)
                .forEach(week -> ages(kpi)
                        .forEach(age -> cohort(kpi, week, age)
                                .ifPresent(sum -> cohorts.row(
                                        kpi.id(), week.start(), week.end(), age, sum.labels(), sum.cases())))));
        return render().map(
                        section -> section.add(sheets.add(ID, expected)).add(sheets.add("cohorts-by-age", cohorts)));
    }

    /** The same without files. */
    Optional<Element> render() {
        List<KpiView> kpis = kpis();
        if (kpis.isEmpty()) {
            return Optional.empty();
        }
        Element section = Element.of("section")
                .with("id", ID)
                .with("aria-labelledby", ID + "-title")
                .add(
                        Element.of("h2").with("id", ID + "-title").text("Still to come"),
                        Element.of("p")
                                .with("class", "lead")
                                .text(
                                        "Which numbers will rise, and to what? Appeals and reversals come days after the"
                                                + " decision they are about, so that young periods always look better than they are."));
        section.add(expectations(), Element.of("h3").text("Weeks at the same age"));
        kpis.forEach(kpi -> section.add(cohorts(kpi)));
        return Optional.of(section);
    }

    /** KPIs of which anything is known, in their order. */
    private List<KpiView> kpis() {
        Maturing maturing = figures.input().maturing();
        List<String> known = Stream.concat(
                        maturing.expected().stream().map(Maturing.Expected::kpi),
                        maturing.ages().stream().map(Maturing.Age::kpi))
                .distinct()
                .toList();
        return figures.kpis().stream().filter(kpi -> known.contains(kpi.id())).toList();
    }

    private Element expectations() {
        Table table = Table.of(
                ID + "-expected",
                "As of the end of " + Format.fullDay(figures.input().asOf()),
                "Measure",
                Format.capital(figures.period().noun()),
                "So far",
                "Of which has come",
                "Expected");
        List<Maturing.Expected> told = told();
        told.forEach(row -> row(table, row));
        return told.isEmpty()
                ? Element.of("p")
                        .text(
                                "Of the " + figures.period().noun()
                                        + "s up to the reported one nothing more can be told: they are final, rest on too few people, or no night foresaw them.")
                : table.render();
    }

    private void row(Table table, Maturing.Expected row) {
        KpiView kpi = figures.kpi(row.kpi());
        Node foreseen = row.share() == null
                ? Node.text("not known: no day is old enough to tell")
                : FigureCell.together(List.of(
                        Node.text(Format.share(row.share())),
                        FigureCell.small(row.low() == null ? "" : span(row.low(), row.high())),
                        FigureCell.small(row.within() == null ? "" : "within " + Format.counted(row.within(), "day"))));
        table.row(
                title(kpi),
                Node.text(days(row.period())),
                share(row.labels(), row.cases()),
                Node.text(row.maturedShare() == null ? "not known" : Format.share(row.maturedShare())),
                foreseen);
    }

    /** What is foreseen of the report's kind of period, up to its own, newest first, where the number itself is shown. */
    private List<Maturing.Expected> told() {
        Period own = figures.period();
        List<Maturing.Expected> told = new ArrayList<>();
        for (KpiView kpi : kpis()) {
            figures.input().maturing().expected().stream()
                    .filter(row -> row.kpi().equals(kpi.id()) && row.period().kind() == own.kind())
                    .filter(row -> !row.period().start().isAfter(own.start()))
                    .filter(row -> figures.input().gate().shows(kpi, row.period()))
                    .sorted(Comparator.comparing(
                                    (Maturing.Expected row) -> row.period().start())
                            .reversed())
                    .limit(MOST_PERIODS)
                    .forEach(told::add);
        }
        return told;
    }

    private Element cohorts(KpiView kpi) {
        List<Integer> ages = ages(kpi);
        if (ages.isEmpty()) {
            return Element.of("p").text(kpi.title() + ": no week that is shown is a day old yet.");
        }
        List<String> header = new ArrayList<>(List.of("Week"));
        ages.forEach(age -> header.add("After " + Format.counted(age, "day")));
        Table table = Table.of(ID + "-" + kpi.id(), kpi.title(), header.toArray(String[]::new));
        weeks(kpi)
                .forEach(week -> table.row(
                        Node.text(days(week)),
                        ages.stream()
                                .map(age -> cohort(kpi, week, age)
                                        .map(sum -> share(sum.labels(), sum.cases()))
                                        .orElse(Node.text("")))
                                .toList()));
        return table.render().with("class", "scroll numbers");
    }

    /** Ages that a week has reached. */
    private List<Integer> ages(KpiView kpi) {
        return AGES.stream()
                .filter(age -> age <= kpi.matureAfterDays())
                .filter(age -> weeks(kpi).stream()
                        .anyMatch(week -> cohort(kpi, week, age).isPresent()))
                .toList();
    }

    /** Weeks that are over and shown, up to the report's, newest first. */
    private List<Period> weeks(KpiView kpi) {
        LocalDate last = figures.period().end();
        return figures.input().maturing().ages().stream()
                .filter(age -> age.kpi().equals(kpi.id()))
                .map(age -> Period.weekOf(age.date()))
                .distinct()
                .filter(week ->
                        !week.end().isAfter(last) && figures.input().gate().shows(kpi, week))
                .sorted(Comparator.comparing(Period::start).reversed())
                .limit(MOST_WEEKS)
                .toList();
    }

    private record Sum(long labels, long cases) {}

    /** What a week was at an age; empty while one of its days is younger. */
    private Optional<Sum> cohort(KpiView kpi, Period week, int age) {
        if (week.end().plusDays(age).isAfter(figures.input().asOf())) {
            return Optional.empty();
        }
        List<Maturing.Age> days = figures.input().maturing().ages().stream()
                .filter(row -> row.kpi().equals(kpi.id()) && row.days() == age && week.holds(row.date()))
                .toList();
        long cases = days.stream().mapToLong(Maturing.Age::cases).sum();
        return cases == 0
                ? Optional.empty()
                : Optional.of(
                        new Sum(days.stream().mapToLong(Maturing.Age::labels).sum(), cases));
    }

    private Node title(KpiView kpi) {
        return Element.link(link.apply(Anchors.figure(kpi.id(), kpi.leading())), kpi.title());
    }

    private static Node share(long labels, long cases) {
        return FigureCell.together(List.of(
                Node.text(labels == 0 ? "none" : Format.share((double) labels / cases)),
                FigureCell.small(Format.count(labels) + " of " + Format.count(cases))));
    }

    private static String span(double low, double high) {
        return Format.share(low) + " to " + Format.share(high);
    }

    private static String days(Period period) {
        return period.length() == 1
                ? Format.day(period.start())
                : Format.day(period.start()) + " to " + Format.day(period.end());
    }
}
