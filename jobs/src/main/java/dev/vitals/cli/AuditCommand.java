package dev.vitals.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: draws what raters are to look at, and brings their labels back. */
@Command(
        name = "audit",
        description =
                "Draws decisions and messages for raters to look at (draw), and brings the labels that they gave into the landing folder (import).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "draw|import",
        subcommands = {AuditDrawCommand.class, AuditImportCommand.class})
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new ParameterException(command.commandLine(), "audit needs to know what to do: draw or import.");
    }
}
