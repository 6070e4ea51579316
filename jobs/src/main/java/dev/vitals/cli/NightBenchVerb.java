package dev.vitals.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitals.cli.night.Engine;
import dev.vitals.cli.night.NightBench;
import dev.vitals.cli.night.NightChart;
import dev.vitals.cli.night.NightFigures;
import dev.vitals.cli.night.NightPlan;
import dev.vitals.cli.night.NightTable;
import dev.vitals.sentiment.ChatSample;
import dev.vitals.sentiment.ScorerBenchmark;
import dev.vitals.sentiment.Scorers;
import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code bench night}: one large night end to end, beside others who do the same work. */
final class NightBenchVerb {
    private static final int TEXTS = 100_000;
    private static final int ROUNDS = 3;

    private final BenchOptions options;
    private final NightPlan plan;
    private final Optional<Path> charts;

    /** @param charts folder for pictures */
    NightBenchVerb(BenchOptions options, NightPlan plan, Optional<Path> charts) {
        this.options = options;
        this.plan = plan;
        this.charts = charts;
    }

    /**
     * What was measured and where.
     *
     * @param scoredPerSecond messages that a core scores in a second: how fast the machine is
     */
    record Figures(double scoredPerSecond, @JsonUnwrapped NightFigures nights) {}

    Integer run() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        Thread whenBrokenOff = new Thread(() -> deleteQuietly(folder), "deletes nights");
        Runtime.getRuntime().addShutdownHook(whenBrokenOff);
        try {
            requireDisk(folder);
            double speed = speed();
            Engine engine = options.spark().engine();
            options.say(
                    "Large nights, each by a Java that has just started. %d cores, heap %,d MiB; a core scores %,.0f messages/s"
                            .formatted(LandBench.cores(), LandBench.heapMebibytes(), speed));
            NightFigures figures = new NightBench(folder, plan, engine, options::say).run();
            charts.ifPresent(to -> NightChart.write(figures, to).forEach(file -> options.say("Drew " + file)));
            options.output().print(new Figures(speed, figures), f -> NightTable.of(f.nights()));
            return figures.isEqual() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
            Runtime.getRuntime().removeShutdownHook(whenBrokenOff);
        }
    }

    /** Nights are gigabytes; whoever breaks the benchmark off should not have to look for them. */
    private static void deleteQuietly(Path folder) {
        try {
            // Processes that write there are being ended at the same time.
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            Folders.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("vitals: " + folder + " could not be deleted; delete it by hand. " + e.getMessage());
        }
    }

    private void requireDisk(Path folder) {
        long needed = plan.bytesNeeded();
        long free = NightBench.bytesFree(folder);
        options.say("Needs up to %,d MiB of disk in %s, of which %,d MiB are free"
                .formatted(needed >> 20, folder.getParent(), free >> 20));
        if (needed > free) {
            throw new WarehouseException(
                    "Nights of this size need up to %,d MiB of disk, but in %s are %,d MiB free. Free some, name another folder with VITALS_JAVA_OPTS=-Djava.io.tmpdir=FOLDER, or take fewer --messages, --history or --contestants."
                            .formatted(needed >> 20, folder.getParent(), free >> 20));
        }
    }

    private static double speed() {
        return ScorerBenchmark.of(Scorers.from(System.getenv()), System::nanoTime)
                .run(ChatSample.texts(TEXTS, 1), ROUNDS)
                .messagesPerSecond();
    }
}
