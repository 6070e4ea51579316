package dev.vitals.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextTest {
    @Test
    void namesAreColumnsAndNeitherKeywordsNorFunctionsNorTexts() {
        assertThat(SqlText.names("CASE WHEN outcome IN ('denied', 'it''s held') THEN COALESCE(hold_seconds, 0) END"))
                .containsExactly("hold_seconds", "outcome");
        assertThat(SqlText.names("NOT is_a AND b BETWEEN 1L AND 2.5e3 OR c IS NULL"))
                .containsExactly("b", "c", "is_a");
        assertThat(SqlText.names("TRUE")).isEmpty();
    }

    @Test
    void aKeywordInFrontOfABracketIsNoFunction() {
        assertThat(SqlText.names("a IN (b) AND (c) AND CAST(d AS DECIMAL(18, 6)) > 0"))
                .containsExactly("a", "b", "c", "d");
    }

    @Test
    void aNameInBackQuotesIsAColumnWhateverItSays() {
        assertThat(SqlText.names("`date` < follow_up_end")).containsExactly("date", "follow_up_end");
    }

    @Test
    void aFieldOfAStructIsNotItsColumn() {
        assertThat(SqlText.names("label.rater_id = 'x'")).containsExactly("label");
    }

    @Test
    void aNameIsReplacedWhereItIsUsedAndNotWhereItIsWritten() {
        assertThat(SqlText.replace("at < day AND kind = 'day' AND day_end > day", "day", "least(a, 'it\\$1')"))
                .isEqualTo("at < day AND kind = 'day' AND day_end > day");
        assertThat(SqlText.replace("at < until AND kind = 'until' AND until_end > until", "until", "least(a, '$1')"))
                .isEqualTo("at < least(a, '$1') AND kind = 'until' AND until_end > least(a, '$1')");
    }

    @Test
    void blanksAreFoldedOutsideOfTexts() {
        assertThat(SqlText.folded("  a =\n   'two  blanks'\tAND b ")).isEqualTo("a = 'two  blanks' AND b");
    }
}
