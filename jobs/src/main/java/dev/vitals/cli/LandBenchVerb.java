package dev.vitals.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code bench land}: how fast chat lands. */
final class LandBenchVerb {
    private final BenchOptions options;

    LandBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            LandBench bench = new LandBench(folder, options.messages(), options.rounds());
            options.say(
                    "Landing %,d chat messages a round from neutral NDJSON: read, typed, pseudonymised, scored, deduplicated, committed."
                            .formatted(options.messages()));
            options.say("%d cores, heap %,d MiB".formatted(LandBench.cores(), LandBench.heapMebibytes()));
            options.say("round      bytes    seconds   messages/s");
            bench.prepare();
            LandBench.Figures figures = options.spark()
                    .with(folder.resolve("warehouse").toString(), w -> bench.run(w, round -> options.say(line(round))));
            options.output()
                    .print(
                            figures,
                            f -> "median %,.0f messages/s over %d rounds; peak memory of the process %,d MiB"
                                    .formatted(f.medianMessagesPerSecond(), options.rounds() - 1, f.peakMebibytes()));
            boolean allLanded = figures.rounds().stream().allMatch(r -> r.landed() == options.messages());
            return allLanded ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    private String line(LandBench.Round round) {
        return "%5s %,10d KiB %8.1f %,12.0f%s"
                .formatted(
                        round.round() == 0 ? "warm" : round.round(),
                        round.bytes() / 1024,
                        round.seconds(),
                        round.messagesPerSecond(),
                        round.landed() == options.messages() ? "" : "  NOT ALL LANDED: " + round.landed());
    }
}
