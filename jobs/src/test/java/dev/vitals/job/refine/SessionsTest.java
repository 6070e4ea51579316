package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.Sessions.Activity;
import dev.vitals.job.refine.Sessions.Kind;
import dev.vitals.job.refine.Sessions.Part;
import dev.vitals.job.refine.Sessions.Session;
import dev.vitals.job.refine.Sessions.Stratum;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private final List<Activity> work = new ArrayList<>();
    private Stratum stratum = new Stratum("general", "low");

    @Test
    void aPauseOfThirtyMinutesEndsASession() {
        handle("2026-03-02T09:00:00Z");
        handle("2026-03-02T09:29:59Z");
        handle("2026-03-02T09:59:59Z");

        assertThat(sessions()).extracting(Session::startedAt).containsExactly(at("09:00:00"), at("09:59:59"));
        // From 9:00:00 to 9:29:59, and a minute before.
        assertThat(sessions()).extracting(Session::activeSeconds).containsExactly(1799L + 60, 60L);
    }

    @Test
    void workPastMidnightBelongsToTheDayOnWhichItBegan() {
        handle("2026-03-02T23:50:00Z");
        handle("2026-03-03T00:10:00Z");

        assertThat(Sessions.of(work, DAY::equals))
                .singleElement()
                .extracting(Session::endedAt)
                .isEqualTo(Instant.parse("2026-03-03T00:10:00Z"));
        assertThat(Sessions.of(work, DAY.plusDays(1)::equals)).isEmpty();
    }

    @Test
    void aSessionEndsWithTheNextDayAtTheLatest() {
        for (Instant at = at("00:00:00");
                at.isBefore(at("00:00:00").plus(Duration.ofDays(3)));
                at = at.plusSeconds(1200)) {
            handle(at.toString());
        }

        assertThat(Sessions.of(work, day -> true))
                .singleElement()
                .extracting(Session::endedAt)
                .isEqualTo(Instant.parse("2026-03-03T23:40:00Z"));
    }

    @Test
    void aBulkActionIsOneDecisionAndItsActionsAreCountedApart() {
        sanction("09:00:00", "ban|u1", "channel.moderate", null, "bulk1");
        sanction("09:00:01", "ban|u2", "channel.moderate", null, "bulk1");
        sanction("09:00:02", "ban|u3", "channel.moderate", null, "bulk1");
        sanction("09:05:00", "ban|u4", "channel.moderate", null, null);

        Session session = sessions().get(0);
        assertThat(session.decisions()).isEqualTo(2);
        assertThat(session.bulkActions()).isEqualTo(3);
    }

    @Test
    void aSanctionToldByTwoLogsIsOneDecision() {
        sanction("09:00:00", "ban|u1", "channel.moderate", null, null);
        sanction("09:00:01", "ban|u1", "channel.ban", null, null);
        sanction("09:00:20", "ban|u1", "channel.ban", null, null);

        assertThat(sessions().get(0).decisions()).isEqualTo(2);
    }

    @Test
    void aSanctionToldByAllChannelsOfASharedChatIsOneDecision() {
        sanction("09:00:00", "ban|u1", "channel.moderate", null, null);
        sanction("09:00:00", "ban|u1", "channel.moderate/shared/04cd", null, null);
        sanction("09:00:01", "ban|u1", "channel.moderate/shared/bca3", null, null);

        assertThat(sessions().get(0).decisions()).isEqualTo(1);
    }

    @Test
    void aSanctionThatCarriesOutADecisionCountsWithIt() {
        add("09:00:00", Kind.DECIDED, "r1", null, null, null, false);
        sanction("09:00:01", "ban|u1", "vitals", "r1", null);
        sanction("09:01:00", "ban|u2", "vitals", "r2", null);

        assertThat(sessions().get(0).decisions()).isEqualTo(2);
    }

    @Test
    void aCloseThatTellsADecisionIsOneUnlessItRepeatsTheOneOfItsReport() {
        add("09:00:00", Kind.CLOSED_WITH_DECISION, "r1", null, null, null, false);
        sanction("09:00:01", "ban|u1", "vitals", "r1", null);
        add("09:01:00", Kind.DECIDED, "r2", null, null, null, false);
        add("09:01:01", Kind.CLOSED_WITH_DECISION, "r2", null, null, null, false);

        assertThat(sessions().get(0).decisions()).isEqualTo(2);
    }

    @Test
    void liftsAndResolvedHoldsAreDecisionsAndViewingIsNone() {
        add("09:00:00", Kind.LIFTED, "r1", null, "unban|u1", "vitals", false);
        add("09:01:00", Kind.RESOLVED_HOLD, null, null, null, null, false);
        add("09:02:00", Kind.HANDLED, "r2", null, null, null, false);

        assertThat(sessions().get(0).decisions()).isEqualTo(2);
    }

    @Test
    void aHoldWhoseEndTwoLogsTellIsOneDecision() {
        add("09:00:00", Kind.RESOLVED_HOLD, null, null, "hold m1", null, false);
        add("09:00:01", Kind.RESOLVED_HOLD, null, null, "hold m1", null, false);
        add("09:00:02", Kind.RESOLVED_HOLD, null, null, "hold m2", null, false);

        assertThat(sessions().get(0).decisions()).isEqualTo(2);
    }

    @Test
    void exposureLastsUntilTheNextActivityAndFiveMinutesAtMost() {
        add("09:00:00", Kind.HANDLED, "r1", null, null, null, true);
        add("09:02:00", Kind.DECIDED, "r1", null, null, null, true);
        add("09:20:00", Kind.HANDLED, "r2", null, null, null, false);
        add("09:21:00", Kind.HANDLED, "r3", null, null, null, true);

        // 2 minutes, 5 of the 18 minutes after it, none for the harmless item, none for the last activity.
        assertThat(sessions().get(0).severeExposureSeconds()).isEqualTo(120 + 300);
    }

    @Test
    void theLongestRunEndsWithAPauseOfTenMinutes() {
        handle("2026-03-02T09:00:00Z");
        handle("2026-03-02T09:04:00Z");
        handle("2026-03-02T09:14:00Z");
        handle("2026-03-02T09:23:59Z");
        handle("2026-03-02T09:40:00Z");

        // Breaks before 9:14 and 9:40 leave 9:14:00 to 9:23:59, and a minute before.
        assertThat(sessions())
                .singleElement()
                .extracting(Session::longestRunSeconds)
                .isEqualTo(599L + 60);
    }

    @Test
    void aSingleActivityIsARunOfAMinute() {
        handle("2026-03-02T09:00:00Z");

        assertThat(sessions())
                .singleElement()
                .extracting(Session::longestRunSeconds)
                .isEqualTo(60L);
    }

    @Test
    void theTimeBeforeAnActivityIsWorkOnItsItem() {
        stratum = new Stratum("general", "low");
        add("09:00:00", Kind.DECIDED, "r1", null, null, null, false);
        stratum = new Stratum("priority", "critical");
        add("09:05:00", Kind.HANDLED, "r2", null, null, null, true);
        add("09:07:00", Kind.DECIDED, "r2", null, null, null, true);
        sanction("09:07:01", "ban|u1", "vitals", "r2", null);
        stratum = new Stratum("general", "low");
        add("09:08:00", Kind.DECIDED, "r3", null, null, null, false);

        // A minute before the first and 59 s before the last; 300 + 120 + 1 s on r2, whose ban counts with its
        // decision.
        assertThat(sessions())
                .singleElement()
                .extracting(Session::parts)
                .isEqualTo(List.of(
                        new Part(new Stratum("general", "low"), 60 + 59, 2),
                        new Part(new Stratum("priority", "critical"), 421, 1)));
    }

    @Test
    void partsOfSecondsAreLostNowhere() {
        handle("2026-03-02T09:00:00.000Z");
        stratum = new Stratum(null, null);
        handle("2026-03-02T09:00:00.600Z");
        stratum = new Stratum("direct", null);
        handle("2026-03-02T09:00:01.200Z");

        Session session = sessions().get(0);
        assertThat(session.activeSeconds()).isEqualTo(61);
        assertThat(session.parts())
                .as("the unknown first")
                .containsExactly(
                        new Part(new Stratum(null, null), 0, 0),
                        new Part(new Stratum("direct", null), 1, 0),
                        new Part(new Stratum("general", "low"), 60, 0));
    }

    @Test
    void aBulkActionIsADecisionWhereItBegan() {
        stratum = new Stratum("direct", "low");
        sanction("09:00:00", "ban|u1", "channel.moderate", null, "bulk1");
        stratum = new Stratum("direct", "high");
        sanction("09:00:01", "ban|u2", "channel.moderate", null, "bulk1");

        assertThat(sessions().get(0).parts())
                .containsExactly(
                        new Part(new Stratum("direct", "high"), 1, 0), new Part(new Stratum("direct", "low"), 60, 1));
    }

    private List<Session> sessions() {
        return Sessions.of(work, day -> true);
    }

    private void handle(String at) {
        work.add(new Activity(
                Instant.parse(at), "e" + work.size(), Kind.HANDLED, "r", null, null, null, false, stratum));
    }

    private void sanction(String time, String same, String log, String report, String bulk) {
        add(time, Kind.SANCTIONED, report, bulk, same, log, false);
    }

    private void add(String time, Kind kind, String report, String bulk, String same, String log, boolean isCritical) {
        work.add(new Activity(at(time), "e" + work.size(), kind, report, bulk, same, log, isCritical, stratum));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }
}
