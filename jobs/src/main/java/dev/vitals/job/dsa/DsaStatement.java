package dev.vitals.job.dsa;

import dev.vitals.contract.dsa.DsaRestriction;
import dev.vitals.contract.dsa.DsaStatementWords;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTaxonomy.Ground;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a statement of reasons out of a sanction.
 *
 * <p>Every cell is a word of an enumeration, a day, or a text of the taxonomy; of the sanction itself nothing is copied, so
 * that there is no way for a person, a text or an id of the logs to come in. The identifier is a keyed hash.
 */
public final class DsaStatement {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    private final DsaTaxonomy taxonomy;

    public DsaStatement(DsaTaxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    /**
     * What of a sanction decides on its statement.
     *
     * @param sentOn day of the content; null when no message is known
     * @param plannedEnd null when there is none
     * @param isAutomated null when nobody knows
     */
    public record Sanction(
            String action,
            String category,
            String trigger,
            String language,
            Boolean isAutomated,
            LocalDate decidedOn,
            LocalDate sentOn,
            LocalDate plannedEnd) {}

    /**
     * The cells of the statement by column, those that are empty left out; nothing for a sanction that restricts nothing.
     *
     * @param puid identifier that tells nobody which sanction it is
     */
    public Optional<Map<String, String>> of(Sanction sanction, String puid) {
        DsaTaxonomy.Measure measure = taxonomy.measure(sanction.action());
        return measure.of(sanction.plannedEnd() == null)
                .map(restriction -> cells(sanction, measure, restriction, puid));
    }

    private Map<String, String> cells(
            Sanction sanction, DsaTaxonomy.Measure measure, DsaRestriction restriction, String puid) {
        DsaTaxonomy.Meaning meaning = taxonomy.meaning(sanction.category());
        DsaTaxonomy.Trigger trigger = taxonomy.trigger(sanction.trigger());
        Map<String, String> cells = new LinkedHashMap<>();
        boolean isSeveral = restriction.kind() == DsaRestriction.Kind.VISIBILITY;
        cells.put(restriction.kind().decision(), isSeveral ? list(List.of(restriction.name())) : restriction.name());
        if (sanction.plannedEnd() != null) {
            cells.put(restriction.kind().endDate(), sanction.plannedEnd().toString());
        }
        boolean isIllegal = meaning.ground() == Ground.ILLEGAL;
        cells.put(
                "decision_ground",
                isIllegal ? "DECISION_GROUND_ILLEGAL_CONTENT" : "DECISION_GROUND_INCOMPATIBLE_CONTENT");
        cells.put(isIllegal ? "illegal_content_legal_ground" : "incompatible_content_ground", meaning.reference());
        cells.put(
                isIllegal ? "illegal_content_explanation" : "incompatible_content_explanation", meaning.explanation());
        cells.put("category", meaning.category());
        cells.put("category_specification", list(List.of(meaning.keyword())));
        cells.put("content_type", list(List.of(measure.contentType())));
        measure.contentTypeOther().ifPresent(other -> cells.put("content_type_other", other));
        cells.put("territorial_scope", list(DsaStatementWords.UNION));
        language(sanction.language()).ifPresent(language -> cells.put("content_language", language));
        cells.put("content_date", (sanction.sentOn() == null ? sanction.decidedOn() : sanction.sentOn()).toString());
        cells.put("application_date", sanction.decidedOn().toString());
        cells.put("decision_facts", trigger.facts());
        cells.put("source_type", trigger.source().name());
        cells.put("automated_detection", trigger.isDetectedAutomatically() ? "Yes" : "No");
        cells.put("automated_decision", taxonomy.automatedDecision(sanction.isAutomated()));
        cells.put("puid", puid);
        return cells;
    }

    /** The code of a language as the database takes it; of {@code pt-br} that of Portuguese. */
    private static Optional<String> language(String language) {
        if (language == null) {
            return Optional.empty();
        }
        String code = language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return LANGUAGES.contains(code) ? Optional.of(code.toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    /** A list as JSON. */
    private static String list(List<String> words) {

        return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(",", "[", "]"));
    }
}
