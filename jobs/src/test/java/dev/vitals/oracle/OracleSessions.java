package dev.vitals.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Working sessions of human moderators, as the contract silver.moderator_session says. */
final class OracleSessions {
    private static final Duration PAUSE = Duration.ofMinutes(30);
    private static final long FIRST_WORK_SECONDS = 60;
    private static final Set<String> WORK_ON_REPORTS =
            Set.of("first_viewed", "escalated", "decided", "closed", "reopened", "merged");
    private static final Set<String> ANSWERS = Set.of("approved", "denied");
    private static final Set<String> MACHINES = Set.of("automod", "bot", "system");

    /** One thing that a moderator did; {@code decision} names what was decided, and is null when nothing was. */
    record Work(Instant at, String decision) {}

    record Session(String moderator, Instant from, long activeSeconds, long decisions, Map<String, String> dimensions)
            implements OracleFact {
        LocalDate day() {
            return RawEvents.day(from);
        }
    }

    private OracleSessions() {}

    static List<Session> sessions(RawEvents events, OracleDimensions known) {
        List<Session> sessions = new ArrayList<>();
        work(events, known).forEach((moderator, work) -> sessions.addAll(sessions(moderator, work, known)));
        return sessions;
    }

    private static Map<String, List<Work>> work(RawEvents events, OracleDimensions known) {
        Map<String, List<Work>> byModerator = new TreeMap<>();
        for (RawEvents.Activity activity : events.activities) {
            if (WORK_ON_REPORTS.contains(activity.kind()) && !activity.isAutomated()) {
                boolean isDecision = activity.kind().equals("decided")
                        || activity.kind().equals("closed") && activity.decision() != null;
                String decision = isDecision ? "report " + activity.report() : null;
                add(byModerator, known, activity.moderator(), new Work(activity.at(), decision));
            }
        }
        for (RawEvents.Update update : events.updates) {
            if (ANSWERS.contains(update.status())) {
                add(byModerator, known, update.moderator(), new Work(update.at(), "hold " + update.message()));
            }
        }
        for (RawEvents.Enforcement action : events.enforcements) {
            if (!MACHINES.contains(String.valueOf(action.actorType()))) {
                add(byModerator, known, action.actor(), new Work(action.at(), decisionOf(action)));
            }
        }
        return byModerator;
    }

    /** A bulk action is one decision, and so is a report with all sanctions that it led to. */
    private static String decisionOf(RawEvents.Enforcement action) {
        if (action.report() != null) {
            return "report " + action.report();
        }
        return action.bulk() != null ? "bulk " + action.bulk() : "action " + action.id();
    }

    private static void add(Map<String, List<Work>> byModerator, OracleDimensions known, String who, Work work) {
        if (who != null && !known.isBot(who, work.at())) {
            byModerator.computeIfAbsent(who, id -> new ArrayList<>()).add(work);
        }
    }

    private static List<Session> sessions(String moderator, List<Work> work, OracleDimensions known) {
        work.sort(Comparator.comparing(Work::at));
        List<Session> sessions = new ArrayList<>();
        List<Work> session = new ArrayList<>();
        for (Work next : work) {
            if (!session.isEmpty() && !belongs(next, session)) {
                sessions.add(session(moderator, session, known));
                session = new ArrayList<>();
            }
            session.add(next);
        }
        sessions.add(session(moderator, session, known));
        return sessions;
    }

    private static boolean belongs(Work next, List<Work> session) {
        Instant last = session.get(session.size() - 1).at();
        Instant end = RawEvents.endOf(RawEvents.day(session.get(0).at()).plusDays(1));
        return Duration.between(last, next.at()).compareTo(PAUSE) < 0
                && next.at().isBefore(end);
    }

    private static Session session(String moderator, List<Work> work, OracleDimensions known) {
        Instant from = work.get(0).at();
        Instant to = work.get(work.size() - 1).at();
        Set<String> decisions = new HashSet<>();
        for (Work each : work) {
            if (each.decision() != null) {
                decisions.add(each.decision());
            }
        }
        return new Session(
                moderator,
                from,
                Duration.between(from, to).getSeconds() + FIRST_WORK_SECONDS,
                decisions.size(),
                OracleFact.dimensions(
                        "moderator_team", known.moderator(moderator, from, "team"),
                        "region", known.moderator(moderator, from, "region")));
    }
}
