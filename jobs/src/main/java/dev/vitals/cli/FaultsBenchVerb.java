package dev.vitals.cli;

import dev.vitals.cli.faults.FaultsBench;
import dev.vitals.cli.faults.FaultsTable;
import dev.vitals.cli.faults.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code bench faults}: whether anything is lost or doubled when nights are killed, doubled, or short of something. */
final class FaultsBenchVerb {
    /** For a few rows compiling takes longer than interpreting. */
    private static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private final BenchOptions options;

    FaultsBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            options.say("Nights of a little community, of which each trial has a copy. %d cores, heap %,d MiB"
                    .formatted(LandBench.cores(), LandBench.heapMebibytes()));
            List<Trial> trials = options.spark()
                    .with(
                            folder.resolve("session").toString(),
                            INTERPRETED,
                            w -> new FaultsBench(
                                            folder, w, options.seed(), trial -> options.say(FaultsTable.line(trial)))
                                    .run(options.faults()));
            options.output().print(trials, FaultsTable::of);
            return trials.stream().allMatch(Trial::isEqual) ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
        }
    }
}
