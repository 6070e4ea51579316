package dev.vitals.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A table as CSV (RFC 4180, UTF-8) that a spreadsheet opens without running anything in it.
 *
 * <p>Text that a spreadsheet would take for a formula gets an apostrophe in front. Numbers, days and booleans are
 * written as they are, in the form that a program reads; null is an empty cell.
 */
public final class Csv {
    /** What starts a formula, or is skipped before one; the last four are the wide forms of the first four. */
    private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠";

    private static final String LINE_END = "\r\n";

    private Csv() {}

    static String of(Sheet sheet) {
        StringBuilder out = new StringBuilder();
        out.append(sheet.columns().stream().map(Sheet.Column::name).collect(Collectors.joining(",", "", LINE_END)));
        for (Object[] row : sheet.rows()) {
            out.append(Arrays.stream(row).map(Csv::text).collect(Collectors.joining(",", "", LINE_END)));
        }
        return out.toString();
    }

    private static String text(Object cell) {
        return cell == null ? "" : cell instanceof String text ? field(text) : cell.toString();
    }

    /** A text as a field: no formula, and quoted where it must be. */
    public static String field(String text) {
        return quoted(neutral(text));
    }

    private static String neutral(String text) {
        return !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ') && text.equals(text.strip());
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
