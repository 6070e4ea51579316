package dev.vitals.sentiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads a small CSV file with a header, and says for every row which line it stands on. */
final class CsvFile {
    private CsvFile() {}

    /** One line of the file: its number, counted from 1, and its fields. */
    record Row(int line, List<String> fields) {}

    /** All rows, the header first; empty lines and lines that begin with {@code # } are left out. */
    static List<Row> read(Reader reader, String name) throws IOException {
        List<Row> rows = new ArrayList<>();
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String content = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (!content.isBlank() && !content.startsWith("# ")) {
                rows.add(new Row(number, fields(content, name + ":" + number)));
            }
        }
        return rows;
    }

    private static List<String> fields(String line, String where) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (quoted ? c == '"' : c == '"' && field.isEmpty()) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException(
                    where + ": a field opens with a quote that never closes; close it or double it");
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
