package dev.vitals.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Working sessions of human moderators, as the contract silver.moderator_session says. */
final class OracleSessions {
    private static final Duration PAUSE = Duration.ofMinutes(30);
    private static final Duration BREAK = Duration.ofMinutes(10);
    private static final long FIRST_WORK_SECONDS = 60;
    private static final Set<String> WORK_ON_REPORTS =
            Set.of("first_viewed", "escalated", "decided", "closed", "reopened", "merged");
    private static final Set<String> ANSWERS = Set.of("approved", "denied");
    private static final Set<String> MACHINES = Set.of("automod", "bot", "system");

    /** What an activity is about, as far as the log tells; both may be null. */
    record Item(String queue, String severity) {}

    /** One thing that a moderator did; {@code decision} names what was decided, and is null when nothing was. */
    record Work(Instant at, String decision, boolean isBulk, Item item) {}

    /** Work of a session on items of one kind. */
    record Part(Item item, long seconds, long decisions) {}

    record Session(
            String moderator,
            Instant from,
            long activeSeconds,
            long decisions,
            long bulkActions,
            long severeSeconds,
            long longestRunSeconds,
            List<Part> parts,
            double expected,
            Map<String, String> dimensions)
            implements OracleFact {
        LocalDate day() {
            return RawEvents.day(from);
        }

        private Session expecting(double decisions) {
            return new Session(
                    moderator,
                    from,
                    activeSeconds,
                    this.decisions,
                    bulkActions,
                    severeSeconds,
                    longestRunSeconds,
                    parts,
                    decisions,
                    dimensions);
        }
    }

    private OracleSessions() {}

    static List<Session> sessions(RawEvents events, OracleDimensions known) {
        List<Session> sessions = new ArrayList<>();
        work(events, known).forEach((moderator, work) -> sessions.addAll(sessions(moderator, work, known)));
        return sessions.stream()
                .map(session -> session.expecting(expected(session, sessions)))
                .toList();
    }

    /** What all sessions of its day would have decided in the same time on the same kinds of items. */
    private static double expected(Session session, List<Session> all) {
        BigDecimal expected = BigDecimal.ZERO;
        for (Part part : session.parts()) {
            long seconds = 0;
            long decisions = 0;
            for (Session other : all) {
                for (Part same : other.parts()) {
                    boolean counts =
                            other.day().equals(session.day()) && same.item().equals(part.item());
                    seconds += counts ? same.seconds() : 0;
                    decisions += counts ? same.decisions() : 0;
                }
            }
            expected = expected.add(
                    seconds == 0
                            ? BigDecimal.valueOf(part.decisions())
                            : BigDecimal.valueOf(part.seconds() * decisions)
                                    .divide(BigDecimal.valueOf(seconds), 6, RoundingMode.HALF_UP));
        }
        return expected.doubleValue();
    }

    private static Map<String, List<Work>> work(RawEvents events, OracleDimensions known) {
        Reports reports = new Reports(events);
        Map<String, List<Work>> byModerator = new TreeMap<>();
        // In this order they count where they happen in the same instant.
        for (RawEvents.Update update : events.updates) {
            if (ANSWERS.contains(update.status())) {
                Work work = new Work(update.at(), "hold " + update.message(), false, new Item("automod", null));
                add(byModerator, known, update.moderator(), work);
            }
        }
        for (RawEvents.Enforcement action : events.enforcements) {
            if (!MACHINES.contains(String.valueOf(action.actorType()))) {
                Item item = action.report() == null
                        ? new Item("direct", action.severity())
                        : reports.item(action.report(), action.at());
                item = action.severity() == null ? item : new Item(item.queue(), action.severity());
                add(
                        byModerator,
                        known,
                        action.actor(),
                        new Work(action.at(), decisionOf(action), action.bulk() != null, item));
            }
        }
        for (RawEvents.Activity activity : events.activities) {
            if (WORK_ON_REPORTS.contains(activity.kind()) && !activity.isAutomated()) {
                boolean isDecision = activity.kind().equals("decided")
                        || activity.kind().equals("closed") && activity.decision() != null;
                String decision = isDecision ? "report " + activity.report() : null;
                Item told = reports.item(activity.report(), activity.at());
                Item item = activity.queue() == null ? told : new Item(activity.queue(), told.severity());
                add(byModerator, known, activity.moderator(), new Work(activity.at(), decision, false, item));
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
        Map<String, Item> decisions = new HashMap<>();
        Map<Item, Long> seconds = new LinkedHashMap<>();
        long severe = 0;
        long bulk = 0;
        long longest = 0;
        Instant rested = from;
        for (int i = 0; i < work.size(); i++) {
            Work each = work.get(i);
            if (each.decision() != null) {
                decisions.putIfAbsent(each.decision(), each.item());
            }
            bulk += each.isBulk() ? 1 : 0;
            Instant before = i == 0 ? from : work.get(i - 1).at();
            long spent = i == 0 ? FIRST_WORK_SECONDS : secondsBetween(from, each.at()) - secondsBetween(from, before);
            seconds.merge(each.item(), spent, Long::sum);
            rested = Duration.between(before, each.at()).compareTo(BREAK) < 0 ? rested : each.at();
            longest = Math.max(longest, secondsBetween(rested, each.at()) + FIRST_WORK_SECONDS);
            boolean isSevere = "critical".equals(each.item().severity()) && i + 1 < work.size();
            severe += isSevere
                    ? Math.min(300, secondsBetween(each.at(), work.get(i + 1).at()))
                    : 0;
        }
        List<Part> parts = new ArrayList<>();
        seconds.forEach((item, spent) -> parts.add(new Part(
                item, spent, decisions.values().stream().filter(item::equals).count())));
        return new Session(
                moderator,
                from,
                secondsBetween(from, to) + FIRST_WORK_SECONDS,
                decisions.size(),
                bulk,
                severe,
                longest,
                parts,
                0,
                OracleFact.dimensions(
                        "moderator_team", known.moderator(moderator, from, "team"),
                        "region", known.moderator(moderator, from, "region")));
    }

    private static long secondsBetween(Instant from, Instant to) {
        return Duration.between(from, to).getSeconds();
    }

    /** In which queue reports were, and how severe, as far as they were told of in the 59 days before and on a day. */
    private static final class Reports {
        private static final int DAYS_BEFORE = 59;

        private final RawEvents events;

        Reports(RawEvents events) {
            this.events = events;
        }

        Item item(String report, Instant at) {
            String severity = null;
            Instant filedAt = Instant.MIN;
            for (RawEvents.Filed filed : events.filed) {
                boolean counts = filed.report().equals(report) && filed.severity() != null && isTold(filed.at(), at);
                if (counts && filed.at().isAfter(filedAt)) {
                    severity = filed.severity();
                    filedAt = filed.at();
                }
            }
            String queue = null;
            Instant queuedAt = Instant.MIN;
            for (RawEvents.Activity activity : events.activities) {
                boolean counts =
                        activity.report().equals(report) && activity.queue() != null && isTold(activity.at(), at);
                if (counts && activity.at().isAfter(queuedAt) && !activity.at().isAfter(at)) {
                    queue = activity.queue();
                    queuedAt = activity.at();
                }
            }
            return new Item(queue, severity);
        }

        private static boolean isTold(Instant told, Instant at) {
            return !RawEvents.day(told).isAfter(RawEvents.day(at))
                    && !RawEvents.day(told).isBefore(RawEvents.day(at).minusDays(DAYS_BEFORE));
        }
    }
}
