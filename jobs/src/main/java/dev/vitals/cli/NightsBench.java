package dev.vitals.cli;

import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseComparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs the nights of a small community one by one, in another order, and as one backfill of files that all came twice,
 * and compares the tables: the same events must give the same rows, whatever way they take.
 */
final class NightsBench {
    private static final byte[] KEY = "benchmark-pseudonym-key".getBytes(StandardCharsets.UTF_8);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int CHANNELS = 30;
    private static final int MESSAGES = 3_000;
    private static final int REPORTS = 200;

    private final Path folder;
    private final int days;

    NightsBench(Path folder, int days) {
        this.folder = folder;
        this.days = days;
    }

    /**
     * A night.
     *
     * @param way one by one, or in another order
     * @param date day that was delivered
     */
    record Night(String way, LocalDate date, double seconds) {}

    /**
     * What was measured.
     *
     * @param differences tables with a row that another way did not give, in words
     */
    record Figures(
            int days, List<Night> nights, double backfillSeconds, long rows, int tables, List<String> differences) {
        double medianSeconds(String way) {
            double[] seconds = nights.stream()
                    .filter(n -> n.way().equals(way))
                    .mapToDouble(Night::seconds)
                    .sorted()
                    .toArray();
            return seconds[seconds.length / 2];
        }
    }

    static final String ONE_BY_ONE = "one by one";
    static final String SHUFFLED = "in another order";
    private static final String AT_ONCE = "at once";

    Figures run(Warehouse oneByOne, Consumer<Night> listener) {
        Community.of(CommunitySpec.sized(FIRST, days, CHANNELS, MESSAGES, REPORTS))
                .write(folder.resolve("community"), (done, total, lines) -> {});
        List<Integer> order = IntStream.range(0, days).boxed().collect(Collectors.toList());
        List<Night> nights = new ArrayList<>(nights(oneByOne, ONE_BY_ONE, order, listener));
        Collections.shuffle(order, new Random(days));
        Warehouse shuffled = beside(oneByOne, "shuffled");
        nights.addAll(nights(shuffled, SHUFFLED, order, listener));
        Warehouse backfilled = beside(oneByOne, "backfilled");
        double backfill = backfill(backfilled);

        List<String> differences = new ArrayList<>();
        List<WarehouseComparison.Table> tables = WarehouseComparison.of(oneByOne, shuffled);
        differences.addAll(differences(tables, SHUFFLED));
        differences.addAll(differences(WarehouseComparison.of(oneByOne, backfilled), AT_ONCE));
        long rows = tables.stream().mapToLong(WarehouseComparison.Table::rows).sum();
        return new Figures(days, nights, backfill, rows, tables.size(), differences);
    }

    private Warehouse beside(Warehouse other, String name) {
        return Warehouse.at(other.spark(), folder.resolve(name).toString(), other.contracts());
    }

    private List<Night> nights(Warehouse warehouse, String way, List<Integer> order, Consumer<Night> listener) {
        List<Night> nights = new ArrayList<>();
        Path landing = folder.resolve("landing-" + way.replace(' ', '-'));
        for (int day : order) {
            LocalDate date = FIRST.plusDays(day);
            deliver(landing, date, date.toString());
            long start = System.nanoTime();
            RunCommand.runs(warehouse, Progress.SILENT)
                    .run(LandingOptions.standard(warehouse, KEY), landing.toString(), date);
            Night night = new Night(way, date, (System.nanoTime() - start) * 1e-9);
            listener.accept(night);
            nights.add(night);
        }
        return nights;
    }

    private double backfill(Warehouse warehouse) {
        Path landing = folder.resolve("landing-at-once");
        LocalDate last = FIRST.plusDays(days - 1L);
        FIRST.datesUntil(last.plusDays(1)).forEach(date -> {
            deliver(landing, date, date.toString());
            deliver(landing, date, "again-" + date);
        });
        long start = System.nanoTime();
        var runs = RunCommand.runs(warehouse, Progress.SILENT);
        runs.land(LandingOptions.standard(warehouse, KEY), landing.toString(), last);
        runs.backfill(FIRST, last);
        return (System.nanoTime() - start) * 1e-9;
    }

    private void deliver(Path landing, LocalDate date, String name) {
        Path from = folder.resolve("community/landing/vitals").resolve(date.toString());
        Path to = landing.resolve("vitals").resolve(name);
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't deliver " + from + " to " + to, e);
        }
    }

    private static List<String> differences(List<WarehouseComparison.Table> tables, String way) {
        return tables.stream()
                .filter(table -> !table.isEqual())
                .map(table -> "%s: %,d rows only one by one, %,d only %s"
                        .formatted(table.table(), table.onlyInFirst(), table.onlyInSecond(), way))
                .toList();
    }
}
