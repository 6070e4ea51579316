package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.SubjectHistory.Event;
import dev.vitals.job.refine.SubjectHistory.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectHistoryTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final List<Event> events = new ArrayList<>();

    @Test
    void strikesCountSanctionsOfEveryKindAndChannelInNinetyDays() {
        sanction("warn", "c1", Duration.ofDays(-90));
        sanction("warn", "c1", Duration.ofDays(-89));
        sanction("ban", "c2", Duration.ofDays(-1));
        sanction("timeout", "c1", Duration.ZERO);

        assertThat(standings()).extracting(Standing::strikeNumber).containsExactly(1, 2, 3, 3);
    }

    @Test
    void aBanEndsWithTheFirstUnbanInItsChannel() {
        sanction("ban", "c1", Duration.ZERO);
        line("unban", "c2", Duration.ofMinutes(1));
        line("untimeout", "c1", Duration.ofMinutes(2));
        line("unban", "c1", Duration.ofMinutes(3));
        line("unban", "c1", Duration.ofMinutes(4));

        assertThat(standings().get(0).liftedAt()).isEqualTo(START.plus(Duration.ofMinutes(3)));
    }

    @Test
    void aLiftBeforeTheBanIsNotItsLift() {
        line("unban", "c1", Duration.ofMinutes(-3));
        sanction("ban", "c1", Duration.ZERO);

        assertThat(standings().get(0).liftedAt()).isNull();
    }

    @Test
    void aPlatformSanctionIsLiftedByAPlatformLift() {
        sanction("suspend", null, Duration.ZERO);
        line("unsuspend", "c1", Duration.ofMinutes(1));
        line("unsuspend", null, Duration.ofMinutes(2));

        assertThat(standings().get(0).liftedAt()).isEqualTo(START.plus(Duration.ofMinutes(2)));
    }

    @Test
    void anotherLogsTellingOfTheSameSanctionIsNoRepetition() {
        sanction("timeout", "c1", Duration.ZERO);
        telling("timeout", "c1", Duration.ofSeconds(4), "CLEARCHAT");
        assertThat(standings().get(0).repeatedAt()).isNull();

        telling("timeout", "c1", Duration.ofSeconds(6), "CLEARCHAT");
        assertThat(standings().get(0).repeatedAt()).isEqualTo(START.plusSeconds(6));
    }

    @Test
    void aSecondTimeoutOfTheSameLogIsARepetitionAtOnce() {
        sanction("timeout", "c1", Duration.ZERO);
        line("timeout", "c1", Duration.ofSeconds(2));

        assertThat(standings().get(0).repeatedAt()).isEqualTo(START.plusSeconds(2));
    }

    /** Two kinds that the house does not list land under one word. */
    @Test
    void ofActionsThatNobodyListedNoneRepeatsAnother() {
        sanction("other", "c1", Duration.ZERO);
        line("other", "c1", Duration.ofHours(2));

        assertThat(standings().get(0).repeatedAt()).isNull();
    }

    @Test
    void whatLiesBeyondSixtyDaysIsNotSeen() {
        sanction("ban", "c1", Duration.ZERO);
        line("unban", "c1", Duration.ofDays(61));

        assertThat(standings().get(0).liftedAt()).isNull();
    }

    private List<Standing> standings() {
        return SubjectHistory.of(events, day -> true, EnforcementAction.FOLLOW_UP);
    }

    /** A sanction that one log tells. */
    private void sanction(String action, String channel, Duration after) {
        add(action, channel, after, "channel.moderate", true);
        line(action, channel, after);
    }

    private void line(String action, String channel, Duration after) {
        telling(action, channel, after, "channel.moderate");
    }

    private void telling(String action, String channel, Duration after, String log) {
        add(action, channel, after, log, false);
    }

    private void add(String action, String channel, Duration after, String log, boolean isSanction) {
        String id = action + after + log;
        events.add(new Event(START.plus(after), id, id, action, channel, log, isSanction));
    }
}
