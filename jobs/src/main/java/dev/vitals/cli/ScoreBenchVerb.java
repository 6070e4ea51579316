package dev.vitals.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitals.sentiment.ChatSample;
import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.ScorerBenchmark;
import dev.vitals.sentiment.Scorers;
import java.util.List;

/** {@code bench score}: how fast texts are scored. */
final class ScoreBenchVerb {
    private static final long MOST_TEXTS = 400_000;

    private final BenchOptions options;

    ScoreBenchVerb(BenchOptions options) {
        this.options = options;
    }

    /** The measured round and its rate. */
    record ScoreFigures(@JsonUnwrapped ScorerBenchmark.Result result, double messagesPerSecond) {}

    Integer run() {
        Scorer scorer = Scorers.from(System.getenv());
        List<String> texts = ChatSample.texts((int) Math.min(options.messages(), MOST_TEXTS), 1);
        ScorerBenchmark.Result result =
                ScorerBenchmark.of(scorer, System::nanoTime).run(texts, options.rounds());
        options.output()
                .print(
                        new ScoreFigures(result, result.messagesPerSecond()),
                        f -> f.result().line());
        return ExitCode.FINE;
    }
}
