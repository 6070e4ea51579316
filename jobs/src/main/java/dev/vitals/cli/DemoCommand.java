package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.report.Period;
import dev.vitals.report.ReportWriter;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.Landing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: from nothing to a report, through the same code as a real night. */
@Command(
        name = "demo",
        description =
                "Generates four weeks of a synthetic community, lands and measures them night by night at the end, and writes the weekly report.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    /** No secret: the people of the demo are made up, and everybody gets the same demo. */
    private static final byte[] DEMO_KEY = "demo-pseudonym-key-no-secret".getBytes(StandardCharsets.UTF_8);

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--out",
            defaultValue = ".vitals/demo",
            paramLabel = "FOLDER",
            description = "Replaced. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Option(names = "--days", defaultValue = "28", description = "Days. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(names = "--channels", defaultValue = "60", description = "Channels. Default: ${DEFAULT-VALUE}")
    private int channels;

    @Option(names = "--messages", defaultValue = "50000", description = "Messages a day. Default: ${DEFAULT-VALUE}")
    private int messages;

    @Option(names = "--reports", defaultValue = "1000", description = "Reports a day. Default: ${DEFAULT-VALUE}")
    private int reports;

    @Option(
            names = "--nights",
            defaultValue = "3",
            description =
                    "Last days that are run night by night; those before are delivered at once. Default: ${DEFAULT-VALUE}")
    private int nights;

    private final LocalDate from = LocalDate.of(2026, 1, 5);

    @Override
    public Integer call() throws IOException {
        Progress progress = output.progress();
        deleteFolder(out);
        Path delivered = out.resolve("landing");
        Path waiting = out.resolve("delivery");
        Community.of(CommunitySpec.sized(from, days, channels, messages, reports))
                .write(
                        waiting,
                        (done, total, lines) -> progress.at("generate, %,d lines".formatted(lines), done, total));
        Files.move(waiting.resolve("truth"), out.resolve("truth"));

        Path file;
        try (Warehouse warehouse = Warehouse.open(
                out.resolve("warehouse").toAbsolutePath().toString(), Contracts.load(), null, Map.of())) {
            runNights(warehouse, waiting.resolve("landing"), delivered);
            ReportData data = new ReportData(warehouse);
            Files.createDirectories(out.resolve("reports"));
            file = ReportWriter.write(
                    data.read(ReportCommand.lastWhole(Period.Kind.WEEK, data.asOf())), out.resolve("reports"));
        }
        output.print(file.toString(), f -> """
                The demo is ready.
                  report      %s
                  warehouse   %s
                  truth       %s
                Open the report from disk, or look around:
                  ./vitals query "select date, value, ci_low, ci_high from gold.kpi_daily where kpi = 'time_to_resolution' and slice_key = 'all' and estimate = 'p50' order by date" --warehouse %s
                  ./vitals tables --warehouse %s""".formatted(
                f, out.resolve("warehouse"), out.resolve("truth"), out.resolve("warehouse"), out.resolve("warehouse")));
        return ExitCode.FINE;
    }

    /** Everything but the last nights at once, then night by night, so that late events restate what was published. */
    private void runNights(Warehouse warehouse, Path waiting, Path delivered) throws IOException {
        LocalDate last = from.plusDays(days - 1L);
        LocalDate night = last.minusDays(Math.min(nights, days - 1));
        Landing landing = LandingOptions.standard(warehouse, DEMO_KEY);
        while (!night.isAfter(last)) {
            deliver(waiting, delivered, night);
            WarehouseRuns.Summary summary = RunCommand.runs(warehouse, output)
                    .run(landing, delivered.toAbsolutePath().toString(), night);
            if (!output.isJson()) {
                System.err.println(RunText.of(summary));
            }
            night = night.plusDays(1);
        }
    }

    /** Moves what is due by the night into the landing folder. */
    private static void deliver(Path waiting, Path delivered, LocalDate night) throws IOException {
        try (Stream<Path> sources = Files.list(waiting)) {
            for (Path source : sources.sorted().toList()) {
                Path target = Files.createDirectories(
                        delivered.resolve(source.getFileName().toString()));
                List<Path> due;
                try (Stream<Path> folders = Files.list(source)) {
                    due = folders.filter(f ->
                                    !LocalDate.parse(f.getFileName().toString()).isAfter(night))
                            .sorted()
                            .toList();
                }
                for (Path folder : due) {
                    Files.move(folder, target.resolve(folder.getFileName().toString()));
                }
            }
        }
    }

    static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException("Can't replace the old demo in " + folder, e);
                }
            });
        }
    }
}
