package dev.vitals.contract.dsa;

import dev.vitals.contract.YamlMap;
import java.util.List;

/** Columns and enumerations of a statement of reasons, schema v2 of the DSA Transparency Database. */
public final class DsaStatementWords {
    /** The columns of the file, in the order in which the database answers them; those that nothing fills stay empty. */
    public static final List<String> COLUMNS = List.of(
            "decision_visibility",
            "decision_visibility_other",
            "decision_monetary",
            "decision_monetary_other",
            "decision_provision",
            "decision_account",
            "account_type",
            "decision_ground",
            "decision_ground_reference_url",
            "category",
            "category_addition",
            "category_specification",
            "category_specification_other",
            "content_type",
            "content_type_other",
            "illegal_content_legal_ground",
            "illegal_content_explanation",
            "incompatible_content_ground",
            "incompatible_content_explanation",
            "incompatible_content_illegal",
            "territorial_scope",
            "content_language",
            "content_date",
            "application_date",
            "end_date_visibility_restriction",
            "end_date_monetary_restriction",
            "end_date_service_restriction",
            "end_date_account_restriction",
            "decision_facts",
            "source_type",
            "source_identity",
            "automated_detection",
            "automated_decision",
            "content_id",
            "puid");

    /** Countries of the Union, as the database writes them: Greece is GR here and EL in the report. */
    public static final List<String> UNION = List.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
            "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    static final String CONTENT_TYPE_OTHER = "CONTENT_TYPE_OTHER";
    static final List<String> CONTENT_TYPES = List.of(
            "CONTENT_TYPE_APP",
            "CONTENT_TYPE_AUDIO",
            "CONTENT_TYPE_IMAGE",
            "CONTENT_TYPE_PRODUCT",
            "CONTENT_TYPE_SYNTHETIC_MEDIA",
            "CONTENT_TYPE_TEXT",
            "CONTENT_TYPE_VIDEO",
            CONTENT_TYPE_OTHER);
    static final List<String> AUTOMATED_DECISIONS =
            List.of("AUTOMATED_DECISION_FULLY", "AUTOMATED_DECISION_PARTIALLY", "AUTOMATED_DECISION_NOT_AUTOMATED");

    /** Most characters of a text: of names, of explanations, and of facts. */
    static final int SHORT = 500;

    static final int MIDDLE = 2000;
    static final int LONG = 5000;

    private DsaStatementWords() {}

    /** A text of a definition file that the database takes. */
    static String text(YamlMap map, String key, int most) {
        String text = map.string(key);
        if (text.length() > most) {
            throw map.error(key, "has %d characters; the database takes %d.".formatted(text.length(), most));
        }
        return text;
    }
}
