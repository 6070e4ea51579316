package dev.vitals.cli;

import dev.vitals.warehouse.LegalHolds;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holds release}: ends a hold. */
@Command(
        name = "release",
        description =
                "Ends a hold: its people can be erased again, and what is too old of them goes with the next retain.",
        mixinStandardHelpOptions = true)
final class HoldsReleaseCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "ID", description = "The hold, as ./vitals holds list has it")
    private String id;

    @Override
    public Integer call() {
        LegalHolds.Hold hold = warehouse.withWritten(w -> new LegalHolds(w, Clock.systemUTC()).release(id));
        output.print(hold, released -> "Hold %s was released %s.".formatted(released.id(), released.releasedAt()));
        return ExitCode.FINE;
    }
}
