package dev.vitals.cli;

import dev.vitals.warehouse.Upkeep;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code optimize}: fewer and larger files, and none that nobody needs. */
@Command(
        name = "optimize",
        description =
                "Joins small files of the tables, and deletes those that no version of the last days needs. No row changes.",
        mixinStandardHelpOptions = true)
final class OptimizeCommand implements Callable<Integer> {
    private static final int LEAST_DAYS = 7;
    private static final long KIBIBYTE = 1024;

    @Spec
    private CommandSpec command;

    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--keep-days",
            defaultValue = "7",
            paramLabel = "DAYS",
            description = "Days whose versions stay readable, 7 at least. Default: ${DEFAULT-VALUE}")
    private int keepDays;

    @Option(
            names = "--full",
            description =
                    "Also delete files that a crash left and no log names; lists every folder, once a week is enough")
    private boolean isFull;

    @Override
    public Integer call() {
        if (keepDays < LEAST_DAYS) {
            throw new ParameterException(
                    command.commandLine(),
                    "--keep-days is %d; it must be %d at least, so that a night that was interrupted and those who read a table meanwhile find their version."
                            .formatted(keepDays, LEAST_DAYS));
        }
        List<Upkeep.Kept> kept =
                warehouse.withWritten(w -> new Upkeep(w, Clock.systemUTC(), output.progress()).all(keepDays, isFull));
        output.print(kept, OptimizeCommand::text);
        return ExitCode.FINE;
    }

    private static String text(List<Upkeep.Kept> kept) {
        long before = kept.stream().mapToLong(Upkeep.Kept::bytesBefore).sum();
        long after = kept.stream().mapToLong(Upkeep.Kept::bytesAfter).sum();
        return kept.stream()
                        .map(t -> "%-28s %,6d files joined into %,4d; on disk %,6d -> %,6d files, %,10d -> %,10d KiB%n"
                                .formatted(
                                        t.table(),
                                        t.joined(),
                                        t.into(),
                                        t.filesBefore(),
                                        t.filesAfter(),
                                        t.bytesBefore() / KIBIBYTE,
                                        t.bytesAfter() / KIBIBYTE))
                        .collect(Collectors.joining())
                + "%d tables, %,d -> %,d KiB".formatted(kept.size(), before / KIBIBYTE, after / KIBIBYTE);
    }
}
