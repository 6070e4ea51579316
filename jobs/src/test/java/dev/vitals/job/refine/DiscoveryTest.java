package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DiscoveryTest {
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    /** All times are minutes after the sanction. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "discovery.csv", numLinesToSkip = 1)
    void theFirstRuleThatAppliesNamesTheTrigger(
            String sentence,
            String actor,
            String namedReport,
            String namedSource,
            Long messageReported,
            String messageSource,
            Long held,
            Long detected,
            Long machineReport,
            String trigger,
            Long flagged) {
        Discovery discovery = Discovery.of(new Discovery.Clues(
                AT,
                actor,
                namedReport,
                namedSource,
                at(messageReported),
                messageSource,
                at(held),
                at(detected),
                at(machineReport)));

        assertThat(discovery).isEqualTo(new Discovery(trigger, at(flagged)));
    }

    private static Instant at(Long minutes) {
        return minutes == null ? null : AT.plus(Duration.ofMinutes(minutes));
    }
}
