package dev.vitals.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code experiment}: what tests of changes can find, and what they showed. */
@Command(
        name = "experiment",
        description =
                "Tests of product changes: lists them (list), says what one can find (check), what one showed (readout) and what a change did that nobody randomised (change); prints the pseudonyms of channels (channels).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | check | readout | change | channels)",
        subcommands = {
            ExperimentListCommand.class,
            ExperimentCheckCommand.class,
            ExperimentReadoutCommand.class,
            ExperimentChangeCommand.class,
            ExperimentChannelsCommand.class
        })
final class ExperimentCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(
                command.commandLine(),
                "experiment needs to know what to do: list, check, readout, change or channels.");
    }
}
