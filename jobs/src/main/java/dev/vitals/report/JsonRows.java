package dev.vitals.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** A table as JSON: an array with an object for each row, a line each; a column without a value is left out. */
final class JsonRows {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonRows() {}

    static String of(Sheet sheet) {
        StringBuilder out = new StringBuilder("[");
        String separator = "\n";
        for (Object[] row : sheet.rows()) {
            out.append(separator).append(object(sheet.columns(), row));
            separator = ",\n";
        }
        return out.append("\n]\n").toString();
    }

    private static String object(List<Sheet.Column> columns, Object[] row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < row.length; i++) {
                if (row[i] != null) {
                    json.writeFieldName(columns.get(i).name());
                    value(json, columns.get(i).type(), row[i]);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write a row as JSON", e);
        }
        return text.toString();
    }

    private static void value(JsonGenerator json, Sheet.Type type, Object value) throws IOException {
        switch (type) {
            case TEXT, DAY -> json.writeString(value.toString());
            case WHOLE -> json.writeNumber(((Number) value).longValue());
            case REAL -> json.writeNumber(((Number) value).doubleValue());
            case FLAG -> json.writeBoolean((boolean) value);
        }
    }
}
