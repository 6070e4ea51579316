package dev.vitals.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one column of a CSV file with a header; quoted fields may hold commas, quotes and line breaks.
 *
 * <p>A quote opens a field only at its start: in the middle of one it is a character like any other.
 */
final class CsvTexts {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader in;
    private final String name;
    private String line;
    private int lineNumber;
    private int at;

    private CsvTexts(BufferedReader in, String name) {
        this.in = in;
        this.name = name;
    }

    /**
     * The texts of a column, one a record.
     *
     * @param name what to call the input in errors
     * @throws IllegalArgumentException when there is no such column, a record does not fit the header, or a quote is never
     *     closed
     */
    static List<String> column(BufferedReader in, String column, String name) throws IOException {
        skipByteOrderMark(in);
        return new CsvTexts(in, name).column(column);
    }

    private List<String> column(String column) throws IOException {
        List<String> header = record();
        int at = header == null ? -1 : header.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("%s has no column '%s'; its columns are %s. Name one with --column."
                    .formatted(name, column, header == null ? List.of() : header));
        }
        List<String> texts = new ArrayList<>();
        int first = lineNumber + 1;
        for (List<String> row = record(); row != null; row = record()) {
            boolean isEmptyLine = row.size() == 1 && row.get(0).isEmpty();
            if (row.size() != header.size() && !isEmptyLine) {
                throw new IllegalArgumentException(
                        "%s, line %d has %d fields, but the header has %d. Put fields with commas into double quotes."
                                .formatted(name, first, row.size(), header.size()));
            }
            if (!isEmptyLine || header.size() == 1) {
                texts.add(row.get(at));
            }
            first = lineNumber + 1;
        }
        return texts;
    }

    /** Spreadsheets put one in front of a CSV file; it would become part of the first column's name. */
    static void skipByteOrderMark(BufferedReader in) throws IOException {
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
    }

    /** The next record, or null at the end. */
    private List<String> record() throws IOException {
        if (!nextLine()) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        do {
            fields.add(at < line.length() && line.charAt(at) == '"' ? quoted() : plain());
        } while (at++ < line.length());
        return fields;
    }

    private boolean nextLine() throws IOException {
        line = in.readLine();
        lineNumber++;
        at = 0;
        return line != null;
    }

    private String plain() {
        int start = at;
        int comma = line.indexOf(',', at);
        at = comma < 0 ? line.length() : comma;
        return line.substring(start, at);
    }

    private String quoted() throws IOException {
        StringBuilder field = new StringBuilder();
        int opened = lineNumber;
        at++;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote < 0) {
                field.append(line, at, line.length()).append('\n');
                if (!nextLine()) {
                    throw wrong(opened, "a double quote opens a field that is never closed");
                }
            } else {
                field.append(line, at, quote);
                at = quote + 1;
                if (at == line.length() || line.charAt(at) == ',') {
                    return field.toString();
                }
                if (line.charAt(at) != '"') {
                    throw wrong(lineNumber, "text follows the double quote that closes a field");
                }
                field.append('"');
                at++;
            }
        }
    }

    private IllegalArgumentException wrong(int number, String what) {
        return new IllegalArgumentException(
                "%s, line %d: %s. Double every quote inside a quoted field.".formatted(name, number, what));
    }
}
