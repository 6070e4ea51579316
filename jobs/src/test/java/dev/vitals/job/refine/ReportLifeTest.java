package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.ReportLife.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ReportLifeTest {
    private static final Instant CREATED = Instant.parse("2026-03-02T10:00:00Z");

    /** A log reads {@code kind[:decision]@minutes}; all times are minutes after the creation. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "report_life.csv", numLinesToSkip = 1)
    void itsLogSaysWhatBecameOfAReport(
            String sentence,
            String log,
            Long firstAction,
            Long response,
            String responseKind,
            Long firstEnd,
            String firstEndKind,
            Long end,
            String endKind,
            int reopened,
            String decision,
            boolean hasNegativeLag) {
        ReportLife life = ReportLife.of(CREATED, null, parse(log));

        assertThat(minutes(life.firstActionAt())).as("first action").isEqualTo(firstAction);
        assertThat(
                        life.firstResponse() == null
                                ? null
                                : minutes(life.firstResponse().at()))
                .as("response")
                .isEqualTo(response);
        assertThat(life.firstResponse() == null ? null : life.firstResponse().kind())
                .as("response kind")
                .isEqualTo(responseKind);
        assertThat(minutes(life.first().endedAt())).as("first end").isEqualTo(firstEnd);
        assertThat(life.first().endKind()).as("first end kind").isEqualTo(firstEndKind);
        assertThat(minutes(life.last().endedAt())).as("end").isEqualTo(end);
        assertThat(life.last().endKind()).as("end kind").isEqualTo(endKind);
        assertThat(life.reopenedCount()).as("reopened").isEqualTo(reopened);
        assertThat(life.decision() == null ? null : life.decision().decision()).isEqualTo(decision);
        assertThat(life.hasNegativeLag()).as("negative lag").isEqualTo(hasNegativeLag);
    }

    /** In these logs the moderator stands behind a slash. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "report_handling.csv", numLinesToSkip = 1)
    void theFirstHandlingLastsFromTheAssignmentToWhatEndsIt(
            String sentence, String log, Long began, Long ended, String endKind) {
        Handling handling = ReportLife.of(CREATED, null, parse(log)).handling();

        assertThat(minutes(handling.beganAt())).as("began").isEqualTo(began);
        assertThat(minutes(handling.endedAt())).as("ended").isEqualTo(ended);
        assertThat(handling.endKind()).as("how it ended").isEqualTo(endKind);
    }

    @Test
    void aCloseThatRepeatsADecisionLeavesItsTimeAndOneAfterAReopeningDoesNot() {
        assertThat(minutes(ReportLife.of(CREATED, null, parse("decided:action@20 closed:action@30"))
                        .decision()
                        .at()))
                .isEqualTo(20);
        assertThat(minutes(ReportLife.of(CREATED, null, parse("closed:action@20 reopened@25 closed:action@30"))
                        .decision()
                        .at()))
                .isEqualTo(30);
    }

    @Test
    void theLastQueueCountsAndTheCreationGivesTheFirst() {
        assertThat(ReportLife.of(CREATED, "intake", List.of()).queue()).isEqualTo("intake");

        List<Activity> log =
                List.of(activity("queued", null, null, 2, "senior"), activity("queued", null, null, 1, "general"));
        assertThat(ReportLife.of(CREATED, "intake", log).queue()).isEqualTo("senior");
        assertThat(ReportLife.of(CREATED, "intake", log).queues())
                .extracting(ReportLife.Queued::queue)
                .containsExactly("intake", "general", "senior");
    }

    @Test
    void theFirstAssignmentCounts() {
        assertThat(minutes(ReportLife.of(CREATED, null, parse("assigned@9 unassigned@6 assigned@3"))
                        .assignedAt()))
                .isEqualTo(3);
    }

    /** Whatever is logged, in whatever order: stretches follow one another, and only the last can be open. */
    @Test
    void stretchesFollowOneAnother() {
        String[] kinds = {"closed", "reopened", "decided:action", "auto_closed", "first_viewed", "merged"};
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            StringBuilder log = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                log.append(kinds[random.nextInt(kinds.length)])
                        .append('@')
                        .append(random.nextInt(14) - 2)
                        .append(' ');
            }
            List<Activity> activities = new ArrayList<>(parse(log.toString().isBlank() ? null : log.toString()));
            ReportLife life = ReportLife.of(CREATED, null, activities);
            Instant before = CREATED;
            for (int i = 0; i < life.stretches().size(); i++) {
                ReportLife.Stretch stretch = life.stretches().get(i);
                assertThat(stretch.openedAt()).as(log.toString()).isAfterOrEqualTo(before);
                if (stretch.end() == null) {
                    assertThat(i).as(log.toString()).isEqualTo(life.stretches().size() - 1);
                } else {
                    assertThat(stretch.endedAt()).as(log.toString()).isAfterOrEqualTo(stretch.openedAt());
                    before = stretch.endedAt();
                }
            }
            Collections.shuffle(activities, random);
            assertThat(ReportLife.of(CREATED, null, activities)).isEqualTo(life);
        }
    }

    private static List<Activity> parse(String log) {
        List<Activity> activities = new ArrayList<>();
        for (String word : log == null ? new String[0] : log.trim().split(" ")) {
            String[] at = word.split("@");
            String[] kind = at[0].split(":");
            String[] who = kind[0].split("/");
            activities.add(activity(
                    who[0],
                    who.length > 1 ? who[1] : null,
                    kind.length > 1 ? kind[1] : null,
                    Long.parseLong(at[1]),
                    null));
        }
        return activities;
    }

    private static int count = 0;

    private static Activity activity(String kind, String moderator, String decision, long minutes, String queue) {
        String id = "e%04d".formatted(count++);
        Instant at = CREATED.plus(Duration.ofMinutes(minutes));
        return new Activity(at, id, kind, moderator, queue, decision, List.of(), null, null, null);
    }

    private static Long minutes(Instant at) {
        return at == null ? null : Duration.between(CREATED, at).toMinutes();
    }
}
