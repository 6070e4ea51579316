package dev.vitals.cli;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readout.Interval;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readouts;
import dev.vitals.report.WholeFiles;
import dev.vitals.warehouse.UnitTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code experiment readout}: the effects of a test, from summaries in its file or rows of its units; needs no warehouse. */
@Command(
        name = "readout",
        description =
                "Says what a test showed, from the summaries (n, mean, variance) in its file or from a CSV, Parquet or Delta table of its units: each metric's effect with interval, p-values for the whole family, guardrails against their margins. Ends with code 3 when the units are not split as planned. jobs/docs/experiments.md says what the file and the JSON hold.",
        mixinStandardHelpOptions = true)
final class ExperimentReadoutCommand implements Callable<Integer> {
    /** A session needs a place for a warehouse; nothing is read or written there. */
    private static final String NO_WAREHOUSE =
            Path.of(".vitals", "warehouse").toAbsolutePath().toString();

    @Spec
    private CommandSpec command;

    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "YAML file of the test")
    private Path file;

    /** How the readout is printed. */
    enum Format {
        TABLE,
        JSON,
        HTML
    }

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, json, or html for a page of its own. Default: ${DEFAULT-VALUE}")
    private Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write it to. Default: standard output")
    private Path out;

    @Mixin
    private SparkOptions spark;

    @Override
    public Integer call() throws IOException {
        ExperimentSpec spec = spec();
        prepare();
        Readout readout = spec.source().isPresent()
                ? spark.with(NO_WAREHOUSE, opened -> Readouts.of(spec, new UnitTable(opened).read(spec, source(spec))))
                : Readouts.of(spec);
        print(
                switch (format) {
                    case TABLE -> table(readout) + System.lineSeparator();
                    case JSON -> OutputOptions.toJson(readout) + System.lineSeparator();
                    case HTML -> ReadoutHtml.of(spec, readout);
                });
        return readout.isSplitAsPlanned() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }

    private void prepare() {
        if (out != null && Files.isDirectory(out)) {
            throw usage("--out: %s is a folder. Name a file.".formatted(out));
        }
        if (out != null) {
            Folders.prepare(out.toAbsolutePath().getParent());
        }
    }

    private void print(String text) throws IOException {
        if (out == null) {
            System.out.print(text);
            return;
        }
        Files.createDirectories(out.toAbsolutePath().getParent());
        WholeFiles.replace(out, file -> Files.writeString(file, text));
        System.out.println("Wrote " + out);
    }

    /** The path of the rows, on this machine as the file of the test sees it. */
    private String source(ExperimentSpec spec) {
        String path = spec.source().orElseThrow().path();
        return path.contains("://")
                ? path
                : file.toAbsolutePath().resolveSibling(path).normalize().toString();
    }

    private ExperimentSpec spec() {
        ExperimentIds.requireFile(file, "test");
        return ExperimentSpec.read(file);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static String table(Readout readout) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, by %s; %s, alpha %s, p-values adjusted by %s"
                .formatted(
                        readout.experiment(), readout.unit(), readout.design(), readout.alpha(), readout.correction()));
        lines.add("split over the variants: p %s%s"
                .formatted(
                        p(readout.sampleRatioPValue()),
                        readout.isSplitAsPlanned()
                                ? ", as planned"
                                : ", NOT as planned: find out what loses or adds units before you read on"));
        if (readout.crossoverUnits() > 0 || readout.crossoverClusters() > 0) {
            lines.add("left out because they were in several variants: %,d units%s"
                    .formatted(
                            readout.crossoverUnits(),
                            readout.crossoverClusters() > 0
                                    ? ", among them all of %,d clusters".formatted(readout.crossoverClusters())
                                    : ""));
        }
        lines.add("%-24s %-10s %-12s %21s %21s %9s %-31s %9s %9s %7s  %s"
                .formatted(
                        "metric",
                        "role",
                        "variant",
                        "control",
                        "treatment",
                        "lift",
                        "interval",
                        "p",
                        "adjusted",
                        "wins",
                        "verdict"));
        readout.effects().forEach(effect -> lines.add(line(effect)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(MetricEffect effect) {
        Interval lift = effect.lift();
        return "%-24s %-10s %-12s %21s %21s %9s %-31s %9s %9s %7s  %s"
                .formatted(
                        effect.metric(),
                        effect.role(),
                        effect.variant(),
                        mean(effect.control(), effect.controlUnits(), effect.controlCounted()),
                        mean(effect.treatment(), effect.treatmentUnits(), effect.treatmentCounted()),
                        lift == null ? "-" : percent(lift.value()),
                        interval(effect),
                        p(effect.pValue()),
                        p(effect.adjustedPValue()),
                        effect.belief() == null ? "-" : chance(effect.belief().chanceToWin()),
                        effect.margin() == null
                                ? effect.verdictInWords()
                                : "%s of %s".formatted(effect.verdictInWords(), percent(effect.margin())));
    }

    /** Of a ratio by the units that it rests on, where they are known. */
    private static String mean(Double mean, long units, Long counted) {
        return "%s of %,d".formatted(mean == null ? "-" : "%.6g".formatted(mean), counted == null ? units : counted);
    }

    /** That of the lift, or of the difference where a lift has none. */
    private static String interval(MetricEffect effect) {
        Interval lift = effect.lift();
        if (lift != null && lift.lower() != null) {
            return "%s%%: %s to %s"
                    .formatted(confidence(lift.confidence()), percent(lift.lower()), percent(lift.upper()));
        }
        Interval difference = effect.difference();
        return difference == null || difference.lower() == null
                ? "-"
                : "difference: %.4g to %.4g".formatted(difference.lower(), difference.upper());
    }

    /** In per cent with as many digits as it has, up to two: at an early look it is no 95, and not yet 100. */
    private static String confidence(double share) {
        return BigDecimal.valueOf(100 * share)
                .setScale(6, RoundingMode.HALF_UP)
                .setScale(2, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String percent(double share) {
        return "%.2f%%".formatted(100 * share);
    }

    /** No chance is all or none. */
    private static String chance(double share) {
        if (share > 0.999) {
            return ">99.9%";
        }
        return share < 0.001 ? "<0.1%" : "%.1f%%".formatted(100 * share);
    }

    private static String p(Double value) {
        if (value == null) {
            return "-";
        }
        return value < 0.0001 ? "%.1e".formatted(value) : "%.4f".formatted(value);
    }
}
