package dev.vitals.contract.dsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DsaStatementRulesTest {
    private static Map<String, String> sound() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("decision_visibility", "[\"DECISION_VISIBILITY_CONTENT_REMOVED\"]"),
                Map.entry("decision_ground", "DECISION_GROUND_INCOMPATIBLE_CONTENT"),
                Map.entry("incompatible_content_ground", "rule"),
                Map.entry("incompatible_content_explanation", "reason"),
                Map.entry("category", "STATEMENT_CATEGORY_VIOLENCE"),
                Map.entry("content_type", "[\"CONTENT_TYPE_TEXT\"]"),
                Map.entry("territorial_scope", "[\"DE\",\"GR\"]"),
                Map.entry("content_date", "2026-01-05"),
                Map.entry("application_date", "2026-01-05"),
                Map.entry("decision_facts", "facts"),
                Map.entry("source_type", "SOURCE_VOLUNTARY"),
                Map.entry("automated_detection", "No"),
                Map.entry("automated_decision", "AUTOMATED_DECISION_FULLY"),
                Map.entry("puid", "sor-1")));
    }

    private static void isRefused(String column, String cell, String why) {
        Map<String, String> statement = sound();
        if (cell == null) {
            statement.remove(column);
        } else {
            statement.put(column, cell);
        }
        assertThat(new DsaStatementRules().broken(statement))
                .as(column + " " + cell)
                .anyMatch(b -> b.contains(why));
    }

    @Test
    void aSoundStatementIsTakenOnce() {
        DsaStatementRules rules = new DsaStatementRules();

        assertThat(rules.broken(sound())).isEmpty();
        assertThat(rules.broken(sound())).containsExactly("puid sor-1 was given before");
    }

    @Test
    void whatTheDatabaseDoesNotKnowIsRefused() {
        isRefused("decision_visibility", null, "nothing is decided");
        isRefused("decision_visibility", "[\"DECISION_ACCOUNT_SUSPENDED\"]", "decision_visibility can't be");
        isRefused("category", "STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER", "category can't be");
        isRefused("content_type", "[\"CONTENT_TYPE_OTHER\"]", "content_type_other goes with");
        isRefused("territorial_scope", "[\"EL\"]", "territorial_scope can't be EL");
        isRefused("source_type", "SOURCE_MINE", "source_type can't be");
        isRefused("automated_detection", "false", "automated_detection can't be");
        isRefused("automated_decision", "Yes", "automated_decision can't be");
        isRefused("incompatible_content_ground", null, "incompatible_content_ground is missing");
        isRefused("decision_facts", null, "decision_facts is missing");
        isRefused("content_language", "german", "is no code");
        isRefused("application_date", "2019-12-31", "lies before 2020-01-01");
        isRefused("content_date", "5 January", "is no day");
        isRefused("end_date_visibility_restriction", "2026-01-04", "lies before 2026-01-05");
        isRefused("puid", "a b", "other characters");
        isRefused("user_id", "u1", "user_id is no column");
    }
}
