package dev.vitals.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitals.cli.calibration.CalibrationBench;
import dev.vitals.cli.calibration.CalibrationBench.Calibration;
import dev.vitals.cli.calibration.CalibrationTable;
import dev.vitals.cli.coverage.CoverageBench;
import dev.vitals.cli.coverage.CoverageTable;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.sentiment.ChatSample;
import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.ScorerBenchmark;
import dev.vitals.sentiment.Scorers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast, measured here and now. */
@Command(
        name = "bench",
        description =
                "Measures landing (land) or scoring (score) on made-up chat, the nights of a small community in three ways, whose tables must be equal (nights), the steps of nights of ten million messages and the merging of a year (measure), how often intervals hold a known truth (coverage), how often the methods that compare arms call a difference where there is none (calibration), a test of two million units by 12 metrics in three variants (experiment), or what quiet nights, a planted raid and a planted brigade raise (alerts), and prints a table.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final long MOST_TEXTS = 400_000;

    /** What is measured. */
    enum Subject {
        LAND,
        SCORE,
        NIGHTS,
        MEASURE,
        COVERAGE,
        CALIBRATION,
        EXPERIMENT,
        ALERTS;

        private long messages() {
            return switch (this) {
                case MEASURE -> 10_000_000;
                case EXPERIMENT -> 2_000_000;
                default -> 3_000_000;
            };
        }

        private int rounds() {
            return this == MEASURE ? 2 : 4;
        }
    }

    /** The measured round and its rate. */
    record ScoreFigures(@JsonUnwrapped ScorerBenchmark.Result result, double messagesPerSecond) {}

    @Spec
    private CommandSpec command;

    @Mixin
    private SparkOptions spark;

    @Mixin
    private OutputOptions output;

    @Parameters(
            arity = "1",
            paramLabel = "SUBJECT",
            description = "land, score, nights, measure, coverage, calibration, experiment or alerts")
    private Subject subject;

    @Option(
            names = "--messages",
            description =
                    "Messages a round; score takes 400000 at most. Without it 3000000, of measure 10000000. Units, of experiment: without it 2000000.")
    private Long givenMessages;

    @Option(
            names = "--rounds",
            description = "Rounds, of land the first one a warm-up, of measure nights. Without it 4, of measure 2.")
    private Integer givenRounds;

    private long messages;
    private int rounds;

    @Option(names = "--days", defaultValue = "28", description = "Nights, of nights. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(
            names = "--samples",
            description =
                    "Samples of each kind of KPI, of coverage; pairs of arms of each kind, of calibration. Without it 4000 and 2000.")
    private Integer givenSamples;

    @Option(names = "--seed", defaultValue = "20260105", description = "Community of alerts. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws IOException {
        messages = givenMessages == null ? subject.messages() : givenMessages;
        rounds = givenRounds == null ? subject.rounds() : givenRounds;
        if (days < 1) {
            throw new ParameterException(
                    command.commandLine(), "There is no night in " + days + " days. Take one at least.");
        }
        int least = subject == Subject.LAND ? 2 : 1;
        if (messages < 1 || rounds < least) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is nothing to measure in %d rounds of %d messages. Take a message and %d rounds at least."
                            .formatted(rounds, messages, least));
        }
        return switch (subject) {
            case SCORE -> score();
            case LAND -> land();
            case NIGHTS -> nights();
            case MEASURE -> measure();
            case COVERAGE -> coverage();
            case CALIBRATION -> calibration();
            case EXPERIMENT -> experiment();
            case ALERTS -> alerts();
        };
    }

    private Integer score() {
        Scorer scorer = Scorers.from(System.getenv());
        List<String> texts = ChatSample.texts((int) Math.min(messages, MOST_TEXTS), 1);
        ScorerBenchmark.Result result =
                ScorerBenchmark.of(scorer, System::nanoTime).run(texts, rounds);
        output.print(
                new ScoreFigures(result, result.messagesPerSecond()),
                f -> f.result().line());
        return ExitCode.FINE;
    }

    private Integer land() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            LandBench bench = new LandBench(folder, messages, rounds);
            say(
                    "Landing %,d chat messages a round from neutral NDJSON: read, typed, pseudonymised, scored, deduplicated, committed."
                            .formatted(messages));
            say("%d cores, heap %,d MiB".formatted(LandBench.cores(), LandBench.heapMebibytes()));
            say("round      bytes    seconds   messages/s");
            bench.prepare();
            LandBench.Figures figures =
                    spark.with(folder.resolve("warehouse").toString(), w -> bench.run(w, round -> say(line(round))));
            output.print(
                    figures,
                    f -> "median %,.0f messages/s over %d rounds; peak memory of the process %,d MiB"
                            .formatted(f.medianMessagesPerSecond(), rounds - 1, f.peakMebibytes()));
            boolean allLanded = figures.rounds().stream().allMatch(r -> r.landed() == messages);
            return allLanded ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    private Integer nights() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            say("%d nights of a small community. %d cores, heap %,d MiB"
                    .formatted(days, LandBench.cores(), LandBench.heapMebibytes()));
            NightsBench.Figures figures = spark.with(
                    folder.resolve("one-by-one").toString(),
                    w -> new NightsBench(folder, days)
                            .run(w, n -> say("%-16s %s %6.1f s".formatted(n.way(), n.date(), n.seconds()))));
            output.print(figures, BenchCommand::text);
            return figures.differences().isEmpty() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    private Integer experiment() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            ExperimentBench.Figures figures = spark.with(
                    folder.resolve("warehouse").toString(), w -> new ExperimentBench(folder, messages, rounds).run(w));
            output.print(
                    figures,
                    f ->
                            "%,d units, %d metrics with their past, %d effects from Delta; %d cores, heap %,d MiB; seconds by round: %s"
                                    .formatted(
                                            f.units(),
                                            f.metrics(),
                                            f.effects(),
                                            f.cores(),
                                            f.heapMebibytes(),
                                            f.seconds().stream()
                                                    .map("%.1f"::formatted)
                                                    .collect(Collectors.joining(", "))));
            return ExitCode.FINE;
        } finally {
            Folders.delete(folder);
        }
    }

    private Integer measure() throws IOException {
        if (messages > Integer.MAX_VALUE) {
            throw new ParameterException(
                    command.commandLine(),
                    "A night of %,d messages is too large to make up. Take %,d at most."
                            .formatted(messages, Integer.MAX_VALUE));
        }
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            say("Nights of %,d chat messages, step by step. %d cores, heap %,d MiB"
                    .formatted(messages, LandBench.cores(), LandBench.heapMebibytes()));
            say("night             chat    reports enforcement   land s refine s measure s    numbers");
            MeasureBench.Figures figures = spark.with(
                    folder.resolve("warehouse").toString(),
                    w -> new MeasureBench(folder, messages, rounds).run(w, night -> say(line(night))));
            output.print(figures, f -> text(f.whole()) + "\n" + text(f.slices()));
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

    private Integer coverage() {
        int each = samples(4000);
        say(CoverageTable.head(each));
        List<CoverageBench.Coverage> all =
                new CoverageBench(KpiCatalogue.load(), each).run(c -> say(CoverageTable.line(c)));
        output.print(all, CoverageTable::summary);
        boolean allKeep = all.stream().allMatch(c -> c.keepsItsWord() || c.isOneSided());
        return allKeep ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }

    private Integer calibration() {
        int each = samples(2000);
        say(CalibrationTable.head(each));
        List<Calibration> all = new CalibrationBench(each).run(c -> say(CalibrationTable.line(c)));
        output.print(all, CalibrationTable::summary);
        return all.stream().allMatch(Calibration::keepsItsWord) ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }

    private int samples(int usual) {
        int samples = givenSamples == null ? usual : givenSamples;
        if (samples < 1) {
            throw new ParameterException(
                    command.commandLine(), "There is nothing to count in " + samples + " samples. Take one at least.");
        }
        return samples;
    }

    private Integer alerts() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            say("%d quiet nights of a small community, then a raid and a brigade.".formatted(AlertsBench.QUIET_NIGHTS));
            AlertsBench.Figures figures = spark.with(
                    folder.resolve("warehouse").toString(),
                    w -> new AlertsBench(folder).run(w, seed, night -> say(line(night))));
            output.print(figures, BenchCommand::text);
            return figures.keepsItsWord() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    private static String line(AlertsBench.Night night) {
        return night.date()
                + (night.alerts().isEmpty() ? "  quiet" : "")
                + night.alerts().stream()
                        .map(alert -> "\n  " + AlertText.of(alert))
                        .collect(Collectors.joining());
    }

    private static String text(AlertsBench.Figures figures) {
        String plants = figures.plants().stream()
                .map(plant -> "%s of %s: %s, %d alerts of its day, %d of them name it"
                        .formatted(
                                plant.kind(),
                                plant.date(),
                                plant.incidents() == 1
                                        ? "found as an incident"
                                        : "NOT ONE INCIDENT but " + plant.incidents(),
                                plant.alerts(),
                                plant.explained()))
                .collect(Collectors.joining("\n"));
        return "%d false alerts in %d quiet nights, in %d of them; %d incidents that nobody planted%n%s%n%.0f s for %d days"
                .formatted(
                        figures.falseAlerts(),
                        figures.quietNights(),
                        figures.falseNights(),
                        figures.otherIncidents(),
                        plants,
                        figures.seconds(),
                        figures.days());
    }

    private static String text(NightsBench.Figures figures) {
        String equality = figures.differences().isEmpty()
                ? "%,d rows of %d tables are the same, one by one, in another order and at once with every file twice"
                        .formatted(figures.rows(), figures.tables())
                : "NOT THE SAME: " + String.join("; ", figures.differences());
        return "median night %.1f s one by one, %.1f s in another order; all at once %.1f s%n%s"
                .formatted(
                        figures.medianSeconds(NightsBench.ONE_BY_ONE),
                        figures.medianSeconds(NightsBench.SHUFFLED),
                        figures.backfillSeconds(),
                        equality);
    }

    private String line(LandBench.Round round) {
        return "%5s %,10d KiB %8.1f %,12.0f%s"
                .formatted(
                        round.round() == 0 ? "warm" : round.round(),
                        round.bytes() / 1024,
                        round.seconds(),
                        round.messagesPerSecond(),
                        round.landed() == messages ? "" : "  NOT ALL LANDED: " + round.landed());
    }

    /** The table grows while it is measured; JSON comes at the end, in one piece. */
    private void say(String line) {
        if (!output.isJson()) {
            System.out.println(line);
        }
    }
}
