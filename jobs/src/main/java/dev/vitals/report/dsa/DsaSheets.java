package dev.vitals.report.dsa;

import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaSection;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.contract.dsa.DsaValue;
import dev.vitals.report.Csv;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Renders the sections of a report as CSV, line by line as the template has them. */
final class DsaSheets {
    /** What stands where the logs can't tell a number, which is not 0. */
    static final String UNKNOWN = "n/a";

    private static final int DIGITS_OF_HOURS = 2;
    private static final int DIGITS_OF_SHARES = 4;
    private static final String LINE_END = "\r\n";

    private final DsaDocument report;
    private final Map<String, DsaValue> values = new HashMap<>();

    DsaSheets(DsaDocument report) {
        this.report = report;
        report.values().forEach(value -> values.put(value.address(), value));
    }

    /** The files of the sections, by name, in their order. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (DsaSection section : DsaSection.values()) {
            files.put(section.word() + ".csv", text(section.header(), lines(section)));
        }
        return files;
    }

    private List<List<String>> lines(DsaSection section) {
        return switch (section) {
            case IDENTIFICATION -> identification();
            case CATEGORIES -> categories();
            case ORDERS -> orders();
            case NOTICES, OWN_ILLEGAL, OWN_TERMS -> byCategory(section);
            case APPEALS, HUMANS -> listed(section, line -> List.of(""));
            case AUTOMATED -> listed(section, line -> List.of(basis(line)));
            case AMAR -> listed(section, line -> List.of());
            case QUALITATIVE -> qualitative();
        };
    }

    private List<List<String>> identification() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("Name of the service provider", report.provider().name());
        facts.put("Date of the publication of the report", report.provider().published());
        facts.put(
                "Date of the publication of the latest previous report",
                report.provider().previous());
        facts.put("Starting date of reporting period", report.period().from());
        facts.put("Ending date of reporting period", report.period().to());
        List<List<String>> lines = new ArrayList<>();
        facts.forEach((indicator, value) -> lines.add(List.of("All", service(), indicator, orUnknown(value))));
        return lines;
    }

    private List<List<String>> categories() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(DsaTemplate.TOTAL, "All the entries", DsaTemplate.TOTAL, ""));
        int number = 0;
        for (DsaTemplate.Category category : report.template().categories()) {
            number++;
            lines.add(List.of("Category " + number, category.description(), category.code(), ""));
            char letter = 'a';
            for (DsaTemplate.Keyword keyword : category.keywords()) {
                String line = DsaTemplate.line(category.code(), keyword.code());
                lines.add(List.of("Category " + number + letter, keyword.description(), keyword.code(), own(line)));
                letter++;
            }
        }
        return lines;
    }

    private List<List<String>> orders() {
        List<String> states = new ArrayList<>(List.of(DsaTemplate.TOTAL));
        states.addAll(report.template().memberStates());
        List<List<String>> lines = new ArrayList<>();
        for (String state : states) {
            for (String line : report.template().lines(DsaSection.ORDERS)) {
                List<String> cells = front(DsaLines.applicability(DsaSection.ORDERS));
                cells.addAll(List.of(DsaTemplate.shown(line), "", state));
                DsaSection.ORDERS.indicators().forEach(column -> cells.add(UNKNOWN));
                lines.add(filledUp(cells, DsaSection.ORDERS));
            }
        }
        return lines;
    }

    private List<List<String>> byCategory(DsaSection section) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : report.template().lines(section)) {
            List<String> cells = front(DsaLines.applicability(section));
            cells.add(DsaTemplate.shown(line));
            cells.add(line.endsWith("/KEYWORD_OTHER") ? own(line) : "");
            section.indicators().forEach(column -> cells.add(cell(section, column, line)));
            lines.add(filledUp(cells, section));
        }
        return lines;
    }

    private List<List<String>> listed(DsaSection section, Function<DsaLines.Line, List<String>> after) {
        List<List<String>> lines = new ArrayList<>();
        for (DsaLines.Line line : DsaLines.of(section, report.template())) {
            List<String> cells = front(line.applicability());
            cells.addAll(List.of(
                    line.part(), line.indicator(), line.scope(), cell(section, line.indicator(), line.scope())));
            cells.addAll(after.apply(line));
            lines.add(cells);
        }
        return lines;
    }

    /** What an estimate rests on; nothing beside counts, and where there is none. */
    private String basis(DsaLines.Line line) {
        DsaValue value = value(DsaSection.AUTOMATED, line.indicator(), line.scope());
        if (value == null || value.value() == null || value.basis() == null) {
            return "";
        }
        DsaValue.Basis basis = value.basis();
        String partial = line.indicator().equals(DsaLines.RECALL)
                        && report.template().languages().contains(line.scope())
                ? "; without chat that nobody reported, whose language is not known: not comparable with the total"
                : "";
        return String.format(
                Locale.ROOT,
                "Estimated from audits of %,d items; 95%% interval %s to %s%s",
                basis.observations(),
                number(basis.ciLow(), DsaValue.SHARE),
                number(basis.ciHigh(), DsaValue.SHARE),
                partial);
    }

