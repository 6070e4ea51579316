package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Today has begun, tomorrow has not. */
class TodayTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    /** A second after midnight. */
    private final Today today = new Today(Clock.fixed(Instant.parse("2026-01-05T00:00:01Z"), ZoneOffset.UTC));

    private final CommandSpec command = new CommandLine(CommandSpec.create()).getCommandSpec();

    @Test
    void theNightThatIsRunUnasked() {
        assertThat(today.yesterday()).isEqualTo(DAY.minusDays(1));
    }

    @Test
    void aDayThatHasBegunMayBeMeasured() {
        assertThat(today.begun(command, "--date", DAY)).isEqualTo(DAY);
    }

    @Test
    void aDayThatHasNotMayNot() {
        assertThatThrownBy(() -> today.begun(command, "--date", DAY.plusDays(1)))
                .isInstanceOf(ParameterException.class)
                .hasMessage(
                        "--date 2026-01-06 is yet to come: today is 2026-01-05 (UTC). A day can be measured once it has begun; name 2026-01-05 or an earlier one.");
    }
}
