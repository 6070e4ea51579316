package dev.vitals.cli;

import dev.vitals.warehouse.WarehouseRuns;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code measure}: the end of a night that was landed and refined step by step. */
@Command(
        name = "measure",
        description =
                "Ends a night that has landed: computes the facts that are still to do, then publishes its numbers.",
        mixinStandardHelpOptions = true)
final class MeasureCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Mixin
    private NightOption date;

    @Override
    public Integer call() {
        LocalDate night = date.night();
        WarehouseRuns.Summary summary =
                warehouse.withWritten(w -> RunCommand.runs(w, output.progress()).measure(night));
        output.print(summary, RunText::of);
        return RunCommand.exitCode(summary);
    }
}
