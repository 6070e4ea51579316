package dev.vitals.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holds}: people of whom nothing may be deleted for now. */
@Command(
        name = "holds",
        description =
                "Legal holds: places people under one (add), shows those there are (list), ends one (release). While it is in force, erase refuses them, and retain leaves what tells of them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "add|list|release",
        subcommands = {HoldsAddCommand.class, HoldsListCommand.class, HoldsReleaseCommand.class})
final class HoldsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(command.commandLine(), "holds needs to know what to do: add, list or release.");
    }
}
