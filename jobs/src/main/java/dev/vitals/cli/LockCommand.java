package dev.vitals.cli;

import dev.vitals.contract.AcceptedBreaks;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.Lock;
import dev.vitals.contract.LockDiff;
import dev.vitals.kpi.KpiCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lock}: what the definitions promise, in one file that a review can read. */
@Command(
        name = "lock",
        description =
                "Writes schemas/lock.txt from the contracts and KPI definitions; refuses a change that breaks readers.",
        mixinStandardHelpOptions = true)
final class LockCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Option(names = "--check", description = "Change nothing; fail when the lock is stale")
    private boolean check;

    /**
     * What became of the lock.
     *
     * @param isStale whether the definitions say something else than the lock that was there
     * @param changes what they say differently
     * @param breaks those of the changes that break readers
     * @param written the file, if it was written
     */
    record Outcome(boolean isStale, List<String> changes, List<String> breaks, List<String> written) {}

    @Override
    public Integer call() throws IOException {
        Path schemas = Home.folder().resolve("schemas");
        Path file = Home.folder().resolve(Lock.FILE);
        Lock after = Lock.of(Contracts.load(schemas), KpiCatalogue.load(schemas).lockDefinitions());
        String before = Files.exists(file) ? Files.readString(file) : "";
        boolean isStale = !before.equals(after.text());
        List<String> changes = List.of();
        List<String> breaks = List.of();
        if (isStale && !before.isEmpty()) {
            LockDiff diff = LockDiff.between(Lock.parse(Lock.FILE, before), after);
            changes = diff.changes();
            breaks = diff.breaks(AcceptedBreaks.load(schemas));
        }
        boolean writes = isStale && breaks.isEmpty() && !check;
        if (writes) {
            Files.writeString(file, after.text());
        }
        output.print(new Outcome(isStale, changes, breaks, writes ? List.of(Lock.FILE) : List.of()), this::text);
        if (isStale) {
            return writes ? ExitCode.FINE : ExitCode.FAILED;
        }
        return check ? ExitCode.FINE : ExitCode.NOTHING_TO_DO;
    }

    private String text(Outcome outcome) {
        if (!outcome.isStale()) {
            return "The lock is up to date.";
        }
        List<String> lines = new ArrayList<>();
        outcome.changes().forEach(change -> lines.add("  " + change));
        outcome.breaks().forEach(b -> lines.add("breaks readers: " + b));
        outcome.written().forEach(file -> lines.add("Wrote " + file));
        if (check && outcome.breaks().isEmpty()) {
            lines.add(Lock.FILE + " is stale; run ./vitals lock");
        }
        return String.join("\n", lines);
    }
}
