package dev.vitals.cli;

import dev.vitals.contract.AcceptedBreaks;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.Lock;
import dev.vitals.contract.LockDiff;
import dev.vitals.kpi.KpiCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lock}: what the definitions promise, in one file that a review can read. */
@Command(
        name = "lock",
        description =
                "Writes schemas/lock.txt from the contracts and KPI definitions; refuses a change that breaks readers.",
        mixinStandardHelpOptions = true)
final class LockCommand implements Callable<Integer> {
    @Option(names = "--check", description = "Change nothing; fail when the lock is stale")
    private boolean check;

    @Override
    public Integer call() throws IOException {
        Path schemas = Home.folder().resolve("schemas");
        Path file = Home.folder().resolve(Lock.FILE);
        Lock after = Lock.of(Contracts.load(schemas), KpiCatalogue.load(schemas).lockDefinitions());
        String before = Files.exists(file) ? Files.readString(file) : "";
        if (before.equals(after.text())) {
            System.out.println("The lock is up to date.");
            return check ? ExitCode.FINE : ExitCode.NOTHING_TO_DO;
        }
        if (!before.isEmpty()) {
            LockDiff diff = LockDiff.between(Lock.parse(Lock.FILE, before), after);
            diff.changes().forEach(change -> System.out.println("  " + change));
            List<String> breaks = diff.breaks(AcceptedBreaks.load(schemas));
            if (!breaks.isEmpty()) {
                breaks.forEach(b -> System.err.println("breaks readers: " + b));
                return ExitCode.FAILED;
            }
        }
        if (check) {
            System.err.println("schemas/lock.txt is stale; run ./vitals lock");
            return ExitCode.FAILED;
        }
        Files.writeString(file, after.text());
        System.out.println("Wrote schemas/lock.txt");
        return ExitCode.FINE;
    }
}
