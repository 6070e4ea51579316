package dev.vitals.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table as a CSV file (RFC 4180, UTF-8) that a spreadsheet opens without running anything in it.
 *
 * <p>Text that a spreadsheet would take for a formula gets an apostrophe in front. Numbers, days and booleans are
 * written as they are, in the form that a program reads; null is an empty cell.
 */
final class Csv {
    /** What starts a formula, or is skipped before one; the last four are the wide forms of the first four. */
    private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠";

    private final int columns;
    private final List<String> lines = new ArrayList<>();

    Csv(String... header) {
        columns = header.length;
        row((Object[]) header);
    }

    Csv row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells does not fit a table of " + columns
                    + " columns: " + Arrays.toString(cells));
        }
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(cell == null ? "" : cell instanceof String text ? quoted(neutral(text)) : cell.toString());
        }
        lines.add(String.join(",", texts));
        return this;
    }

    private static String neutral(String text) {
        return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ') && text.equals(text.strip());
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return String.join("\r\n", lines) + "\r\n";
    }
}
