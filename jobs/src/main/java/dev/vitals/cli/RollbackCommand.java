package dev.vitals.cli;

import dev.vitals.warehouse.Publication;
import dev.vitals.warehouse.Publishing;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rollback}: lets readers see an earlier night. */
@Command(
        name = "rollback",
        description =
                "Lets readers see what an earlier night made visible, in query, report, site and export. The tables keep their rows, and the next night makes its numbers visible again: mend what was wrong before it.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "Night to go back to. Default: the one before that which is seen")
    private LocalDate to;

    @Option(names = "--list", description = "Only show what was made visible so far, the latest first")
    private boolean isList;

    @Override
    public Integer call() {
        List<Publication> shown = warehouse.withWritten(w -> {
            Publishing publishing = new Publishing(w, Clock.systemUTC());
            return isList ? publishing.all() : List.of(publishing.rollBack(Optional.ofNullable(to)));
        });
        output.print(shown, this::text);
        return ExitCode.FINE;
    }

    private String text(List<Publication> shown) {
        if (!isList) {
            return "Readers see the night %s again. The next night makes its numbers visible; write reports and the site anew."
                    .formatted(shown.get(0).night());
        }
        return shown.isEmpty()
                ? "No night has made its numbers visible yet."
                : java.util.stream.IntStream.iterate(shown.size() - 1, i -> i >= 0, i -> i - 1)
                        .mapToObj(shown::get)
                        .map(each -> "night %s  made visible %s  by %s (%s)"
                                .formatted(each.night(), each.at(), each.run(), each.reason()))
                        .collect(Collectors.joining("\n"));
    }
}
