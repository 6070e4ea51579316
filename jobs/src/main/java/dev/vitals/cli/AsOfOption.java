package dev.vitals.cli;

import dev.vitals.warehouse.PastGold;
import dev.vitals.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** As of which night a verb reads gold. */
final class AsOfOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--as-of",
            paramLabel = "DAY",
            description =
                    "The numbers of gold as they stood after the night of that day, whatever moved since. Default: as they stand")
    private LocalDate day;

    /**
     * The past that was asked for; nothing when none was.
     *
     * @throws picocli.CommandLine.ParameterException if the day is yet to come
     */
    Optional<PastGold> past(Warehouse warehouse) {
        if (day == null) {
            return Optional.empty();
        }
        PastGold past = PastGold.asOf(warehouse, Today.utc().begun(command, "--as-of", day));
        if (past.night().isBefore(day)) {
            command.commandLine()
                    .getErr()
                    .printf(
                            "vitals: no night was run as of %s; read as of %s, the last one before.%n",
                            day, past.night());
        }
        return Optional.of(past);
    }
}
