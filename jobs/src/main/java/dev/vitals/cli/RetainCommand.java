package dev.vitals.cli;

import dev.vitals.warehouse.Retention;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code retain}: takes away what has been kept long enough. */
@Command(
        name = "retain",
        description =
                "Takes away what was kept for as long as the contracts say: rows that are too old, and of younger ones what is to be emptied before, such as the text of messages. What tells of somebody under a legal hold stays. Files of earlier versions go with the next optimize.",
        mixinStandardHelpOptions = true)
final class RetainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description = "The day from which ages are counted, none that is yet to come. Default: today (UTC)")
    private LocalDate date;

    @Option(names = "--dry-run", description = "Only show what would be taken away")
    private boolean isRehearsed;

    @Override
    public Integer call() {
        LocalDate day =
                date == null ? Today.utc().yesterday().plusDays(1) : Today.utc().begun(command, "--date", date);
        List<Retention.Taken> taken =
                warehouse.withWritten(w -> new Retention(w, Clock.systemUTC(), output.progress()).on(day, isRehearsed));
        output.print(taken, this::text);
        return taken.isEmpty() ? ExitCode.NOTHING_TO_DO : ExitCode.FINE;
    }

    private String text(List<Retention.Taken> taken) {
        if (taken.isEmpty()) {
            return "Nothing is older than its table keeps it.";
        }
        return taken.stream()
                        .map(each -> "%-28s kept from %s on: %,9d rows, %,9d texts%s%n"
                                .formatted(
                                        each.table(),
                                        each.keptFrom(),
                                        each.rows(),
                                        each.emptied(),
                                        each.held() == 0
                                                ? ""
                                                : "; %,d older rows stay for a legal hold".formatted(each.held())))
                        .collect(Collectors.joining())
                + (isRehearsed
                        ? "Nothing was changed: a dry run."
                        : "Taken away. Files of earlier versions go with the next ./vitals optimize.");
    }
}
