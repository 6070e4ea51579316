package dev.vitals.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code experiment}: what a test of a change showed. */
@Command(
        name = "experiment",
        description = "Says what a test of a product change showed (readout).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "readout",
        subcommands = ExperimentReadoutCommand.class)
final class ExperimentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(command.commandLine(), "experiment needs to know what to do: readout.");
    }
}
