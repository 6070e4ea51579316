package dev.vitals.cli;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.PanelSpec;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.warehouse.GoldReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code experiment change}: what a change after its launch did, by days, and clusters, with it and without. */
@Command(
        name = "change",
        description =
                "Says what a change did that nobody randomised. One that came for everyone on one day by interrupted time series over the days that are final; one that came for some channels first by difference in differences, staggered where there are several days (Callaway and Sant'Anna), with a test of the trends before; both with how often the same method calls days on which nothing happened. By its ID from the warehouse, or with --spec from a CSV, Parquet or Delta table, without one. jobs/docs/experiments.md says what the file and the JSON hold.",
        mixinStandardHelpOptions = true)
final class ExperimentChangeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private TableOrJson output;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "YAML file of a change whose rows lie outside the warehouse")
    private Path file;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "The change, as its file in schemas/experiments is called")
    private String id;

    @Override
    public Integer call() {
        if ((id == null) == (file == null)) {
            throw usage("experiment change needs the ID of a change in schemas/experiments, or a file with --spec"
                    + (id == null ? "." : ", not both."));
        }
        if (file == null) {
            printGold();
        } else {
            PanelSpec spec = fileSpec();
            ChangeFile found = warehouse.with(opened -> ChangeFile.read(file, spec, opened));
            output.print(found.outcome(), outcome -> found.text());
        }
        return ExitCode.FINE;
    }

    private void printGold() {
        ChangeCatalogue changes = ChangeCatalogue.load();
        ChangeSpec spec = ExperimentIds.change(changes, ExperimentCatalogue.load(), id);
        warehouse.withWritten(opened -> {
            GoldChanges gold = GoldChanges.of(opened, new GoldReader(opened), changes, List.of(spec));
            if (spec.rollout().isEmpty()) {
                output.print(gold.everyone(spec), ChangeText::of);
            } else {
                output.print(gold.some(spec), ChangeText::of);
            }
            return spec;
        });
    }

    private PanelSpec fileSpec() {
        ExperimentIds.requireFile(file, "change");
        return PanelSpec.read(file);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
