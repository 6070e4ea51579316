package dev.vitals.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of truth-table.csv says what it proves, gives a text, and works out what the default scorer says of it. */
class TruthTableTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})|\\\\U([0-9A-F]{8})|\\\\t");

    record Row(String proves, String text, int millis, int terms, String sentimentClass) {
        @Override
        public String toString() {
            return proves;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream stream = TruthTableTest.class.getResourceAsStream("/sentiment/truth-table.csv");
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            List<CsvFile.Row> rows = CsvFile.read(reader, "truth-table.csv");
            return rows.subList(1, rows.size()).stream()
                    .map(CsvFile.Row::fields)
                    .map(TruthTableTest::row);
        }
    }

    private static Row row(List<String> fields) {
        return new Row(
                fields.get(0),
                unescape(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                fields.get(4));
    }

    /** Characters that an editor would not show are written as escapes. */
    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> {
            String hex = match.group(1) != null ? match.group(1) : match.group(2);
            return hex == null ? "\t" : Character.toString(Integer.parseInt(hex, 16));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theScorerSaysWhatTheRowSays(Row row) {
        Sentiment sentiment = Scorers.standard().score(row.text());

        assertThat(sentiment).as(row.proves()).isEqualTo(new Sentiment(row.millis(), row.terms()));
        assertThat(sentiment.sentimentClass().word()).as(row.proves()).isEqualTo(row.sentimentClass());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theExplanationHoldsTheTermsOfTheScore(Row row) {
        Explanation explanation = Scorers.standard().explain(row.text());

        long sum = explanation.terms().stream().mapToLong(Term::millis).sum();
        assertThat(explanation.sentiment()).isEqualTo(new Sentiment(row.millis(), row.terms()));
        assertThat(Sentiment.mean(sum, explanation.terms().size())).isEqualTo(explanation.sentiment());
    }

    @Test
    void theTableHasRows() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(60);
    }
}
