package dev.vitals.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads one column of a CSV file with a header; quoted fields may hold commas, quotes and line breaks. */
final class CsvTexts {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvTexts() {}

    static List<String> column(BufferedReader in, String column, Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        skipByteOrderMark(in);
        List<String> header = record(in);
        int at = header == null ? -1 : header.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("%s has no column '%s'; its columns are %s. Name one with --column."
                    .formatted(file == null ? "Standard input" : file, column, header == null ? List.of() : header));
        }
        for (List<String> row = record(in); row != null; row = record(in)) {
            texts.add(at < row.size() ? row.get(at) : "");
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
    private static List<String> record(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean isQuoted = false;
        while (true) {
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (isQuoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    isQuoted = !isQuoted;
                } else if (c == ',' && !isQuoted) {
                    fields.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
            if (!isQuoted) {
                break;
            }
            line = in.readLine();
            if (line == null) {
                break;
            }
            field.append('\n');
        }
        fields.add(field.toString());
        return fields;
    }
}
