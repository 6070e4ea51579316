package dev.vitals.cli;

import dev.vitals.contract.AuditLabels;
import dev.vitals.report.Csv;
import dev.vitals.warehouse.DrawnItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file that raters fill in: an item a line, and its labels as events once it comes back. */
final class AuditSheet {
    private static final List<String> COLUMNS = List.of(
            "audit_id",
            "frame",
            "item_id",
            "decision_id",
            "item_at",
            "channel_pseudonym",
            "stratum",
            "stratum_size",
            "inclusion_probability",
            "rater_id",
            "label",
            "rubric_version",
            "at");

    /** Columns that a sheet must have to be imported. */
    private static final List<String> NEEDED =
            List.of("audit_id", "frame", "item_id", "inclusion_probability", "rater_id", "label");

    private AuditSheet() {}

    /** The sheet of an audit, nothing filled in. */
    static String of(AuditPlan plan) {
        return Stream.concat(Stream.of(COLUMNS), plan.items().stream().map(item -> cells(plan.auditId(), item)))
                .map(cells -> cells.stream().map(Csv::field).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static List<String> cells(String auditId, DrawnItem item) {
        return Stream.of(
                        auditId,
                        item.frame(),
                        item.itemId(),
                        item.decisionId(),
                        item.itemAt(),
                        item.channel(),
                        item.stratum(),
                        item.stratumSize(),
                        item.inclusionProbability(),
                        null,
                        null,
                        null,
                        null)
                .map(cell -> cell == null ? "" : cell.toString())
                .toList();
    }

    /**
     * Labels that came back.
     *
     * @param events a line of JSON for each, as an operator would log it
     * @param labels how many
     * @param open items without a label
     * @param behind strata of which a smaller part has a label than of the whole sample, as "frame/stratum: 3 of 20"
     */
    record Labels(List<String> events, int labels, int open, List<String> behind) {}

    /**
     * Reads a sheet that was filled in. What is said of an item is taken from the plan; a sheet that says otherwise is
     * refused as a whole.
     *
     * @param name what to call the sheet in errors
     * @param now when a label counts as given that does not say
     * @throws IllegalArgumentException with every line that is wrong, and why
     */
    static Labels read(String sheet, String name, AuditPlan plan, Instant now) throws IOException {
        CsvTexts.Table table = CsvTexts.table(new BufferedReader(new StringReader(sheet)), name);
        List<String> missing = NEEDED.stream()
                .filter(column -> !table.header().contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s lacks the columns %s. Fill in the file that ./vitals audit draw wrote."
                            .formatted(name, String.join(", ", missing)));
        }
        Map<String, DrawnItem> drawn = new HashMap<>();
        plan.items().forEach(item -> drawn.put(key(Csv.field(item.frame()), neutral(item.itemId())), item));
        Set<String> labelled = new HashSet<>();
        Set<String> votes = new HashSet<>();
        List<String> events = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (CsvTexts.Line line : table.lines()) {
            Row row = new Row(table.header(), line.fields());
            DrawnItem item = drawn.get(key(row.text("frame"), row.text("item_id")));
            String error = item == null || !row.text("audit_id").equals(plan.auditId())
                    ? "item %s of frame %s was not drawn in audit %s"
                            .formatted(row.text("item_id"), row.text("frame"), plan.auditId())
                    : error(row, item, now);
            if (error == null && row.isLabelled()) {
                String vote = key(key(row.text("frame"), row.text("item_id")), row.text("rater_id"));
                // Who that is says the sheet; what verbs print names nobody.
                error = votes.add(vote) ? null : "its rater labels this item twice";
                labelled.add(key(row.text("frame"), row.text("item_id")));
                events.add(event(plan.auditId(), item, row, now));
            }
            if (error != null) {
                wrong.add("line %d: %s".formatted(line.number(), error));
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("%s can't be imported, and nothing of it was:%n  %s"
                    .formatted(name, String.join(System.lineSeparator() + "  ", wrong)));
        }
        return new Labels(events, events.size(), drawn.size() - labelled.size(), behind(drawn, labelled));
    }

    /** Strata of which fewer items speak for more than in the whole sample, until the rest of their labels has come. */
    private static List<String> behind(Map<String, DrawnItem> drawn, Set<String> labelled) {
        Map<String, int[]> strata = new TreeMap<>();
        drawn.forEach((key, item) -> {
            int[] counts = strata.computeIfAbsent(item.frame() + "/" + item.stratum(), stratum -> new int[2]);
            counts[0] += labelled.contains(key) ? 1 : 0;
            counts[1]++;
        });
        return strata.entrySet().stream()
                .filter(stratum ->
                        (long) stratum.getValue()[0] * drawn.size() < (long) stratum.getValue()[1] * labelled.size())
                .map(stratum ->
                        "%s: %,d of %,d".formatted(stratum.getKey(), stratum.getValue()[0], stratum.getValue()[1]))
                .toList();
    }

    /** A line of a sheet by the names of its columns; a column that is not there is empty. */
    private record Row(List<String> header, List<String> fields) {
        String text(String column) {
            int at = header.indexOf(column);
            return at < 0 ? "" : fields.get(at).strip();
        }

        boolean isLabelled() {
            return !text("label").isEmpty();
        }
    }

    private static String error(Row row, DrawnItem item, Instant now) {
        String probability = row.text("inclusion_probability");
        if (!isProbability(probability)) {
            return "inclusion_probability is %s, not a number above 0 and up to 1".formatted(probability);
        }
        if (Math.abs(Double.parseDouble(probability) - item.inclusionProbability())
                > 1e-4 * item.inclusionProbability()) {
            return "inclusion_probability is %s, but the item was drawn with %s"
                    .formatted(probability, item.inclusionProbability());
        }
        if (!row.isLabelled()) {
            return row.text("rater_id").isEmpty() ? null : "there is a rater but no label";
        }
        Set<String> labels = AuditLabels.of(item.frame());
        if (!labels.contains(row.text("label"))) {
            return "label %s is none of those of frame %s: %s"
                    .formatted(row.text("label"), item.frame(), String.join(", ", labels));
        }
        if (row.text("rater_id").isEmpty()) {
            return "the label has no rater_id";
        }
        return row.text("at").isEmpty() ? null : timeError(row.text("at"), item, now);
    }

    private static String timeError(String text, DrawnItem item, Instant now) {
        Instant at;
        try {
            at = Instant.parse(text);
        } catch (DateTimeParseException e) {
            return "at is %s, not a time like 2026-01-05T12:00:00Z".formatted(text);
        }
        if (at.isBefore(item.itemAt())) {
            return "at is %s, before the item came up at %s".formatted(text, item.itemAt());
        }
        return at.isAfter(now) ? "at is %s, which is yet to come".formatted(text) : null;
    }

    private static boolean isProbability(String text) {
        try {
            double value = Double.parseDouble(text);
            return value > 0 && value <= 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String event(String auditId, DrawnItem item, Row row, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", "audit.label");
        event.put("audit_id", auditId);
        event.put("frame", item.frame());
        event.put("item_id", item.itemId());
        event.put("decision_id", item.decisionId());
        event.put("item_at", item.itemAt().toString());
        event.put("channel_pseudonym", item.channel());
        event.put("stratum", item.stratum());
        event.put("stratum_size", item.stratumSize());
        event.put("inclusion_probability", item.inclusionProbability());
        event.put("rater_id", row.text("rater_id"));
        event.put("label", row.text("label"));
        event.put("rubric_version", row.text("rubric_version").isEmpty() ? null : row.text("rubric_version"));
        event.put("at", row.text("at").isEmpty() ? now.toString() : row.text("at"));
        return OutputOptions.toJsonLine(event);
    }

    /** As the sheet shows a text: what a spreadsheet could take for a formula has an apostrophe in front. */
    private static String neutral(String text) {
        try {
            return CsvTexts.table(new BufferedReader(new StringReader(Csv.field(text))), text)
                    .header()
                    .get(0)
                    .strip();
        } catch (IOException e) {
            throw new IllegalStateException("A text can't be read: " + text, e);
        }
    }

    private static String key(String one, String other) {
        return one + '\n' + other;
    }
}
