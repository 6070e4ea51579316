package dev.vitals.cli;

import dev.vitals.sentiment.ChatSample;
import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.ScorerBenchmark;
import dev.vitals.sentiment.Scorers;
import dev.vitals.simulate.ChatBulk;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: how fast, measured here and now. */
@Command(
        name = "bench",
        description = "Measures landing (land) or scoring (score) on made-up chat and prints a table.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final byte[] KEY = "benchmark-pseudonym-key".getBytes(StandardCharsets.UTF_8);
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    /** What is measured. */
    enum Subject {
        LAND,
        SCORE
    }

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Parameters(arity = "1", paramLabel = "SUBJECT", description = "land or score")
    private Subject subject;

    @Option(names = "--messages", defaultValue = "3000000", description = "Messages a round. Default: ${DEFAULT-VALUE}")
    private long messages;

    @Option(
            names = "--rounds",
            defaultValue = "4",
            description = "Rounds, the first one a warm-up. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        return subject == Subject.SCORE ? score() : land();
    }

    private Integer score() {
        Scorer scorer = Scorers.from(System.getenv());
        List<String> texts = ChatSample.texts((int) Math.min(messages, 400_000), 1);
        System.out.println(
                ScorerBenchmark.of(scorer, System::nanoTime).run(texts, rounds).line());
        return ExitCode.FINE;
    }

    /** Each round lands messages of another day, so that nothing is a duplicate of the round before. */
    private Integer land() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        System.out.printf(
                "Landing %,d chat messages a round from neutral NDJSON: read, typed, pseudonymised, scored, deduplicated, committed.%n",
                messages);
        System.out.printf(
                "%d cores, heap %,d MiB%n",
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20);
        System.out.println("round      bytes    seconds   messages/s");
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            new ChatBulk(round + 1L, DAY.plusDays(round), 1_000, messages, 4)
                    .write(folder.resolve("round-" + round), (done, total, lines) -> {});
        }
        warehouse.withAt(folder.resolve("warehouse").toString(), w -> {
            for (int round = 0; round < rounds; round++) {
                Path landing = folder.resolve("round-" + round).resolve("landing");
                Landing pass = LandingOptions.standard(w, KEY);
                long start = System.nanoTime();
                LandingReport report = RunCommand.runs(w, output).land(pass, landing.toString(), DAY.plusDays(round));
                double seconds = (System.nanoTime() - start) / 1e9;
                double rate = report.landed() / seconds;
                System.out.printf(
                        "%5s %,10d KiB %8.1f %,12.0f%s%n",
                        round == 0 ? "warm" : round,
                        bytes(landing) / 1024,
                        seconds,
                        rate,
                        report.landed() == messages ? "" : "  NOT ALL LANDED: " + report.landed());
                if (round > 0) {
                    rates.add(rate);
                }
            }
            return null;
        });
        rates.sort(null);
        System.out.printf(
                "median %,.0f messages/s over %d rounds; peak memory of the process %,d MiB%n",
                rates.isEmpty() ? Double.NaN : rates.get(rates.size() / 2), rates.size(), peakMemory());
        DemoCommand.deleteFolder(folder);
        return ExitCode.FINE;
    }

    private static long bytes(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.mapToLong(p -> p.toFile().isFile() ? p.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Peak resident memory in MiB as the kernel counts it, else the heap in use. */
    private static long peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                }
            }
        }
        return Runtime.getRuntime().totalMemory() >> 20;
    }
}
