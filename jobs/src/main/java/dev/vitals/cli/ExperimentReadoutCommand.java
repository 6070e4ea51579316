package dev.vitals.cli;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readouts;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.report.WholeFiles;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.UnitTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code experiment readout}: the effects of a test, of the warehouse or of a file that needs none. */
@Command(
        name = "readout",
        description =
                "Says what a test showed: each metric's effect with interval, p-values for the whole family, guardrails against their margins. By its ID as the last night has published it; with --spec from the summaries (n, mean, variance) in a file or from a CSV, Parquet or Delta table of its units, without a warehouse. Ends with code 3 when the units are not split as planned. jobs/docs/experiments.md says what the file and the JSON hold.",
        mixinStandardHelpOptions = true)
final class ExperimentReadoutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "YAML file of a test whose units lie outside the warehouse")
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
            description =
                    "table, json (which is the same as --json), or html for a page of its own. Default: ${DEFAULT-VALUE}")
    private Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write it to. Default: standard output")
    private Path out;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The test, as its file in schemas/experiments is called")
    private String id;

    @Override
    public Integer call() throws IOException {
        if ((id == null) == (file == null)) {
            throw usage("experiment readout needs the ID of a test in schemas/experiments, or a file with --spec"
                    + (id == null ? "." : ", not both."));
        }
        if (output.isJson() && format == Format.HTML) {
            throw usage("--json and --format html go against each other; keep one.");
        }
        return file == null ? ofGold() : ofFile();
    }

    private int ofFile() throws IOException {
        ExperimentIds.requireFile(file, "test");
        ExperimentSpec spec = ExperimentSpec.read(file);
        prepare();
        Readout readout = spec.source().isPresent()
                ? warehouse.with(opened -> Readouts.of(spec, new UnitTable(opened).read(spec, source(spec))))
                : Readouts.of(spec);
        return print(readout, () -> ReadoutHtml.of(spec, readout));
    }

    private int ofGold() throws IOException {
        ExperimentCatalogue tests = ExperimentCatalogue.load();
        ExperimentSpec spec = ExperimentIds.test(tests, ChangeCatalogue.load(), id, "readout");
        prepare();
        GoldReadout gold = warehouse.withWritten(opened -> GoldReadout.read(new GoldReader(opened), tests, spec));
        return print(gold.readout(), gold::page);
    }

    private void prepare() {
        if (out != null && Files.isDirectory(out)) {
            throw usage("--out: %s is a folder. Name a file.".formatted(out));
        }
        if (out != null) {
            Folders.prepare(out.toAbsolutePath().getParent());
        }
    }

    private int print(Readout readout, Supplier<String> page) throws IOException {
        String text;
        if (output.isJson() || format == Format.JSON) {
            text = OutputOptions.toJson(readout) + System.lineSeparator();
        } else {
            text = format == Format.HTML ? page.get() : ReadoutText.of(readout) + System.lineSeparator();
        }
        if (out == null) {
            System.out.print(text);
        } else {
            Files.createDirectories(out.toAbsolutePath().getParent());
            WholeFiles.replace(out, to -> Files.writeString(to, text));
            System.out.println("Wrote " + out);
        }
        return readout.isSplitAsPlanned() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }

    /** The path of the rows, on this machine as the file of the test sees it. */
    private String source(ExperimentSpec spec) {
        String path = spec.source().orElseThrow().path();
        return path.contains("://")
                ? path
                : file.toAbsolutePath().resolveSibling(path).normalize().toString();
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
