package dev.vitals.cli;

import dev.vitals.cli.fuzz.FuzzBench;
import dev.vitals.cli.fuzz.FuzzTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code bench fuzz}: whether anything that a line may hold makes landing crash, hang or lose it. */
final class FuzzBenchVerb {
    private final BenchOptions options;

    FuzzBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            options.say(FuzzTable.head(options.lines(), options.seed()));
            FuzzBench.Result result = FuzzBench.of(
                            options.lines(),
                            options.seed(),
                            Runtime.getRuntime().availableProcessors())
                    .run(folder, figures -> options.say(FuzzTable.line(figures)));
            options.output().print(result, FuzzTable::summary);
            return result.isSound() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } finally {
            Folders.delete(folder);
        }
    }
}
