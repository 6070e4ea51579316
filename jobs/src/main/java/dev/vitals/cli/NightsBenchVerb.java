package dev.vitals.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code bench nights}: nights in three ways, whose tables must be equal. */
final class NightsBenchVerb {
    private final BenchOptions options;

    NightsBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            options.say("%d nights of a small community. %d cores, heap %,d MiB"
                    .formatted(options.days(), LandBench.cores(), LandBench.heapMebibytes()));
            NightsBench.Figures figures = options.spark()
                    .with(
                            folder.resolve("one-by-one").toString(),
                            w -> new NightsBench(folder, options.days())
                                    .run(
                                            w,
                                            n -> options.say(
                                                    "%-16s %s %6.1f s".formatted(n.way(), n.date(), n.seconds()))));
            options.output().print(figures, NightsBenchVerb::text);
            return figures.differences().isEmpty() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    private static String text(NightsBench.Figures figures) {
        String equality = figures.differences().isEmpty()
                ? "%,d rows of %d tables are the same, one by one, in another order and at once with every file twice"
                        .formatted(figures.rows(), figures.tables())
                : "NOT THE SAME: " + String.join("; ", figures.differences());
        return "median night %.1f s one by one, %.1f s in another order; all at once %.1f s%n%s"
                .formatted(
                        figures.medianSeconds(NightsBench.ONE_BY_ONE),
                        figures.medianSeconds(NightsBench.SHUFFLED),
                        figures.backfillSeconds(),
                        equality);
    }
}
