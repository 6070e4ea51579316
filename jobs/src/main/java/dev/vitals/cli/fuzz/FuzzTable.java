package dev.vitals.cli.fuzz;

import dev.vitals.cli.fuzz.FuzzBench.Figures;
import dev.vitals.cli.fuzz.FuzzBench.Result;

/** The table of a {@link FuzzBench}, line by line. */
public final class FuzzTable {
    private FuzzTable() {}

    /** What is done, and the names of the columns. */
    public static String head(long lines, long seed) {
        return "%,d changed lines from seed %d, one by one and in whole, packed and damaged files.%n"
                        .formatted(lines, seed)
                + "%-16s %12s %9s %12s %12s %12s %10s %9s %11s"
                        .formatted(
                                "source",
                                "lines",
                                "files",
                                "landed",
                                "quarantined",
                                "ignored",
                                "blank",
                                "outcomes",
                                "lines/s");
    }

    /** A source. */
    public static String line(Figures f) {
        return "%-16s %,12d %,9d %,12d %,12d %,12d %,10d %,9d %,11.0f%s"
                .formatted(
                        f.source(),
                        f.lines(),
                        f.files(),
                        f.landed(),
                        f.quarantined(),
                        f.ignored(),
                        f.blank(),
                        f.outcomes(),
                        f.linesPerSecond(),
                        f.addsUp() ? "" : "  DOES NOT ADD UP");
    }

    /** Whether every line was accounted for, or the one that was not. */
    public static String summary(Result result) {
        if (result.failure().isPresent()) {
            return "FAILED " + result.failure().get().text();
        }
        long lines = result.figures().stream().mapToLong(Figures::lines).sum();
        long files = result.figures().stream().mapToLong(Figures::files).sum();
        return result.isSound()
                ? "no crash, no hang, no line unaccounted for in %,d lines and %,d files".formatted(lines, files)
                : "LINES ARE NOT ACCOUNTED FOR";
    }
}
