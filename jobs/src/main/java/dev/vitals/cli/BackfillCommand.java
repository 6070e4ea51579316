package dev.vitals.cli;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backfill}: days again, from bronze. */
@Command(
        name = "backfill",
        description = "Recomputes days from bronze and lands nothing.",
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day")
    private LocalDate to;

    @Override
    public Integer call() {
        return RunCommand.finish(warehouse.with(w -> RunCommand.runs(w, output).backfill(from, to)), output);
    }
}
