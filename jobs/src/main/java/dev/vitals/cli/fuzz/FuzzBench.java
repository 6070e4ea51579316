package dev.vitals.cli.fuzz;

import dev.vitals.job.land.Adapters;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Changes known lines at random, those first that led to something new, and sends them through every adapter one by one and
 * in files: none may crash, hang, get lost or land in a way that its contract forbids.
 *
 * <p>What is new is told by the outcome alone: table, reason, field, closed words and which columns are filled. Nothing of
 * the product is instrumented. The same seed and number of lines give the same lines on any machine.
 */
public final class FuzzBench {
    /** Fixed, so that the lines do not depend on the machine. */
    private static final int STRANDS = 4;
    /** Of each type of line that the synthetic community writes. */
    private static final int MOST_OF_A_TYPE = 40;

    private final long lines;
    private final long seed;
    private final int threads;
    private final Supplier<Door> doors;
    private final long longestNanoseconds;

    private FuzzBench(long lines, long seed, int threads, Supplier<Door> doors, long longestNanoseconds) {
        this.lines = lines;
        this.seed = seed;
        this.threads = threads;
        this.doors = doors;
        this.longestNanoseconds = longestNanoseconds;
    }

    /** @param lines of all sources together */
    public static FuzzBench of(long lines, long seed, int threads) {
        return new FuzzBench(lines, seed, threads, Door::ofTheProduct, TimeUnit.SECONDS.toNanos(1));
    }

    /** The same through another door. */
    FuzzBench through(Supplier<Door> others) {
        return new FuzzBench(lines, seed, threads, others, longestNanoseconds);
    }

    /**
     * What became of the lines of a source.
     *
     * @param files how many files were read; their lines are among the lines
     * @param blank lines without content, which are not counted when they land
     * @param outcomes how many kinds of outcomes there were
     */
    public record Figures(
            String source,
            long lines,
            long files,
            long landed,
            long quarantined,
            long ignored,
            long blank,
            int outcomes,
            double linesPerSecond) {
        /** Whether what became of the lines adds up to them. */
        public boolean addsUp() {
            return landed + quarantined + ignored + blank == lines;
        }
    }

    /** All figures, or the first failure. */
    public record Result(List<Figures> figures, Optional<Failure> failure) {
        public boolean isSound() {
            return failure.isEmpty() && figures.stream().allMatch(Figures::addsUp);
        }
    }

    /**
     * Reads everything.
     *
     * @param scratch an empty folder, for the lines of a synthetic community
     */
    public Result run(Path scratch, Consumer<Figures> listener) throws IOException, InterruptedException {
        List<Seed> made = made(scratch);
        List<Figures> all = new ArrayList<>();
        for (String source : Adapters.sources()) {
            List<Seed> seeds = new ArrayList<>(Seed.of(source));
            seeds.addAll(source.equals("vitals") ? made : List.of());
            long share = Math.max(1, lines / Adapters.sources().size());
            ExecutorService workers = Executors.newFixedThreadPool(threads, work -> {
                Thread thread = new Thread(work, "fuzz");
                // A line that never ends must not keep the process.
                thread.setDaemon(true);
                return thread;
            });
            try {
                Figures figures = run(source, seeds, share, workers);
                listener.accept(figures);
                all.add(figures);
            } catch (Strand.Failed e) {
                return new Result(all, Optional.of(e.failure()));
            } finally {
                workers.shutdownNow();
            }
        }
        return new Result(all, Optional.empty());
    }

    private Figures run(String source, List<Seed> seeds, long share, ExecutorService workers)
            throws InterruptedException {
        long start = System.nanoTime();
        List<Watch> watches = new ArrayList<>();
        List<Future<Tally>> strands = new ArrayList<>();
        for (int i = 0; i < STRANDS; i++) {
            Watch watch = new Watch();
            long part = share * (i + 1) / STRANDS - share * i / STRANDS;
            watches.add(watch);
            strands.add(workers.submit(new Strand(source, seeds, seed, i, part, doors.get(), watch)));
        }
        Tally tally = new Tally();
        for (Future<Tally> strand : strands) {
            tally.add(finished(strand, watches, source));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Figures(
                source,
                tally.lines,
                tally.files,
                tally.landed,
                tally.quarantined,
                tally.ignored,
                tally.blank,
                tally.kinds.size(),
                tally.lines / seconds);
    }

    private Tally finished(Future<Tally> strand, List<Watch> watches, String source) throws InterruptedException {
        while (true) {
            try {
                return strand.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                for (Watch watch : watches) {
                    Failure failure = watch.hanging(source, seed, longestNanoseconds);
                    if (failure != null) {
                        throw new Strand.Failed(failure, e);
                    }
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Strand.Failed failed) {
                    throw failed;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Some lines of each type that the synthetic community writes. */
    private static List<Seed> made(Path scratch) throws IOException {
        Community.of(CommunitySpec.sized(LocalDate.of(2026, 1, 5), 2, 3, 300, 30))
                .write(scratch, Progress.silent());
        Map<String, Integer> counts = new HashMap<>();
        List<Seed> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.walk(scratch.resolve("landing"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String type = file.getFileName().toString().replaceAll("-.*", "");
                try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
                    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                        if (!line.isEmpty() && counts.merge(type, 1, Integer::sum) <= MOST_OF_A_TYPE) {
                            seeds.add(new Seed("a/file", null, line.getBytes(StandardCharsets.UTF_8)));
                        }
                    }
                }
            }
        }
        return seeds;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }
}
