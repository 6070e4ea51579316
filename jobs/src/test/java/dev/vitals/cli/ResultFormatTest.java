package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.warehouse.QueryResult;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as text that neither a spreadsheet nor a table takes for something else. */
class ResultFormatTest {
    private static String csv(Object cell) {
        return ResultFormat.CSV.render(one(cell)).replaceFirst("^cell\n", "").stripTrailing();
    }

    private static String markdown(Object cell) {
        return ResultFormat.MARKDOWN.render(one(cell));
    }

    private static QueryResult one(Object cell) {
        return new QueryResult(List.of("cell"), List.of(false), List.of(Arrays.asList(cell)), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "＝1+1", "+49", "-x", "-", "@user", "-1-1", "\tx", "-1.5\n=1"})
    void whatASpreadsheetWouldTakeForAFormulaGetsAnApostrophe(String cell) {
        assertThat(csv(cell).replace("\"", "")).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1.5", "-3", "0.25", "-1.0E-5", "2026-01-05", "a=b", "<img src=x>|"})
    void aNumberOrAPlainTextStaysAsItIs(String cell) {
        assertThat(csv(cell)).isEqualTo(cell);
    }

    @Test
    void aCellWithACommaAQuoteOrALineBreakIsQuoted() {
        assertThat(csv("a,b")).isEqualTo("\"a,b\"");
        assertThat(csv("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(csv("=HYPERLINK(\"http://x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(csv(null)).isEmpty();
    }

    @Test
    void aBarInAMarkdownCellDoesNotEndIt() {
        assertThat(markdown("a|b")).isEqualTo("| cell |\n| --- |\n| a\\|b |\n");
    }

    @Test
    void aTagInAMarkdownCellIsText() {
        assertThat(markdown("<img src=x>")).endsWith("| &lt;img src=x> |\n");
    }
}
