package dev.vitals.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** What other tools would publish of the same reports, beside the number that answers the question, with the gap. */
final class OtherTools {
    private final Figures figures;

    OtherTools(Figures figures) {
        this.figures = figures;
    }

    /** Heading, table and a sentence; nothing when the report knows no such pair. */
    List<Element> render(Layout.Chapter chapter) {
        List<Layout.Compared> pairs = Layout.COMPARED.stream()
                .filter(pair -> chapter.kpis().contains(pair.compat()) && figures.knows(pair.right()))
                .toList();
        if (pairs.isEmpty()) {
            return List.of();
        }
        Table table = Table.of(
                chapter.id() + "-other-tools-figures",
                "What other tools would publish, " + figures.period().title(),
                "Other tools",
                "They would publish",
                "Open reports counted in",
                "Gap");
        pairs.forEach(pair -> row(table, pair));
        return List.of(
                Element.of("h3").with("id", chapter.id() + "-other-tools").text("What other tools would publish"),
                table.render(),
                Element.of("p")
                        .text(
                                "Other tools ask only the reports that have been closed. Here each number stands beside the one"
                                        + " that counts open reports with the time they have been open. A mean of open reports has"
                                        + " no end, so it counts 72 hours at most; where many reports take longer, a mean of closed"
                                        + " ones can lie above it."));
    }

    private void row(Table table, Layout.Compared pair) {
        KpiView compat = figures.kpi(pair.compat());
        KpiView right = figures.kpi(pair.right());
        Figure theirs = figures.now(compat, compat.leading());
        Figure ours = figures.now(right, pair.estimate());
        table.row(
                Anchors.titleLink(compat, compat.titleOf(compat.leading())),
                FigureCell.full(theirs),
                FigureCell.together(List.of(
                        FigureCell.full(ours),
                        Element.of("span")
                                .with("class", "sub")
                                .add(Anchors.titleLink(right, right.titleOf(pair.estimate()))))),
                Node.text(gap(theirs, ours)));
    }

    /** How many times too short or too long; a hidden or unreached number has none. */
    static String gap(Figure theirs, Figure ours) {
        boolean isComparable = theirs.hasValue() && ours.hasValue() && theirs.value() > 0 && ours.value() > 0;
        if (!isComparable) {
            return "not known";
        }
        boolean isShort = theirs.value() < ours.value();
        double times = isShort ? ours.value() / theirs.value() : theirs.value() / ours.value();
        String rounded = BigDecimal.valueOf(times)
                .round(new MathContext(2, RoundingMode.HALF_UP))
                .toPlainString();
        return rounded.equals("1.0") ? "about the same" : rounded + " times too " + (isShort ? "short" : "long");
    }
}
