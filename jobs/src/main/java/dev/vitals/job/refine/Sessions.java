package dev.vitals.job.refine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
 *       each. After the last activity nobody knows how long he looked on;
 *   <li>as its longest run the longest stretch without a break, a pause of 10 minutes or more, and one minute for the
 *       work before its first activity;
 *   <li>in each stratum of work, by queue and severity, the time that leads up to its activities and the decisions that
 *       were first told there, so that strata add up to the session.
 * </ul>
 */
final class Sessions {
    static final Duration PAUSE = Duration.ofMinutes(30);
    static final Duration BEFORE_THE_FIRST = Duration.ofMinutes(1);
    static final Duration LONGEST_EXPOSURE = Duration.ofMinutes(5);
    static final Duration BREAK = Duration.ofMinutes(10);
    /** Work that can belong to a session of a day: the day before tells whether it began then. */
    static final Window WORK = new Window(1, 1);

    /** Ids of events begin with their log: in the same instant holds come first, then sanctions and lifts, then reports. */
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
     * @param stratum kind of work that its item is
     */
    record Activity(
            Instant at,
            String eventId,
            Kind kind,
            String reportId,
            String bulkId,
            String same,
            String logType,
            boolean isCritical,
            Stratum stratum) {}

    /** Work that takes about the same time; null is unknown. */
    record Stratum(String queue, String severity) implements Comparable<Stratum> {
        private static final Comparator<String> UNKNOWN_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
        private static final Comparator<Stratum> ORDER =
                Comparator.comparing(Stratum::queue, UNKNOWN_FIRST).thenComparing(Stratum::severity, UNKNOWN_FIRST);

        @Override
        public int compareTo(Stratum other) {
            return ORDER.compare(this, other);
        }
    }

    /** What of a session was work of one stratum. */
    record Part(Stratum stratum, long activeSeconds, long decisions) {}

    /** A run of work. */
    record Session(
            Instant startedAt,
            Instant endedAt,
            long activeSeconds,
            long decisions,
            long bulkActions,
            long severeExposureSeconds,
            long longestRunSeconds,
            List<Part> parts) {}

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
        return isApart(PAUSE, before, after);
    }

    private static boolean isApart(Duration span, Activity before, Activity after) {
        return Duration.between(before.at(), after.at()).compareTo(span) >= 0;
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
        Map<String, Stratum> efforts = efforts(told);
        return new Session(
                start,
                end,
                activeSeconds(start, end),
                efforts.size(),
                told.stream().filter(activity -> activity.bulkId() != null).count(),
                severeExposure(run),
                longestRun(run),
                parts(run, efforts.values()));
    }

    private static long activeSeconds(Instant first, Instant last) {
        return Duration.between(first, last).plus(BEFORE_THE_FIRST).toSeconds();
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

    /** What was decided, each under a name of its own, with the kind of work in which it was told first. */
    private static Map<String, Stratum> efforts(List<Activity> told) {
        Set<String> decided = reports(told, Kind.DECIDED);
        Set<String> closed = reports(told, Kind.CLOSED_WITH_DECISION);
        Map<String, Stratum> efforts = new HashMap<>();
        for (Activity activity : told) {
            switch (activity.kind()) {
                case DECIDED -> efforts.putIfAbsent(activity.eventId(), activity.stratum());
                case CLOSED_WITH_DECISION -> {
                    if (!decided.contains(activity.reportId())) {
                        efforts.putIfAbsent(activity.eventId(), activity.stratum());
                    }
                }
                case RESOLVED_HOLD ->
                    efforts.putIfAbsent(
                            activity.same() == null ? activity.eventId() : activity.same(), activity.stratum());
                case SANCTIONED, LIFTED -> {
                    boolean isCounted = activity.kind() == Kind.SANCTIONED
                            && (decided.contains(activity.reportId()) || closed.contains(activity.reportId()));
                    if (!isCounted) {
                        efforts.putIfAbsent(
                                activity.bulkId() == null ? activity.eventId() : "bulk " + activity.bulkId(),
                                activity.stratum());
                    }
                }
                case HANDLED -> {}
            }
        }
        return efforts;
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

    private static long longestRun(List<Activity> run) {
        Instant begin = run.get(0).at();
        long longest = activeSeconds(begin, begin);
        for (int i = 1; i < run.size(); i++) {
            Activity activity = run.get(i);
            begin = isApart(BREAK, run.get(i - 1), activity) ? activity.at() : begin;
            longest = Math.max(longest, activeSeconds(begin, activity.at()));
        }
        return longest;
    }

    private static List<Part> parts(List<Activity> run, Collection<Stratum> decided) {
        TreeMap<Stratum, Long> seconds = new TreeMap<>();
        Map<Stratum, Long> decisions = new HashMap<>();
        decided.forEach(stratum -> decisions.merge(stratum, 1L, Long::sum));
        long before = 0;
        for (Activity activity : run) {
            long after = activeSeconds(run.get(0).at(), activity.at());
            seconds.merge(activity.stratum(), after - before, Long::sum);
            before = after;
        }
        return seconds.entrySet().stream()
                .map(part -> new Part(part.getKey(), part.getValue(), decisions.getOrDefault(part.getKey(), 0L)))
                .toList();
    }
}
