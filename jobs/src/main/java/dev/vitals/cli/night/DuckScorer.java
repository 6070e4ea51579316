package dev.vitals.cli.night;

import dev.vitals.sentiment.LexiconScorer;
import dev.vitals.sentiment.Sentiment;
import java.sql.Connection;
import java.util.function.Function;

/**
 * Makes the lexicon scorer a function of DuckDB, {@code lexicon_score(text)}: terms times 4,096, plus thousandths plus 1,000.
 *
 * <p>In SQL the scorer would be a dozen functions over lists of tokens, with windows for negations and repeats and thirty-two
 * spellings of a stretched word, for every message; as a function it gives the same scores to the last bit, on all threads.
 * Ruled out: to score each distinct text once and join it back. The join costs more than the scoring that it saves.
 *
 * <p>The driver is named by reflection alone, so that Vitals is built and run without its 80 megabytes.
 */
final class DuckScorer {
    private static final int TERMS = 4_096;
    private static final int ZERO = 1_000;

    private DuckScorer() {}

    static void register(Connection connection) {
        LexiconScorer scorer = new LexiconScorer();
        Function<String, Integer> score = text -> {
            Sentiment sentiment = scorer.score(text);
            return sentiment.terms() * TERMS + sentiment.millis() + ZERO;
        };
        try {
            Object builder = Class.forName("org.duckdb.DuckDBFunctions")
                    .getMethod("scalarFunction")
                    .invoke(null);
            Class<?> type = builder.getClass();
            type.getMethod("withName", String.class).invoke(builder, "lexicon_score");
            type.getMethod("withParameter", Class.class).invoke(builder, String.class);
            type.getMethod("withReturnType", Class.class).invoke(builder, Integer.class);
            type.getMethod("withFunction", Function.class).invoke(builder, score);
            type.getMethod("register", Connection.class).invoke(builder, connection);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This DuckDB driver takes no functions written in Java; use duckdb_jdbc 2.0.0.1 or newer", e);
        }
    }
}
