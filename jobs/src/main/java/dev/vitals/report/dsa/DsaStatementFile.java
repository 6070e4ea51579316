package dev.vitals.report.dsa;

import dev.vitals.contract.dsa.DsaStatementRules;
import dev.vitals.contract.dsa.DsaStatementWords;
import dev.vitals.report.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes statements of reasons as CSV, each checked against the rules of the database before it is written. */
public final class DsaStatementFile {
    private static final String LINE_END = "\r\n";

    private final Writer out;
    private final DsaStatementRules rules = new DsaStatementRules();
    private long statements;

    /** Begins the file with its header. */
    public DsaStatementFile(Writer out) throws IOException {
        this.out = out;
        out.write(line(DsaStatementWords.COLUMNS));
    }

    /**
     * Adds a statement, as cells by column.
     *
     * @throws IllegalArgumentException when the database would not take it
     */
    public void add(Map<String, String> statement) {
        List<String> broken = rules.broken(statement);
        if (!broken.isEmpty()) {
            throw new IllegalArgumentException(
                    "Statement %d would be refused: %s. Mend schemas/taxonomies/dsa.yaml; the file was not written."
                            .formatted(statements + 1, String.join("; ", broken)));
        }
        try {
            out.write(line(DsaStatementWords.COLUMNS.stream()
                    .map(column -> statement.getOrDefault(column, ""))
                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException("The statements can't be written: " + e.getMessage(), e);
        }
        statements++;
    }

    public long statements() {
        return statements;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Csv::field).collect(Collectors.joining(",", "", LINE_END));
    }
}
