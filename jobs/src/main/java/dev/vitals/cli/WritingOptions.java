package dev.vitals.cli;

import dev.vitals.warehouse.Warehouse;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every verb that writes to a warehouse, one at a time. */
final class WritingOptions {
    @Mixin
    private WarehouseOptions warehouse;

    @Option(
            names = "--wait",
            paramLabel = "MINUTES",
            defaultValue = "0",
            description =
                    "How long to wait for another run that writes to the warehouse, before this one gives up. Default: ${DEFAULT-VALUE}")
    private int minutes;

    /** Opens the warehouse, does the work and closes it again; see {@link WarehouseOptions#with}. */
    <T> T with(Function<Warehouse, T> work) {
        return warehouse.with(opened -> work.apply(patient(opened)));
    }

    /** The same for verbs that need one that was written; see {@link WarehouseOptions#withWritten}. */
    <T> T withWritten(Function<Warehouse, T> work) {
        return warehouse.withWritten(opened -> work.apply(patient(opened)));
    }

    private Warehouse patient(Warehouse opened) {
        return minutes <= 0 ? opened : opened.withPatience(Duration.ofMinutes(minutes));
    }
}
