package dev.vitals.job.refine;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * How one appeal went.
 *
 * <p>An appeal that is withdrawn before a decision stays withdrawn: what is decided later is no decision on it. Of
 * several decisions the last counts.
 *
 * @param begunAt its first event of any kind
 * @param submittedAt null when the log does not hold the submission
 * @param decidedAt last decision; null while pending or withdrawn
 * @param outcome of that decision
 */
record AppealCourse(
        Instant begunAt,
        Instant submittedAt,
        boolean isWithdrawn,
        Instant decidedAt,
        String outcome,
        String reviewerId) {
    /** Columns of an appeal event that {@link Event#of} reads. */
    static final List<String> COLUMNS = List.of(
            "event_at",
            "event_id",
            "kind",
            "outcome",
            "reviewer_id",
            "action_id",
            "report_id",
            "subject_user_id",
            "channel_id");

    private static final Comparator<Event> IN_ORDER =
            Comparator.comparing(Event::at).thenComparing(Event::eventId);

    /** One line of an appeal's log. */
    record Event(
            Instant at,
            String eventId,
            String kind,
            String outcome,
            String reviewerId,
            String actionId,
            String reportId,
            String subjectUserId,
            String channelId) {
        static Event of(Row row) {
            return new Event(
                    Rows.instant(row, "event_at"),
                    Rows.text(row, "event_id"),
                    Rows.text(row, "kind"),
                    Rows.text(row, "outcome"),
                    Rows.text(row, "reviewer_id"),
                    Rows.text(row, "action_id"),
                    Rows.text(row, "report_id"),
                    Rows.text(row, "subject_user_id"),
                    Rows.text(row, "channel_id"));
        }

        /** Key of the bans of whom and where, as {@link AppealLinks#banKey}; empty without a person. */
        String banKey() {
            return subjectUserId == null
                    ? ""
                    : AppealLinks.BAN + subjectUserId + "|" + (channelId == null ? "" : channelId);
        }

        private boolean is(String wanted) {
            return kind.equals(wanted);
        }
    }

    /** The course of an appeal from its events, of which there is at least one. */
    static AppealCourse of(List<Event> events) {
        List<Event> log = events.stream().sorted(IN_ORDER).toList();
        boolean isWithdrawn = log.stream()
                .filter(event -> event.is("withdrawn") || event.is("decided"))
                .findFirst()
                .filter(event -> event.is("withdrawn"))
                .isPresent();
        Event decision = isWithdrawn
                ? null
                : log.stream()
                        .filter(event -> event.is("decided"))
                        .reduce((earlier, later) -> later)
                        .orElse(null);
        return new AppealCourse(
                log.get(0).at(),
                log.stream()
                        .filter(event -> event.is("submitted"))
                        .map(Event::at)
                        .findFirst()
                        .orElse(null),
                isWithdrawn,
                decision == null ? null : decision.at(),
                decision == null ? null : decision.outcome(),
                decision == null ? null : decision.reviewerId());
    }

    /** The first value that an event gives, in order of time; null when none does. */
    static String firstOf(List<Event> events, Function<Event, String> value) {
        return events.stream()
                .sorted(IN_ORDER)
                .map(value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What an appeal questions: the actions and reports that its events name. */
    static Set<String> named(List<Event> events) {
        Set<String> keys = new HashSet<>();
        for (Event event : events) {
            if (event.actionId() != null) {
                keys.add(AppealLinks.ACTION + event.actionId());
            }
            if (event.reportId() != null) {
                keys.add(AppealLinks.REPORT + event.reportId());
            }
        }
        return keys;
    }
}
