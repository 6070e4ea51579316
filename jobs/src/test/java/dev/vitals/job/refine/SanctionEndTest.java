package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class SanctionEndTest {
    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");

    /** All times are minutes after the sanction. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "sanction_end.csv", numLinesToSkip = 1)
    void whatHappensFirstEndsASanction(
            String sentence,
            String action,
            Long plannedEnd,
            Long lifted,
            Long repeated,
            Long appealed,
            Long reversed,
            Long reversalAppealed,
            Long seenUntil,
            Long end,
            String kind) {
        SanctionEnd ended = SanctionEnd.of(new SanctionEnd.Facts(
                action,
                AT,
                at(plannedEnd),
                at(lifted),
                at(repeated),
                at(appealed),
                at(reversed),
                at(reversalAppealed),
                at(seenUntil)));

        assertThat(ended).isEqualTo(end == null ? null : new SanctionEnd(at(end), kind));
    }

    private static Instant at(Long minutes) {
        return minutes == null ? null : AT.plus(Duration.ofMinutes(minutes));
    }
}
