package dev.vitals.cli;

import dev.vitals.job.alert.Alert;
import dev.vitals.warehouse.GoldReader;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code alerts}: what the last nights found far from what was expected. */
@Command(
        name = "alerts",
        description =
                "Lists what the last nights raised, newest first: the number, the band that was expected, whether it is a spike or a shift, and what happened around it. Numbers of few people are among them, as in gold.",
        mixinStandardHelpOptions = true)
final class AlertsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(names = "--nights", defaultValue = "7", description = "Nights to look back. Default: ${DEFAULT-VALUE}")
    private int nights;

    @Override
    public Integer call() {
        if (nights < 1) {
            throw new ParameterException(
                    command.commandLine(), "There is no night in " + nights + " nights. Take one at least.");
        }
        List<Alert> alerts = warehouse.withWritten(w -> {
            GoldReader gold = new GoldReader(w);
            LocalDate last = gold.asOf()
                    .orElseThrow(
                            () -> new NothingToDoException(
                                    "No night has been measured yet, so none has raised anything. Run ./vitals run --date DAY first."));
            return gold.alerts(last.minusDays(nights - 1L), last);
        });
        output.print(alerts, this::text);
        return ExitCode.FINE;
    }

    private String text(List<Alert> alerts) {
        return alerts.isEmpty()
                ? "No alert in the last %d nights. A night judges nothing before it has five weeks of days to compare with."
                        .formatted(nights)
                : alerts.stream()
                        .map(alert -> "night " + alert.night() + ": " + AlertText.of(alert))
                        .collect(Collectors.joining("\n"));
    }
}
