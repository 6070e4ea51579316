package dev.vitals.kpi;

import java.util.Collection;
import java.util.stream.Collectors;

/** Texts as Markdown wants them. */
final class Markdown {
    private Markdown() {}

    /** A text that does not end the cell of a table. */
    static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }

    /** An expression on one line, in code marks. */
    static String code(String expression) {
        return "`" + SqlText.folded(expression) + "`";
    }

    static String codes(Collection<String> words) {
        return words.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    /** A row of a table. */
    static String row(Collection<String> cells) {
        return cells.stream().map(Markdown::cell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The line under the head of a table. */
    static String rule(int columns) {
        return "|" + "---|".repeat(columns) + "\n";
    }
}
