package dev.vitals.cli;

import java.time.Clock;
import java.time.LocalDate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Knows which days there have been: the one place of the product that asks. */
final class Today {
    private final Clock clock;

    Today(Clock clock) {
        this.clock = clock;
    }

    static Today utc() {
        return new Today(Clock.systemUTC());
    }

    /** The night to run when none is named. */
    LocalDate yesterday() {
        return LocalDate.now(clock).minusDays(1);
    }

    /**
     * The day, unless it is yet to come: once a night is run as of such a day, every real night would come too late.
     *
     * @throws ParameterException when it is after today
     */
    LocalDate begun(CommandSpec command, String option, LocalDate day) {
        LocalDate today = LocalDate.now(clock);
        if (day.isAfter(today)) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s %s is yet to come: today is %s (UTC). A day can be measured once it has begun; name %s or an earlier one."
                            .formatted(option, day, today, today));
        }
        return day;
    }
}
