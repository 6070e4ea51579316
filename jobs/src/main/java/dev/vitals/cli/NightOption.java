package dev.vitals.cli;

import java.time.LocalDate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which night a verb works on. */
final class NightOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description =
                    "The night, a UTC day like 2026-01-05; later events land but are not measured yet. Default: yesterday")
    private LocalDate date;

    /**
     * The night that was asked for, or the one that has just ended.
     *
     * @throws picocli.CommandLine.ParameterException if it has not begun
     */
    LocalDate night() {
        return date == null ? Today.utc().yesterday() : Today.utc().begun(command, "--date", date);
    }
}
