package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.SubjectReports.Filed;
import dev.vitals.job.refine.SubjectReports.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubjectReportsTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final List<Filed> filed = new ArrayList<>();

    @Test
    void aReportExactlySevenDaysAfterTheLastBelongsToItsCase() {
        file(Duration.ZERO, "anna");
        file(Duration.ofDays(7), "ben");
        file(Duration.ofDays(14).plusNanos(1000), "carl");

        assertThat(opensCase()).containsExactly(true, false, true);
    }

    @Test
    void aCaseGoesOnAsLongAsReportsFollowOneAnother() {
        for (int day = 0; day < 30; day += 5) {
            file(Duration.ofDays(day), "anna");
        }

        assertThat(opensCase()).containsExactly(true, false, false, false, false, false);
    }

    @Test
    void ofReportsAtTheSameMomentOneOpensTheCase() {
        file(Duration.ZERO, "anna");
        file(Duration.ZERO, "ben");

        assertThat(opensCase()).containsExactly(true, false);
    }

    @Test
    void aReportThatIsCreatedTwiceDoesNotFollowItself() {
        filed.add(new Filed(START, "e1", "r1", "anna"));
        filed.add(new Filed(START.plusSeconds(60), "e2", "r1", "anna"));

        assertThat(opensCase()).containsExactly(true, true);
    }

    @Test
    void twentyPeopleWithinAnHourAreABrigadeAndNineteenAreNot() {
        for (int i = 0; i < 19; i++) {
            file(Duration.ofMinutes(i), "person" + i);
        }
        assertThat(isBrigaded()).containsOnly(false);

        file(Duration.ofMinutes(60), "person19");
        // The first and the last lie an hour apart, so each report has all twenty within one hour of it.
        assertThat(isBrigaded()).containsOnly(true);
    }

    @Test
    void theHourIsCountedFromEachReport() {
        for (int i = 0; i < 10; i++) {
            file(Duration.ofMinutes(10L * i), "person" + i);
            file(Duration.ofMinutes(10L * i), "other" + i);
        }
        List<Boolean> all = isBrigaded();
        List<Boolean> everySecond =
                IntStream.range(0, 10).mapToObj(i -> all.get(2 * i)).toList();

        // At minute 0 only the reports of minutes 0 to 60 are near, fourteen of them; from minute 30 to 60 all twenty
        // are.
        assertThat(everySecond).containsExactly(false, false, false, true, true, true, true, false, false, false);
    }

    @Test
    void onePersonIsNoBrigadeHoweverOftenHeReports() {
        for (int i = 0; i < 30; i++) {
            file(Duration.ofMinutes(i), "anna");
        }

        assertThat(isBrigaded()).containsOnly(false);
    }

    @Test
    void anonymousReportsMakeNoBrigade() {
        for (int i = 0; i < 30; i++) {
            file(Duration.ofMinutes(i), null);
        }

        assertThat(isBrigaded()).containsOnly(false);
    }

    @Test
    void theTwoPointersAgreeWithCountingEachReportAnew() {
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            filed.clear();
            for (int i = 0; i < 120; i++) {
                file(Duration.ofMinutes(random.nextInt(400)), random.nextInt(5) == 0 ? null : "p" + random.nextInt(40));
            }
            List<Standing> standings = SubjectReports.of(filed);

            for (Standing standing : standings) {
                Filed report = filed.stream()
                        .filter(each -> each.eventId().equals(standing.eventId()))
                        .findFirst()
                        .orElseThrow();
                long people = filed.stream()
                        .filter(each -> each.reporterId() != null)
                        .filter(each ->
                                Duration.between(report.at(), each.at()).abs().compareTo(Duration.ofHours(1)) <= 0)
                        .map(Filed::reporterId)
                        .distinct()
                        .count();
                assertThat(standing.isBrigaded()).isEqualTo(people >= 20);
            }
            Collections.shuffle(filed, random);
            assertThat(SubjectReports.of(filed)).isEqualTo(standings);
        }
    }

    private void file(Duration after, String reporter) {
        int number = filed.size();
        filed.add(new Filed(START.plus(after), "e%03d".formatted(number), "r" + number, reporter));
    }

    private List<Boolean> opensCase() {
        return SubjectReports.of(filed).stream().map(Standing::opensCase).toList();
    }

    private List<Boolean> isBrigaded() {
        return SubjectReports.of(filed).stream().map(Standing::isBrigaded).toList();
    }
}
