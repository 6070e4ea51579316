package dev.vitals.job.refine;

import dev.vitals.job.refine.ReportLife.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The first time that somebody held a report: from the assignment to the decision, or to what came before one.
 *
 * <p>Each report that was ever assigned has one, however it went on. So nothing is chosen by its outcome: the last
 * holder before a decision would be one who decided, and those who gave the report back would never be seen. The rules:
 *
 * <ul>
 *   <li>It begins with the first assignment while the report is open. Nobody handles a report that has ended, before it
 *       is reopened.
 *   <li>A decision ends it as {@code decided}, whoever takes it, and so does a close.
 *   <li>It ends as {@code handed_on} when the report is unassigned, assigned to somebody else, put into a queue or
 *       escalated, also by a decision to escalate. Assigned to the same person again, it goes on.
 *   <li>An automatic close, a merge and a withdrawal end it as what they are.
 *   <li>What is unassigned at the moment of the assignment is the one who held it before.
 * </ul>
 *
 * @param beganAt null when nobody held it
 * @param endedAt null while it lasts
 * @param endKind decided, handed_on, auto_closed, merged or withdrawn
 */
record Handling(Instant beganAt, Instant endedAt, String endKind) {
    private static final Handling NONE = new Handling(null, null, null);
    private static final String DECIDED = "decided";
    private static final String HANDED_ON = "handed_on";

    /** The first handling, from activities in order. */
    static Handling first(List<Activity> activities) {
        Activity assignment = null;
        boolean isOpen = true;
        for (Activity each : activities) {
            if (assignment == null) {
                assignment = isOpen && each.kind().equals("assigned") ? each : null;
                isOpen = each.kind().equals("reopened") || (isOpen && !each.settles());
            } else if (endKind(each, assignment) != null) {
                return new Handling(assignment.at(), each.at(), endKind(each, assignment));
            }
        }
        return assignment == null ? NONE : new Handling(assignment.at(), null, null);
    }

    /** How an activity ends the handling that began with the assignment; null when it does not. */
    private static String endKind(Activity activity, Activity assignment) {
        return switch (activity.kind()) {
            case "decided" -> "escalate".equals(activity.decision()) ? HANDED_ON : DECIDED;
            case "closed" -> DECIDED;
            case "escalated", "queued" -> HANDED_ON;
            case "unassigned" -> activity.at().isAfter(assignment.at()) ? HANDED_ON : null;
            case "assigned" -> Objects.equals(activity.moderatorId(), assignment.moderatorId()) ? null : HANDED_ON;
            case "auto_closed", "merged", "withdrawn" -> activity.kind();
            default -> null;
        };
    }
}
