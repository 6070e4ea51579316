package dev.vitals.cli;

import dev.vitals.warehouse.WarehouseRuns;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code backfill}: days again, from bronze. */
@Command(
        name = "backfill",
        description = "Recomputes days from bronze and lands nothing.",
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day")
    private LocalDate to;

    @Override
    public Integer call() {
        if (from.isAfter(to)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--from %s is after --to %s: there is no day from the one to the other. Did you mean --from %s --to %s?"
                            .formatted(from, to, to, from));
        }
        Today.utc().begun(command, "--to", to);
        WarehouseRuns.Summary summary =
                warehouse.withWritten(w -> RunCommand.runs(w, output.progress()).backfill(from, to));
        output.print(summary, RunText::of);
        return RunCommand.exitCode(summary);
    }
}
