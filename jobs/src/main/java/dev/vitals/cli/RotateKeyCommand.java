package dev.vitals.cli;

import dev.vitals.warehouse.KeyRotation;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rotate-key}: takes a warehouse to a key with one secret more. */
@Command(
        name = "rotate-key",
        description =
                "Takes the warehouse to the next epoch of its pseudonym key: add a secret to the key file, on a line below the others, and start this with it. Every pseudonym in the tables is changed, earlier versions are deleted, and distinct people are counted anew; no number changes. From then on nights need the key of all lines. After an interruption start it again; no night runs before it has ended.",
        mixinStandardHelpOptions = true)
final class RotateKeyCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private PseudonymKeyOption pseudonymKey;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        KeyRotation.Rotated rotated = warehouse.withWritten(w -> new KeyRotation(
                        w, pseudonymKey.key(), Clock.systemUTC(), output.progress())
                .rotate((from, to) -> RunCommand.runs(w, output.progress()).backfillWhole(from, to)));
        output.print(
                rotated,
                done ->
                        "%,d rows of %d tables know people by the pseudonyms of the new key (fingerprint %s). Keep all lines of it."
                                .formatted(done.rows(), done.tables(), done.fingerprint()));
        return ExitCode.FINE;
    }
}
