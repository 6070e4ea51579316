package dev.vitals.sentiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Measures how many messages a scorer reads in a second on one core.
 *
 * <p>It scores all texts once to warm up and then round by round, and reports the median round. It runs on the calling
 * thread and is handed its stop-watch, in nanoseconds.
 */
public final class ScorerBenchmark {
    private final Scorer scorer;
    private final LongSupplier nanoseconds;

    private ScorerBenchmark(Scorer scorer, LongSupplier nanoseconds) {
        this.scorer = scorer;
        this.nanoseconds = nanoseconds;
    }

    public static ScorerBenchmark of(Scorer scorer, LongSupplier nanoseconds) {
        return new ScorerBenchmark(scorer, nanoseconds);
    }

    /**
     * What was measured.
     *
     * @param scorerVersion the scorer that was measured
     * @param messages the messages of one round
     * @param characters the mean length of a message
     * @param coverage the share of messages with a term
     * @param seconds the median duration of a round
     */
    public record Result(String scorerVersion, int messages, double characters, double coverage, double seconds) {
        public double messagesPerSecond() {
            return messages / seconds;
        }

        /** One line for a terminal. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,.0f messages/s on one core (%,d messages of %.0f characters, %.0f %% with a term)",
                    scorerVersion,
                    messagesPerSecond(),
                    messages,
                    characters,
                    coverage * 100);
        }
    }

    /** Scores the texts in so many rounds, after one to warm up. */
    public Result run(List<String> texts, int rounds) {
        if (texts.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException("A benchmark needs a text and a round, but there are " + texts.size()
                    + " texts and " + rounds + " rounds");
        }
        int covered = round(texts);
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = nanoseconds.getAsLong();
            int again = round(texts);
            seconds[i] = (nanoseconds.getAsLong() - start) / 1e9;
            if (again != covered) {
                throw new IllegalStateException("The scorer " + scorer.version()
                        + " is no function of the text: it found terms in " + covered + " texts and then in " + again);
            }
        }
        Arrays.sort(seconds);
        double characters = texts.stream().mapToInt(String::length).average().orElseThrow();
        return new Result(
                scorer.version(), texts.size(), characters, (double) covered / texts.size(), seconds[rounds / 2]);
    }

    private int round(List<String> texts) {
        int covered = 0;
        for (String text : texts) {
            covered += scorer.score(text).isCovered() ? 1 : 0;
        }
        return covered;
    }
}
