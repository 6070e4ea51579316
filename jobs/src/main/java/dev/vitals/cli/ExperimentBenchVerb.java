package dev.vitals.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** {@code bench experiment}: a test of many units and metrics. */
final class ExperimentBenchVerb {
    private final BenchOptions options;

    ExperimentBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            ExperimentBench.Figures figures = options.spark()
                    .with(
                            folder.resolve("warehouse").toString(),
                            w -> new ExperimentBench(folder, options.messages(), options.rounds()).run(w));
            options.output()
                    .print(
                            figures,
                            f ->
                                    "%,d units, %d metrics with their past, %d effects from Delta; %d cores, heap %,d MiB; seconds by round: %s"
                                            .formatted(
                                                    f.units(),
                                                    f.metrics(),
                                                    f.effects(),
                                                    f.cores(),
                                                    f.heapMebibytes(),
                                                    f.seconds().stream()
                                                            .map("%.1f"::formatted)
                                                            .collect(Collectors.joining(", "))));
            return ExitCode.FINE;
        } finally {
            Folders.delete(folder);
        }
    }
}
