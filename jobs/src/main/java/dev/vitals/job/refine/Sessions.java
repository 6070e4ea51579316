package dev.vitals.job.refine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Cuts the work of one moderator into sessions.
 *
 * <p>Work after a pause of 30 minutes or more begins a session. It belongs to the day on which it begins and takes in
 * work up to the end of the next day. A session counts
 *
 * <ul>
 *   <li>as active from its first to its last activity, and one minute for the work before the first;
 *   <li>as decisions: decided reports, resolved holds, sanctions and lifts. A sanction told by two logs is one, a bulk
 *       action is one, a close that tells a decision is one unless the report was decided in the session, and a
 *       sanction that carries out the decision of a report counts with that decision;
 *   <li>as severe exposure the time from each activity on a critical item to the next activity, at most 5 minutes
 *       each. After the last activity nobody knows how long he looked on.
 * </ul>
 */
final class Sessions {
    static final Duration PAUSE = Duration.ofMinutes(30);
    static final Duration BEFORE_THE_FIRST = Duration.ofMinutes(1);
    static final Duration LONGEST_EXPOSURE = Duration.ofMinutes(5);
    /** Work that can belong to a session of a day: the day before tells whether it began then. */
    static final Window WORK = new Window(1, 1);

    private static final Comparator<Activity> IN_ORDER =
            Comparator.comparing(Activity::at).thenComparing(Activity::eventId);

    private Sessions() {}

    /** What a moderator did. */
    enum Kind {
        /** Looked at, escalated, closed or reopened a report. */
        HANDLED,
        DECIDED,
        /** Closed a report and told the decision with it. */
        CLOSED_WITH_DECISION,
        RESOLVED_HOLD,
        SANCTIONED,
        LIFTED
    }

    /**
     * One activity.
     *
     * @param reportId report that it is about
     * @param same equal for the tellings of one sanction or one resolved hold by several logs; null for other kinds
     */
    record Activity(
            Instant at,
            String eventId,
            Kind kind,
            String reportId,
            String bulkId,
            String same,
            String logType,
            boolean isCritical) {}

    /** A run of work. */
    record Session(
            Instant startedAt,
            Instant endedAt,
            long activeSeconds,
            long decisions,
            long bulkActions,
            long severeExposureSeconds) {}

    /** The sessions that begin on the wanted days. */
    static List<Session> of(List<Activity> activities, Predicate<LocalDate> isWanted) {
        List<Activity> work = activities.stream().sorted(IN_ORDER).toList();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < work.size(); i++) {
            boolean begins = i == 0 || isPause(work.get(i - 1), work.get(i));
            LocalDate day = Rows.day(work.get(i).at());
            if (begins && isWanted.test(day)) {
                sessions.add(session(run(work, i, WORK.end(day))));
            }
        }
        return sessions;
    }

    private static boolean isPause(Activity before, Activity after) {
        return Duration.between(before.at(), after.at()).compareTo(PAUSE) >= 0;
    }

    private static List<Activity> run(List<Activity> work, int from, Instant end) {
        int to = from + 1;
        while (to < work.size()
                && !isPause(work.get(to - 1), work.get(to))
                && work.get(to).at().isBefore(end)) {
            to++;
        }
        return work.subList(from, to);
    }

    private static Session session(List<Activity> run) {
        List<Activity> told = toldOnce(run);
        Instant start = run.get(0).at();
        Instant end = run.get(run.size() - 1).at();
        return new Session(
                start,
                end,
                Duration.between(start, end).plus(BEFORE_THE_FIRST).toSeconds(),
                decisions(told),
                told.stream().filter(activity -> activity.bulkId() != null).count(),
                severeExposure(run));
    }

    /** Drops sanctions that another log told within 5 seconds before. */
    private static List<Activity> toldOnce(List<Activity> run) {
        List<Activity> told = new ArrayList<>();
        for (Activity activity : run) {
            boolean isSanction = activity.same() != null && activity.kind() != Kind.RESOLVED_HOLD;
            if (!isSanction || told.stream().noneMatch(before -> isSame(before, activity))) {
                told.add(activity);
            }
        }
        return told;
    }

    private static boolean isSame(Activity before, Activity activity) {
        return activity.same().equals(before.same())
                && !activity.logType().equals(before.logType())
                && Duration.between(before.at(), activity.at()).compareTo(Tellings.APART) <= 0;
    }

    private static long decisions(List<Activity> told) {
        Set<String> decided = reports(told, Kind.DECIDED);
        Set<String> closed = reports(told, Kind.CLOSED_WITH_DECISION);
        Set<String> efforts = new HashSet<>();
        for (Activity activity : told) {
            switch (activity.kind()) {
                case DECIDED -> efforts.add(activity.eventId());
                case CLOSED_WITH_DECISION -> {
                    if (!decided.contains(activity.reportId())) {
                        efforts.add(activity.eventId());
                    }
                }
                case RESOLVED_HOLD -> efforts.add(activity.same() == null ? activity.eventId() : activity.same());
                case SANCTIONED, LIFTED -> {
                    boolean isCounted = activity.kind() == Kind.SANCTIONED
                            && (decided.contains(activity.reportId()) || closed.contains(activity.reportId()));
                    if (!isCounted) {
                        efforts.add(activity.bulkId() == null ? activity.eventId() : "bulk " + activity.bulkId());
                    }
                }
                case HANDLED -> {}
            }
        }
        return efforts.size();
    }

    private static Set<String> reports(List<Activity> told, Kind kind) {
        Set<String> reports = new HashSet<>();
        told.stream().filter(activity -> activity.kind() == kind).forEach(activity -> reports.add(activity.reportId()));
        return reports;
    }

    private static long severeExposure(List<Activity> run) {
        long seconds = 0;
        for (int i = 0; i + 1 < run.size(); i++) {
            if (run.get(i).isCritical()) {
                Duration until =
                        Duration.between(run.get(i).at(), run.get(i + 1).at());
                seconds += (until.compareTo(LONGEST_EXPOSURE) > 0 ? LONGEST_EXPOSURE : until).toSeconds();
            }
        }
        return seconds;
    }
}
