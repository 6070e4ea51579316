package dev.vitals.job.refine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the log of one report amounts to: when it was taken up, decided, ended and opened again.
 *
 * <p>The rules, in order:
 *
 * <ul>
 *   <li>A report is open from its creation. {@code closed}, {@code auto_closed}, {@code merged} and {@code withdrawn}
 *       end it; a second end without a reopening between them changes nothing.
 *   <li>Some logs decide and never close. So a stretch without such an end ends, as {@code closed}, with its first
 *       decision other than {@code escalate}. Where an end comes later in the same stretch, that end counts and not
 *       the decision.
 *   <li>A close that tells a decision decides, too, unless it repeats the one that its stretch had.
 *   <li>{@code reopened} opens a report that has ended, and is nothing on one that is open.
 *   <li>Activities dated before the creation count as of the creation and raise {@link #hasNegativeLag}, so that the
 *       report is not taken for open and its durations can be left out.
 *   <li>Activities at the same instant follow the order of a life (viewed, decided, ended, reopened), then their ids.
 * </ul>
 *
 * @param firstActionAt first time it was viewed, escalated, decided or closed; null when nothing took it up
 * @param firstResponse what ended the wait: the first time that it was taken up or ended without being taken up; null
 *     while it waits
 * @param stretches stretches in which it was open, at least one; only the last can lack an end
 * @param assignedAt first assignment
 * @param handling first time that somebody held it
 * @param decision last decision
 * @param queues queues that held it, in order; each holds it until the next one does
 * @param actionIds enforcement actions that its decisions led to
 */
record ReportLife(
        Instant firstActionAt,
        Response firstResponse,
        List<Stretch> stretches,
        Instant assignedAt,
        Handling handling,
        Activity decision,
        List<Queued> queues,
        List<String> actionIds,
        boolean hasNegativeLag) {
    private static final List<String> ORDER_OF_A_LIFE = List.of(
            "created",
            "queued",
            "assigned",
            "unassigned",
            "first_viewed",
            "escalated",
            "decided",
            "closed",
            "auto_closed",
            "merged",
            "withdrawn",
            "reopened");
    private static final Set<String> ENDS = Set.of("closed", "auto_closed", "merged", "withdrawn");
    private static final Set<String> TAKEN_UP = Set.of("first_viewed", "escalated", "decided", "closed");
    private static final Comparator<Activity> IN_ORDER = Comparator.comparing(Activity::at)
            .thenComparing(activity -> ORDER_OF_A_LIFE.indexOf(activity.kind()))
            .thenComparing(Activity::eventId);

    /** One line of the log. */
    record Activity(
            Instant at,
            String eventId,
            String kind,
            String moderatorId,
            String queue,
            String decision,
            List<String> actionIds,
            String mergedInto,
            Boolean isAutomated,
            String closeReason) {
        private boolean isFinalDecision() {
            return kind.equals("decided") && decision != null && !decision.equals("escalate");
        }

        /** Whether it ends a report that is open. */
        boolean settles() {
            return ENDS.contains(kind) || isFinalDecision();
        }

        private Activity notBefore(Instant created) {
            return at.isBefore(created)
                    ? new Activity(
                            created,
                            eventId,
                            kind,
                            moderatorId,
                            queue,
                            decision,
                            actionIds,
                            mergedInto,
                            isAutomated,
                            closeReason)
                    : this;
        }
    }

    /** The end of the wait; {@code kind} is taken_up, auto_closed, merged or withdrawn. */
    record Response(Instant at, String kind) {
        private static Response of(Activity activity) {
            return new Response(activity.at(), TAKEN_UP.contains(activity.kind()) ? "taken_up" : activity.kind());
        }
    }

    /** A queue and the time at which the report came into it. */
    record Queued(Instant at, String queue) {}

    /** A time in which the report was open; {@code end} is null while it still is. */
    record Stretch(Instant openedAt, Activity end) {
        Instant endedAt() {
            return end == null ? null : end.at();
        }

        /** closed, auto_closed, merged or withdrawn. */
        String endKind() {
            return end == null ? null : end.kind().equals("decided") ? "closed" : end.kind();
        }
    }

    /** The life of a report created at that time, from everything else that its log says. */
    static ReportLife of(Instant created, String firstQueue, List<Activity> log) {
        List<Activity> activities = log.stream()
                .sorted(IN_ORDER)
                .map(each -> each.notBefore(created))
                .toList();
        return new ReportLife(
                activities.stream()
                        .filter(each -> TAKEN_UP.contains(each.kind()))
                        .map(Activity::at)
                        .findFirst()
                        .orElse(null),
                activities.stream()
                        .filter(each -> TAKEN_UP.contains(each.kind()) || ENDS.contains(each.kind()))
                        .map(Response::of)
                        .findFirst()
                        .orElse(null),
                stretches(created, activities),
                activities.stream()
                        .filter(each -> each.kind().equals("assigned"))
                        .map(Activity::at)
                        .findFirst()
                        .orElse(null),
                Handling.first(activities),
                lastDecision(activities),
                queues(new Queued(created, firstQueue), activities),
                activities.stream()
                        .flatMap(each -> each.actionIds().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                log.stream().anyMatch(each -> each.at().isBefore(created)));
    }

    private static Activity lastDecision(List<Activity> activities) {
        Activity last = null;
        String ofStretch = null;
        for (Activity each : activities) {
            boolean isTold = each.kind().equals("closed")
                    && each.decision() != null
                    && !each.decision().equals(ofStretch);
            if (each.kind().equals("decided") || isTold) {
                last = each;
                ofStretch = each.decision();
            } else if (each.kind().equals("reopened")) {
                ofStretch = null;
            }
        }
        return last;
    }

    Stretch first() {
        return stretches.get(0);
    }

    Stretch last() {
        return stretches.get(stretches.size() - 1);
    }

    /** The last queue; null when the log names none. */
    String queue() {
        return queues.isEmpty() ? null : queues.get(queues.size() - 1).queue();
    }

    int reopenedCount() {
        return stretches.size() - 1;
    }

    private static List<Queued> queues(Queued first, List<Activity> activities) {
        List<Queued> queues = new ArrayList<>();
        Stream.concat(Stream.of(first), activities.stream().map(each -> new Queued(each.at(), each.queue())))
                .filter(each -> each.queue() != null)
                .filter(each -> queues.isEmpty()
                        || !queues.get(queues.size() - 1).queue().equals(each.queue()))
                .forEach(queues::add);
        return queues;
    }

    private static List<Stretch> stretches(Instant created, List<Activity> activities) {
        List<Stretch> stretches = new ArrayList<>();
        Instant opened = created;
        Activity end = null;
        for (Activity each : activities) {
            boolean hasEnded = end != null && ENDS.contains(end.kind());
            if (ENDS.contains(each.kind()) && !hasEnded) {
                end = each;
            } else if (each.isFinalDecision() && end == null) {
                end = each;
            } else if (each.kind().equals("reopened") && end != null) {
                stretches.add(new Stretch(opened, end));
                opened = each.at();
                end = null;
            }
        }
        stretches.add(new Stretch(opened, end));
        return stretches;
    }
}
