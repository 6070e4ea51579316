package dev.vitals.cli;

import dev.vitals.simulate.ChatBulk;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lands made-up chat round by round, each round of another day, so that nothing is a duplicate of the round before. */
final class LandBench {
    private static final byte[] KEY = "benchmark-pseudonym-key".getBytes(StandardCharsets.UTF_8);
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    private final Path folder;
    private final long messages;
    private final int rounds;

    LandBench(Path folder, long messages, int rounds) {
        this.folder = folder;
        this.messages = messages;
        this.rounds = rounds;
    }

    /**
     * A round.
     *
     * @param round its number; round 0 is a warm-up and does not count
     */
    record Round(int round, long bytes, double seconds, long landed, double messagesPerSecond) {}

    /**
     * What was measured.
     *
     * @param messages messages of each round
     * @param heapMebibytes most that the heap may take
     * @param medianMessagesPerSecond without the warm-up
     * @param peakMebibytes peak memory of the process
     */
    record Figures(
            long messages,
            int cores,
            long heapMebibytes,
            List<Round> rounds,
            double medianMessagesPerSecond,
            long peakMebibytes) {}

    /** Writes the chat that the rounds land. */
    void prepare() {
        for (int round = 0; round < rounds; round++) {
            new ChatBulk(round + 1L, DAY.plusDays(round), 1_000, messages, 4)
                    .write(folderOf(round), (done, total, lines) -> {});
        }
    }

    Figures run(Warehouse warehouse, Consumer<Round> listener) {
        List<Round> results = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Round result = land(warehouse, round);
            listener.accept(result);
            results.add(result);
        }
        double[] rates = results.stream()
                .filter(r -> r.round() > 0)
                .mapToDouble(Round::messagesPerSecond)
                .sorted()
                .toArray();
        double median = (rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2;
        return new Figures(messages, cores(), heapMebibytes(), results, median, peakMebibytes());
    }

    private Round land(Warehouse warehouse, int round) {
        Path landing = folderOf(round).resolve("landing");
        Landing pass = LandingOptions.standard(warehouse, KEY);
        long start = System.nanoTime();
        LandingReport report =
                RunCommand.runs(warehouse, Progress.SILENT).land(pass, landing.toString(), DAY.plusDays(round));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round(round, bytes(landing), seconds, report.landed(), report.landed() / seconds);
    }

    private Path folderOf(int round) {
        return folder.resolve("round-" + round);
    }

    static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    static long heapMebibytes() {
        return Runtime.getRuntime().maxMemory() >> 20;
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(p -> p.toFile().isFile() ? p.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Peak resident memory as the kernel counts it, else the heap in use. */
    private static long peakMebibytes() {
        Path status = Path.of("/proc/self/status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException | RuntimeException notLinux) {
            return Runtime.getRuntime().totalMemory() >> 20;
        }
    }
}
