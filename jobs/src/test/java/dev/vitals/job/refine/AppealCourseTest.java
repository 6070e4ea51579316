package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.AppealCourse.Event;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppealCourseTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void anAppealIsPendingUntilItIsDecided() {
        AppealCourse course = AppealCourse.of(List.of(event("submitted", 0, null), event("assigned", 5, null)));

        assertThat(course).isEqualTo(new AppealCourse(START, START, false, null, null, null));
    }

    @Test
    void theLastOfSeveralDecisionsCounts() {
        AppealCourse course = AppealCourse.of(
                List.of(event("decided", 20, "reversed"), event("submitted", 0, null), event("decided", 10, "upheld")));

        assertThat(course.decidedAt()).isEqualTo(START.plusSeconds(20));
        assertThat(course.outcome()).isEqualTo("reversed");
        assertThat(course.isWithdrawn()).isFalse();
    }

    @Test
    void whatIsDecidedAfterAWithdrawalIsNoDecision() {
        AppealCourse course = AppealCourse.of(
                List.of(event("submitted", 0, null), event("withdrawn", 10, null), event("decided", 20, "omitted")));

        assertThat(course.isWithdrawn()).isTrue();
        assertThat(course.decidedAt()).isNull();
        assertThat(course.outcome()).isNull();
    }

    @Test
    void aWithdrawalAfterTheDecisionComesTooLate() {
        AppealCourse course = AppealCourse.of(
                List.of(event("submitted", 0, null), event("decided", 10, "upheld"), event("withdrawn", 20, null)));

        assertThat(course.isWithdrawn()).isFalse();
        assertThat(course.outcome()).isEqualTo("upheld");
    }

    @Test
    void anAppealWhoseSubmissionIsLostBeginsWithItsFirstEvent() {
        AppealCourse course = AppealCourse.of(List.of(event("decided", 10, "upheld"), event("assigned", 5, null)));

        assertThat(course.begunAt()).isEqualTo(START.plusSeconds(5));
        assertThat(course.submittedAt()).isNull();
    }

    private static Event event(String kind, int seconds, String outcome) {
        return new Event(START.plusSeconds(seconds), "e" + seconds, kind, outcome, null, "a1", null, null, null);
    }
}
