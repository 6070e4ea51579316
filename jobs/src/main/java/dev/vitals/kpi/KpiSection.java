package dev.vitals.kpi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints what the catalogue says about one KPI. */
final class KpiSection {
    private static final List<Figure> FIGURES = List.of(
            new Figure("numerator", KpiExample.Expected::numerator),
            new Figure("denominator", KpiExample.Expected::denominator),
            new Figure("n", KpiExample.Expected::n),
            new Figure("still open", KpiExample.Expected::nCensored),
            new Figure("from", KpiExample.Expected::ciLow),
            new Figure("to", KpiExample.Expected::ciHigh));

    private final KpiDefinition kpi;
    private final StringBuilder text = new StringBuilder();

    private KpiSection(KpiDefinition kpi) {
        this.kpi = kpi;
    }

    /**
     * The section of a KPI, under a heading that is its id.
     *
     * @param grain what one row of its fact table is
     */
    static String of(KpiDefinition kpi, String grain) {
        KpiSection section = new KpiSection(kpi);
        section.head(grain);
        section.caveats();
        section.example();
        return section.text.toString();
    }

    private void head(String grain) {
        text.append("\n## " + kpi.id() + "\n\n**" + kpi.title() + ".** " + kpi.question() + "\n\n");
        line(
                "Rows",
                "`" + kpi.from() + "`, one per " + grain + "; a row counts for the day of `" + kpi.anchorDate() + "`.");
        line(
                "Computed as",
                "`" + kpi.statistic().word() + "`. " + String.join(" ", StatisticWords.definition(kpi.statistic())));
        line("Estimates", Markdown.codes(kpi.estimates()) + ", in " + kpi.unit() + shareUnits() + ".");
        line("Interval", StatisticWords.interval(kpi.statistic()) + clusters());
        line("Slices", slices());
        line("Good when", goodWhen() + targets());
        line(
                "Mature",
                kpi.matureAfterDays() == 0 ? "when the day is over." : "after " + days(kpi.matureAfterDays()) + ".");
        line(
                "Weeks and months",
                kpi.periodMerge() == KpiDefinition.PeriodMerge.LAST ? "show their last day." : "are merged from days.");
        line(
                "Hidden below",
                kpi.minDenominator() + " observations"
                        + kpi.people()
                                .map(people ->
                                        ", and below as many people (" + Markdown.code(people.expression()) + ")")
                                .orElse("")
                        + ".");
        line(
                "Definition",
                "version " + kpi.version() + " (" + kpi.definitionHash() + "), owned by " + kpi.owner() + ": ["
                        + kpi.id() + ".yaml](../schemas/kpis/" + kpi.id() + ".yaml).");
    }

    private String clusters() {
        return kpi.clusters()
                .map(clusters -> " Rows with the same " + Markdown.code(clusters.key())
                        + clusters.stratum()
                                .map(stratum -> ", drawn within " + Markdown.code(stratum) + ",")
                                .orElse("")
                        + " count as one unit where there are two such units or more (`..._clustered`)."
                        + clusters.stratum().map(stratum -> cut(clusters)).orElse(""))
                .orElse("");
    }

    private static String cut(Clusters clusters) {
        String all =
                "TRUE".equals(clusters.areCut().orElse("")) ? "Of any stratum it" : "A slice by what is no stratum";
        String some = clusters.areCut()
                .filter(sql -> !sql.equals("TRUE"))
                .map(sql -> ", and so are strata with " + Markdown.code(sql))
                .orElse("");
        return " " + all + " is a part whose size the sample only estimates" + some + "; that is in the interval.";
    }

    private String shareUnits() {
        boolean isMixed = kpi.unit().equals(KpiDefinition.SECONDS)
                && kpi.estimates().stream().anyMatch(estimate -> estimate.startsWith("share_"));
        return isMixed ? "; those that begin with `share_` are shares" : "";
    }

    private String slices() {
        if (kpi.sliceBy().isEmpty()) {
            return "none.";
        }
        String pairs = kpi.slicePairs().stream()
                .map(pair -> Markdown.code(pair.get(0)) + " with " + Markdown.code(pair.get(1)))
                .collect(Collectors.joining(", "));
        return Markdown.codes(kpi.sliceBy()) + (pairs.isEmpty() ? "." : "; " + pairs + ".");
    }

    private String goodWhen() {
        return switch (kpi.goodWhen()) {
            case HIGHER -> "higher.";
            case LOWER -> "lower.";
            case NEITHER -> "neither higher nor lower.";
        };
    }

    private String targets() {
        return kpi.targets().isEmpty()
                ? ""
                : kpi.targets().entrySet().stream()
                        .map(target -> target.getKey() + " " + target.getValue().toPlainString())
                        .collect(Collectors.joining(", ", " Target: ", "."));
    }

    private void caveats() {
        if (!kpi.caveats().isEmpty()) {
            text.append("\nTo know before reading it:\n\n");
            kpi.caveats().forEach(caveat -> text.append("- " + caveat + "\n"));
        }
    }

    private void example() {
        KpiExample example = kpi.example();
        Set<String> columns = new LinkedHashSet<>();
        example.given().forEach(row -> columns.addAll(row.keySet()));
        text.append("\nExample, as of " + example.asOf() + ". From these rows\n\n");
        table(
                columns,
                example.given().stream()
                        .map(row -> columns.stream()
                                .map(column -> given(row, column))
                                .toList())
                        .toList());
        text.append("\nfollow\n\n");
        List<Figure> figures = FIGURES.stream()
                .filter(figure -> example.then().stream()
                        .anyMatch(then -> figure.of().apply(then).isPresent()))
                .toList();
        List<String> head = new ArrayList<>(List.of("day", "slice", "estimate", "value"));
        figures.forEach(figure -> head.add(figure.name()));
        table(head, example.then().stream().map(then -> expected(then, figures)).toList());
    }

    private static String given(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value == null ? "" : String.valueOf(value);
    }

    private static List<String> expected(KpiExample.Expected then, List<Figure> figures) {
        List<String> cells = new ArrayList<>(List.of(
                String.valueOf(then.date()),
                then.slice(),
                then.estimate(),
                then.value().map(BigDecimal::toPlainString).orElse("none")));
        figures.forEach(figure ->
                cells.add(figure.of().apply(then).map(BigDecimal::toPlainString).orElse("")));
        return cells;
    }

    private void table(Collection<String> head, List<List<String>> rows) {
        text.append(Markdown.row(head)).append(Markdown.rule(head.size()));
        rows.forEach(row -> text.append(Markdown.row(row)));
    }

    private void line(String name, String content) {
        text.append("- " + name + ": " + content + "\n");
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }

    private record Figure(String name, Function<KpiExample.Expected, Optional<BigDecimal>> of) {}
}
