package dev.vitals.cli;

import dev.vitals.cli.faults.FaultsBench;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
                "Measures landing (land) or scoring (score) on made-up chat, the nights of a small community in three ways, whose tables must be equal (nights), the steps of nights of ten million messages and the merging of a year (measure), one such night end to end beside others who do the same work (night), how often intervals hold a known truth (coverage), how often the methods that compare arms call a difference where there is none (calibration), a test of two million units by 12 metrics in three variants (experiment), what quiet nights, a planted raid and a planted brigade raise (alerts), whether changed lines make landing crash, hang or lose them (fuzz), or whether nights that are killed, started twice, or lose an executor or the room on disk leave what undisturbed ones leave (faults), and prints a table.",
        footer = {
            "",
            "The launcher also knows \"bench hot\": the hot loops of parser, scorer, pseudonyms and states, measured with JMH, for which further words are. It needs Maven, because they are among the tests."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    /** What is measured. */
    enum Subject {
        LAND,
        SCORE,
        NIGHTS,
        MEASURE,
        NIGHT,
        COVERAGE,
        CALIBRATION,
        EXPERIMENT,
        ALERTS,
        FUZZ,
        FAULTS;

        private long messages() {
            return switch (this) {
                case MEASURE, NIGHT -> 10_000_000;
                case EXPERIMENT -> 2_000_000;
                default -> 3_000_000;
            };
        }

        private int rounds() {
            return switch (this) {
                case MEASURE -> 2;
                case NIGHT -> 1;
                default -> 4;
            };
        }
    }

    @Spec
    private CommandSpec command;

    @Mixin
    private SparkOptions spark;

    @Mixin
    private OutputOptions output;

    @Parameters(
            arity = "1",
            paramLabel = "SUBJECT",
            description =
                    "land, score, nights, measure, night, coverage, calibration, experiment, alerts, fuzz or faults")
    private Subject subject;

    @Option(
            names = "--messages",
            split = ",",
            description =
                    "Messages a round; score takes 400000 at most, night several numbers. Without it 3000000, of measure and night 10000000. Units, of experiment: without it 2000000.")
    private List<Long> givenMessages;

    @Option(
            names = "--rounds",
            description =
                    "Rounds, of land the first one a warm-up, of measure and night nights. Without it 4, of measure 2, of night 1.")
    private Integer givenRounds;

    @Option(names = "--days", defaultValue = "28", description = "Nights, of nights. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(
            names = "--samples",
            description =
                    "Samples of each kind of KPI, of coverage; pairs of arms of each kind, of calibration. Without it 4000 and 2000.")
    private Integer givenSamples;

    @Option(
            names = "--seed",
            defaultValue = "20260105",
            description = "Community of alerts, changes of fuzz, moments of faults. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--lines",
            defaultValue = "10000000",
            description = "Changed lines, of fuzz. Default: ${DEFAULT-VALUE}")
    private long lines;

    @Option(
            names = "--kills",
            defaultValue = "200",
            description = "Kills of a verb, of faults, spread over its phases. Default: ${DEFAULT-VALUE}")
    private int kills;

    @Option(
            names = "--doubles",
            defaultValue = "50",
            description = "Nights that are started twice at once, of faults. Default: ${DEFAULT-VALUE}")
    private int doubles;

    @Option(
            names = "--executors",
            defaultValue = "20",
            description = "Nights on a cluster that lose an executor, of faults. Default: ${DEFAULT-VALUE}")
    private int executors;

    @Option(
            names = "--disk",
            defaultValue = "20",
            description = "Nights whose disk is full, of faults. Default: ${DEFAULT-VALUE}")
    private int disks;

    @Mixin
    private NightBenchOptions night;

    @Override
    public Integer call() throws IOException {
        List<Long> nights = givenMessages == null ? List.of(subject.messages()) : givenMessages;
        if (nights.size() != 1 && subject != Subject.NIGHT) {
            throw new ParameterException(
                    command.commandLine(), "Only night takes several numbers of messages; name one with --messages.");
        }
        long messages = nights.get(0);
        int rounds = givenRounds == null ? subject.rounds() : givenRounds;
        if (days < 1) {
            throw new ParameterException(
                    command.commandLine(), "There is no night in " + days + " days. Take one at least.");
        }
        if (lines < 1) {
            throw new ParameterException(
                    command.commandLine(), "There is nothing to read in " + lines + " lines. Take one at least.");
        }
        int least = subject == Subject.LAND ? 2 : 1;
        if (messages < 1 || rounds < least) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is nothing to measure in %d rounds of %d messages. Take a message and %d rounds at least."
                            .formatted(rounds, messages, least));
        }
        BenchOptions options = new BenchOptions(
                command,
                spark,
                output,
                messages,
                rounds,
                days,
                givenSamples,
                seed,
                lines,
                new FaultsBench.Plan(kills, doubles, executors, disks));
        return switch (subject) {
            case SCORE -> new ScoreBenchVerb(options).run();
            case LAND -> new LandBenchVerb(options).run();
            case NIGHTS -> new NightsBenchVerb(options).run();
            case MEASURE -> new MeasureBenchVerb(options).run();
            case NIGHT -> new NightBenchVerb(options, night.plan(command, nights, rounds), night.charts()).run();
            case COVERAGE -> new CoverageBenchVerb(options).run();
            case CALIBRATION -> new CalibrationBenchVerb(options).run();
            case EXPERIMENT -> new ExperimentBenchVerb(options).run();
            case ALERTS -> new AlertsBenchVerb(options).run();
            case FUZZ -> new FuzzBenchVerb(options).run();
            case FAULTS -> new FaultsBenchVerb(options).run();
        };
    }
}
