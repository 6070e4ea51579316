package dev.vitals.cli;

import dev.vitals.warehouse.LegalHolds;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holds list}: shows the holds there are. */
@Command(
        name = "list",
        description = "Shows all holds, those that ended too, and how many people are under each; names nobody.",
        mixinStandardHelpOptions = true)
final class HoldsListCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<LegalHolds.Hold> holds = warehouse.withWritten(w -> new LegalHolds(w, Clock.systemUTC()).all());
        LocalDate today = Today.utc().yesterday().plusDays(1);
        output.print(
                holds,
                all -> all.isEmpty()
                        ? "Nobody is under a legal hold."
                        : all.stream().map(hold -> text(hold, today)).collect(Collectors.joining("\n")));
        return ExitCode.FINE;
    }

    private static String text(LegalHolds.Hold hold, LocalDate today) {
        String state = hold.releasedAt() != null
                ? "released " + hold.releasedAt()
                : hold.isInForce(today) ? "in force" : "ended " + hold.until();
        return "%s  %-34s  %,d pseudonyms, placed %s%s: %s"
                .formatted(
                        hold.id(),
                        state,
                        hold.people(),
                        hold.placedAt(),
                        hold.until() == null ? "" : ", until " + hold.until(),
                        hold.reason());
    }
}
