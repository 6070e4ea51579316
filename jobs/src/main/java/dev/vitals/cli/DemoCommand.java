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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: from nothing to a report, through the same code as a real night. */
@Command(
        name = "demo",
        description =
                "Generates four weeks of a synthetic community, lands and measures them, the last day as a night of its own, and writes the weekly report.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int DAYS_OF_A_WEEK = 7;

    /** No secret: the people of the demo are made up, and everybody gets the same demo. */
    private static final byte[] DEMO_KEY = "demo-pseudonym-key-no-secret".getBytes(StandardCharsets.UTF_8);

    /** Tells a demo from anything else that a person may keep in a folder. */
    private static final String MARKER = ".vitals-demo";

    @Spec
    private CommandSpec command;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--out",
            defaultValue = ".vitals/demo",
            paramLabel = "FOLDER",
            description = "Empty, absent, or an earlier demo, which is replaced. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Option(names = "--days", defaultValue = "28", description = "Days. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(names = "--channels", defaultValue = "60", description = "Channels. Default: ${DEFAULT-VALUE}")
    private int channels;

    @Option(names = "--messages", defaultValue = "50000", description = "Messages a day. Default: ${DEFAULT-VALUE}")
    private int messages;

    @Option(
            names = {"--reports-per-day", "--reports"},
            defaultValue = "1000",
            description = "Reports a day. Default: ${DEFAULT-VALUE}")
    private int reports;

    @Option(
            names = "--nights",
            defaultValue = "1",
            description =
                    "Last days that are run night by night; those before are delivered at once. Default: ${DEFAULT-VALUE}")
    private int nights;

    private final LocalDate from = LocalDate.of(2026, 1, 5);

    @Override
    public Integer call() throws IOException {
        refuseToReplaceOtherThanADemo();
        if (days < DAYS_OF_A_WEEK) {
            throw new ParameterException(
                    command.commandLine(),
                    "--days is %d, but the demo ends with the report of a whole week: take 7 days at least."
                            .formatted(days));
        }
        CommunitySpec spec =
                GenerateCommand.usable(command, () -> CommunitySpec.sized(from, days, channels, messages, reports));
        Progress progress = output.progress();
        Folders.delete(out);
        Files.writeString(Files.createDirectories(out).resolve(MARKER), "Made by ./vitals demo, which replaces it.\n");
        Path delivered = out.resolve("landing");
        Path waiting = out.resolve("delivery");
        Community.of(spec)
                .write(
                        waiting,
                        (done, total, lines) -> progress.at("generate, %,d lines".formatted(lines), done, total));
        Files.move(waiting.resolve("truth"), out.resolve("truth"));

        Path file;
        try (Warehouse warehouse = Warehouse.open(
                out.resolve("warehouse").toAbsolutePath().toString(), Contracts.load(), null, Map.of())) {
            runNights(warehouse, waiting.resolve("landing"), delivered);
            file = ReportWriter.write(ReportCommand.lastWhole(Period.Kind.WEEK, warehouse), out.resolve("reports"));
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

    /** Everything but the last days at once, then night by night, so that late events restate what was published. */
    private void runNights(Warehouse warehouse, Path waiting, Path delivered) throws IOException {
        LocalDate last = from.plusDays(days - 1L);
        LocalDate night = last.minusDays(Math.min(nights, days - 1));
        Landing landing = LandingOptions.standard(warehouse, DEMO_KEY);
        while (!night.isAfter(last)) {
            deliver(waiting, delivered, night);
            WarehouseRuns.Summary summary = RunCommand.runs(warehouse, output.progress())
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

    private void refuseToReplaceOtherThanADemo() throws IOException {
        boolean isDemo = Files.exists(out.resolve(MARKER))
                // Demos of before the marker.
                || (Files.exists(out.resolve("truth/spec.json")) && Files.isDirectory(out.resolve("warehouse")));
        if (Files.exists(out) && !isDemo && !Folders.isEmpty(out)) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s holds something other than an earlier demo, which demo would delete; nothing was touched. Name another folder with --out, or empty this one first."
                            .formatted(out.toAbsolutePath()));
        }
    }
}
