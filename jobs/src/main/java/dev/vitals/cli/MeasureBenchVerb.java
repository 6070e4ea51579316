package dev.vitals.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ParameterException;

/** {@code bench measure}: the steps of large nights, and the merging of a year. */
final class MeasureBenchVerb {
    private final BenchOptions options;

    MeasureBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() throws IOException {
        if (options.messages() > Integer.MAX_VALUE) {
            throw new ParameterException(
                    options.command().commandLine(),
                    "A night of %,d messages is too large to make up. Take %,d at most."
                            .formatted(options.messages(), Integer.MAX_VALUE));
        }
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            options.say("Nights of %,d chat messages, step by step. %d cores, heap %,d MiB"
                    .formatted(options.messages(), LandBench.cores(), LandBench.heapMebibytes()));
            options.say("night             chat    reports enforcement   land s refine s measure s    numbers");
            MeasureBench.Figures figures = options.spark()
                    .with(
                            folder.resolve("warehouse").toString(),
                            w -> new MeasureBench(folder, options.messages(), options.rounds())
                                    .run(w, night -> options.say(line(night))));
            options.output().print(figures, f -> text(f.whole()) + "\n" + text(f.slices()));
            return ExitCode.FINE;
        } finally {
            Folders.delete(folder);
        }
    }

    private static String line(MeasureBench.Night n) {
        return "%s %,11d %,10d %,11d %8.1f %8.1f %9.1f %,10d"
                .formatted(
                        n.date(),
                        n.chat(),
                        n.reports(),
                        n.enforcement(),
                        n.land(),
                        n.refine(),
                        n.measure(),
                        n.numbers());
    }

    private static String text(MeasureBench.Merge merge) {
        return "%,d states of %d days %s merged to %,d numbers of a year in %.1f s"
                .formatted(merge.states(), merge.days(), merge.of(), merge.numbers(), merge.seconds());
    }
}
