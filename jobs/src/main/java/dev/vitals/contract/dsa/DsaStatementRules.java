package dev.vitals.contract.dsa;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules by which the DSA Transparency Database takes a statement of reasons, as far as a file can break them. */
public final class DsaStatementRules {
    private static final Pattern PUID = Pattern.compile("[a-zA-Z0-9_-]{1,500}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Z]{2}");
    private static final Set<String> REQUIRED = Set.of(
            "decision_ground",
            "category",
            "content_type",
            "territorial_scope",
            "content_date",
            "application_date",
            "decision_facts",
            "source_type",
            "automated_detection",
            "automated_decision",
            "puid");
    private static final Map<String, String> OF_GROUND = Map.of(
            "DECISION_GROUND_ILLEGAL_CONTENT", "illegal", "DECISION_GROUND_INCOMPATIBLE_CONTENT", "incompatible");
    private static final Set<String> CATEGORIES = categories();

    private final Set<String> puids = new HashSet<>();

    /** What the database would refuse; nothing when it would take the statement. */
    public List<String> broken(Map<String, String> cells) {
        List<String> broken = new ArrayList<>();
        for (String column : cells.keySet()) {
            require(broken, DsaStatementWords.COLUMNS.contains(column), column + " is no column");
        }
        REQUIRED.forEach(column -> require(broken, cells.containsKey(column), column + " is missing"));
        decisions(cells, broken);
        words(cells, broken);
        ground(cells, broken);
        dates(cells, broken);
        String puid = cells.getOrDefault("puid", "");
        require(
                broken,
                PUID.matcher(puid).matches(),
                "puid '" + puid + "' has other characters than a-z, A-Z, 0-9, - and _");
        require(broken, puids.add(puid), "puid " + puid + " was given before");
        return broken;
    }

    private static void decisions(Map<String, String> cells, List<String> broken) {
        boolean isDecided = false;
        for (DsaRestriction.Kind kind : DsaRestriction.Kind.values()) {
            for (String word : list(cells.get(kind.decision()))) {
                isDecided = true;
                boolean isKnown = DsaRestriction.of(word)
                        .filter(restriction -> restriction.kind() == kind)
                        .isPresent();
                require(broken, isKnown, kind.decision() + " can't be " + word);
            }
        }
        require(broken, isDecided, "nothing is decided");
    }

    private static void words(Map<String, String> cells, List<String> broken) {
        all(cells, "category", CATEGORIES, broken);
        all(cells, "content_type", Set.copyOf(DsaStatementWords.CONTENT_TYPES), broken);
        all(cells, "territorial_scope", Set.copyOf(DsaStatementWords.UNION), broken);
        all(cells, "automated_detection", Set.of("Yes", "No"), broken);
        all(cells, "automated_decision", Set.copyOf(DsaStatementWords.AUTOMATED_DECISIONS), broken);
        all(cells, "decision_ground", OF_GROUND.keySet(), broken);
        Set<String> sources = new HashSet<>();
        Arrays.stream(DsaTaxonomy.Source.values()).forEach(source -> sources.add(source.name()));
        all(cells, "source_type", sources, broken);
        String language = cells.get("content_language");
        require(
                broken,
                language == null || LANGUAGE.matcher(language).matches(),
                "content_language '" + language + "' is no code");
        boolean isOther = list(cells.get("content_type")).contains(DsaStatementWords.CONTENT_TYPE_OTHER);
        require(
                broken,
                isOther == cells.containsKey("content_type_other"),
                "content_type_other goes with CONTENT_TYPE_OTHER");
    }

    private static void ground(Map<String, String> cells, List<String> broken) {
        String of = OF_GROUND.getOrDefault(cells.getOrDefault("decision_ground", ""), "");
        if (!of.isEmpty()) {
            String reference = of.equals("illegal") ? "illegal_content_legal_ground" : "incompatible_content_ground";
            for (String column : List.of(reference, of + "_content_explanation")) {
                require(broken, cells.containsKey(column), column + " is missing");
            }
        }
    }

    private static void dates(Map<String, String> cells, List<String> broken) {
        LocalDate applied = day(cells, "application_date", LocalDate.of(2020, 1, 1), broken);
        day(cells, "content_date", LocalDate.of(2000, 1, 1), broken);
        for (DsaRestriction.Kind kind : DsaRestriction.Kind.values()) {
            day(cells, kind.endDate(), applied, broken);
        }
    }

    private static LocalDate day(Map<String, String> cells, String column, LocalDate earliest, List<String> broken) {
        String text = cells.get(column);
        if (text == null) {
            return earliest;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            require(broken, !day.isBefore(earliest), column + " " + day + " lies before " + earliest);
            return day;
        } catch (DateTimeParseException e) {
            broken.add(column + " '" + text + "' is no day");
            return earliest;
        }
    }

    private static void all(Map<String, String> cells, String column, Set<String> known, List<String> broken) {
        for (String word : list(cells.get(column))) {
            require(broken, known.contains(word), column + " can't be " + word);
        }
    }

    private static void require(List<String> broken, boolean isKept, String message) {
        if (!isKept) {
            broken.add(message);
        }
    }

    /** The words of a JSON list, or the one word that stands there. */
    private static List<String> list(String cell) {
        return cell == null
                ? List.of()
                : Stream.of(cell.replaceAll("[\\[\\]\"]", "").split(",", -1)).toList();
    }

    /** Those of the template but the one for orders, which the database does not know. */
    private static Set<String> categories() {
        Set<String> codes = new HashSet<>();
        DsaTemplate.load().categories().forEach(category -> codes.add(category.code()));
        codes.remove("STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER");
        return codes;
    }
}
