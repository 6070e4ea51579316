package dev.vitals.cli;

import dev.vitals.job.Job;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.SanctionBulk;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.SqlQueries;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs nights of a large community step by step, landing, refining, measuring, and merges the states of a day as if they
 * were those of a year.
 */
final class MeasureBench {
    private static final byte[] KEY = "benchmark-pseudonym-key".getBytes(StandardCharsets.UTF_8);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final int CHANNELS = 1_000;
    /** Messages for each report; with what happens to it in the next days it makes some four events. */
    private static final long MESSAGES_A_REPORT = 400;

    /** Messages for each sanction of a bot, beside those that reports lead to. */
    private static final long MESSAGES_A_SANCTION = 55;

    private static final int YEAR = 365;

    private final Path folder;
    private final long messages;
    private final int nights;

    /** @param messages chat messages of a night */
    MeasureBench(Path folder, long messages, int nights) {
        this.folder = folder;
        this.messages = messages;
        this.nights = nights;
    }

    /**
     * A night: events that landed in it, and seconds of each step.
     *
     * @param measure seconds from refined facts to published numbers, weeks and alerts included
     * @param numbers daily numbers in gold after it
     */
    record Night(
            LocalDate date,
            long chat,
            long reports,
            long enforcement,
            double land,
            double refine,
            double measure,
            long numbers) {}

    /**
     * A day's states merged a year's length of times.
     *
     * @param of which states, in words
     * @param states states that were merged
     * @param numbers numbers that came out
     */
    record Merge(String of, int days, long states, int numbers, double seconds) {}

    /** What was measured. */
    record Figures(int cores, long heapMebibytes, List<Night> nights, Merge whole, Merge slices) {}

    Figures run(Warehouse warehouse, Consumer<Night> listener) {
        CommunitySpec spec = CommunitySpec.sized(
                FIRST, nights, CHANNELS, Math.toIntExact(messages), Math.toIntExact(messages / MESSAGES_A_REPORT));
        Community.of(spec).write(folder.resolve("community"), (done, total, lines) -> {});
        for (int night = 0; night < nights; night++) {
            new SanctionBulk(spec, FIRST.plusDays(night), Math.toIntExact(messages / MESSAGES_A_SANCTION))
                    .write(folder.resolve("community"));
        }
        List<Night> measured = new ArrayList<>();
        for (int night = 0; night < nights; night++) {
            Night result = night(warehouse, FIRST.plusDays(night));
            listener.accept(result);
            measured.add(result);
        }
        List<Cell> day = new GoldReader(warehouse)
                        .dailyOf(KpiCatalogue.load().kpis().stream()
                                .map(KpiDefinition::id)
                                .toList())
                        .stream()
                        .filter(cell -> cell.date().equals(FIRST) && cell.state() != null)
                        .toList();
        List<Cell> whole = day.stream().filter(cell -> cell.slice().isEmpty()).toList();
        merge("", whole);
        return new Figures(
                LandBench.cores(),
                LandBench.heapMebibytes(),
                measured,
                merge("of all slices together", whole),
                merge("of every slice", day));
    }

    private Night night(Warehouse warehouse, LocalDate date) {
        Path landing = folder.resolve("landing");
        deliver(landing, date);
        WarehouseRuns runs = RunCommand.runs(warehouse, Progress.SILENT);
        double land = seconds(() -> runs.land(LandingOptions.standard(warehouse, KEY), landing.toString(), date));
        double refine = seconds(
                () -> runs.refine(date, RefineJobs.all().stream().map(Job::name).collect(Collectors.toSet())));
        double measure = seconds(() -> runs.measure(date));
        return new Night(
                date,
                events(warehouse, date, "chat_message"),
                events(warehouse, date, "report_event"),
                events(warehouse, date, "enforcement_event"),
                land,
                refine,
                measure,
                count(warehouse, "SELECT count(*) FROM gold.kpi_daily"));
    }

    private static long events(Warehouse warehouse, LocalDate date, String table) {
        return count(warehouse, "SELECT count(*) FROM bronze.%s WHERE event_date = DATE'%s'".formatted(table, date));
    }

    private static long count(Warehouse warehouse, String query) {
        return SqlRow.of(new SqlQueries(warehouse), query)
                .map(row -> row.whole(0))
                .findFirst()
                .orElseThrow();
    }

    private void deliver(Path landing, LocalDate date) {
        Path to = landing.resolve("vitals").resolve(date.toString());
        try {
            Files.createDirectories(to.getParent());
            Files.move(folder.resolve("community/landing/vitals").resolve(date.toString()), to);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't deliver the files of " + date, e);
        }
    }

    /** Merges the states of a day with themselves, under the dates of a year. */
    private static Merge merge(String of, List<Cell> day) {
        Map<String, KpiDefinition> kpis = KpiCatalogue.load().kpis().stream()
                .collect(Collectors.toMap(KpiDefinition::id, Function.identity(), (a, b) -> a, TreeMap::new));
        Periods.Period period = new Periods.Period(Periods.Kind.TRAILING_28D, FIRST, FIRST.plusDays(YEAR - 1L));
        List<Cell> states = new ArrayList<>();
        for (Cell cell : day) {
            for (int i = 0; i < YEAR; i++) {
                states.add(new Cell(
                        cell.kpi(),
                        cell.kpiVersion(),
                        FIRST.plusDays(i),
                        cell.slice(),
                        cell.estimate(),
                        cell.isSmall(),
                        cell.isMature(),
                        cell.asOf(),
                        cell.state(),
                        cell.people(),
                        cell.clusters()));
            }
        }
        int[] numbers = new int[1];
        double seconds =
                seconds(() -> numbers[0] = Periods.merge(period, kpis, states).size());
        return new Merge(of, YEAR, states.size(), numbers[0], seconds);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }
}
