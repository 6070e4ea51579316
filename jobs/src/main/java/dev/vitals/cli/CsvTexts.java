package dev.vitals.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a CSV file with a header, or one column of it; quoted fields may hold commas, quotes and line breaks.
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

    /** A record after the header, and the number of its first line. */
    record Line(int number, List<String> fields) {}

    /** Everything in a file. */
    record Table(List<String> header, List<Line> lines) {}

    /**
     * All records; empty lines are none.
     *
     * @param name what to call the input in errors
     * @throws IllegalArgumentException when there is no header, a record does not fit it, or a quote is never closed
     */
    static Table table(BufferedReader in, String name) throws IOException {
        skipByteOrderMark(in);
        return new CsvTexts(in, name).table();
    }

    private List<String> column(String column) throws IOException {
        Table table = table();
        int at = table.header().indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("%s has no column '%s'; its columns are %s. Name one with --column."
                    .formatted(name, column, table.header()));
        }
        return table.lines().stream().map(line -> line.fields().get(at)).toList();
    }

    private Table table() throws IOException {
        List<String> first = record();
        List<String> header = first == null ? List.of() : first;
        List<Line> lines = new ArrayList<>();
        int number = lineNumber + 1;
        for (List<String> row = record(); row != null; row = record()) {
            boolean isEmptyLine = row.size() == 1 && row.get(0).isEmpty();
            if (row.size() != header.size() && !isEmptyLine) {
                throw new IllegalArgumentException(
                        "%s, line %d has %d fields, but the header has %d. Put fields with commas into double quotes."
                                .formatted(name, number, row.size(), header.size()));
            }
            if (!isEmptyLine || header.size() == 1) {
                lines.add(new Line(number, row));
            }
            number = lineNumber + 1;
        }
        return new Table(header, lines);
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