    private List<List<String>> qualitative() {
        List<List<String>> lines = new ArrayList<>();
        for (DsaLines.Line line : DsaLines.of(DsaSection.QUALITATIVE, report.template())) {
            List<String> cells = front(line.applicability());
            cells.addAll(List.of(line.indicator(), UNKNOWN));
            lines.add(cells);
        }
        return lines;
    }

    /** What estimates rest on, with their 95% intervals. */
    String intervals() {
        List<List<String>> lines = new ArrayList<>();
        for (DsaValue value : report.values()) {
            DsaValue.Basis basis = value.basis();
            if (basis != null) {
                lines.add(List.of(
                        value.section().word(),
                        value.indicator(),
                        value.scope(),
                        number(value.value(), DsaValue.SHARE),
                        number(basis.ciLow(), DsaValue.SHARE),
                        number(basis.ciHigh(), DsaValue.SHARE),
                        orUnknown(basis.ciMethod()),
                        number(basis.numerator(), DsaValue.HOURS),
                        number(basis.denominator(), DsaValue.HOURS),
                        String.valueOf(basis.observations())));
            }
        }
        return text(
                List.of(
                        "section",
                        "indicator",
                        "scope",
                        "value",
                        "ci_low",
                        "ci_high",
                        "ci_method",
                        "weight_right",
                        "weight_judged",
                        "audited_items"),
                lines);
    }

    /** The words of the house that a line stands for. */
    private String own(String line) {
        Map<String, String> words = new TreeMap<>();
        for (Map.Entry<String, DsaTaxonomy.Meaning> meaning :
                report.taxonomy().meanings().entrySet()) {
            if (meaning.getValue().lines().contains(line)) {
                words.put(meaning.getKey(), line);
            }
        }
        return words.keySet().stream().collect(Collectors.joining(", "));
    }

    private List<String> front(String applicability) {
        return new ArrayList<>(List.of(applicability, service(), report.period().days()));
    }

    /** Other contextual information is left to whoever answers for the report. */
    private static List<String> filledUp(List<String> cells, DsaSection section) {
        cells.addAll(Collections.nCopies(section.header().size() - cells.size(), ""));
        return cells;
    }

    private String cell(DsaSection section, String indicator, String scope) {
        DsaValue value = value(section, indicator, scope);
        return value == null ? UNKNOWN : number(value.value(), value.unit());
    }

    private DsaValue value(DsaSection section, String indicator, String scope) {
        return values.get(new DsaValue(section, 0, indicator, scope, null, "", null).address());
    }

    static String number(Double value, String unit) {
        if (value == null) {
            return UNKNOWN;
        }
        int digits = unit.equals(DsaValue.COUNT) ? 0 : unit.equals(DsaValue.HOURS) ? DIGITS_OF_HOURS : DIGITS_OF_SHARES;
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    private String service() {
        return orUnknown(report.provider().service());
    }

    private static String orUnknown(Object value) {
        return Objects.toString(value, UNKNOWN);
    }

    private static String text(List<String> header, List<List<String>> lines) {
        StringBuilder text = new StringBuilder(line(header));
        lines.forEach(cells -> text.append(line(cells)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::field).collect(Collectors.joining(",", "", LINE_END));
    }
}
