package dev.vitals.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reports, and the reports that were open when a day ended, as the contracts silver.report_case and report_backlog say. */
final class OracleReports {
    static final int FOLLOWED_DAYS = 60;
    private static final int EARLY_DAYS = 7;
    private static final Duration CASE_GAP = Duration.ofDays(7);
    private static final Map<String, Duration> ALLOWANCES = Map.of(
            "critical", Duration.ofHours(1),
            "high", Duration.ofHours(4),
            "medium", Duration.ofHours(24),
            "low", Duration.ofHours(72));
    private static final Set<String> ENDS = Set.of("closed", "auto_closed", "merged", "withdrawn");
    private static final Set<String> TAKEN_UP = Set.of("first_viewed", "escalated", "decided", "closed");
    /** Activities of the same instant happen in this order. */
    private static final List<String> ORDER = List.of(
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

    /** A time in which a report was open; without an end it still is. */
    record Stretch(Instant from, Instant to, String endKind) {}

    /** How long nobody had answered: until somebody took the report up, or it was over in another way. */
    record Waited(Instant to, String endKind) {}

    record Report(
            RawEvents.Filed filed,
            List<RawEvents.Activity> life,
            Instant dueAt,
            boolean opensCase,
            Waited waited,
            List<Stretch> stretches,
            Stretch firstHeld,
            String decision,
            boolean hasNegativeLag,
            Map<String, String> dimensions)
            implements OracleFact {
        LocalDate createdDate() {
            return RawEvents.day(filed.at());
        }

        LocalDate dueDate() {
            return dueAt == null ? null : RawEvents.day(dueAt);
        }

        Instant firstClosedAt() {
            return stretches.get(0).to();
        }

        String firstEndKind() {
            return stretches.get(0).endKind();
        }

        Stretch lastStretch() {
            return stretches.get(stretches.size() - 1);
        }
    }

    record Open(LocalDate day, long ageSeconds, boolean isAtRisk, Map<String, String> dimensions)
            implements OracleFact {}

    private OracleReports() {}

    static List<Report> reports(RawEvents events, OracleDimensions known) {
        List<Report> reports = new ArrayList<>();
        for (RawEvents.Filed filed : events.filed) {
            reports.add(report(filed, events, known));
        }
        return reports;
    }

    /** Reports filed on a day or in the 60 days before it that were open when it ended. */
    static List<Open> backlog(List<Report> reports, LocalDate firstDay, LocalDate asOf) {
        List<Open> backlog = new ArrayList<>();
        for (LocalDate day = firstDay; !day.isAfter(asOf); day = day.plusDays(1)) {
            for (Report report : reports) {
                Instant end = RawEvents.endOf(day);
                boolean isRecent = !report.createdDate().isAfter(day)
                        && !report.createdDate().plusDays(FOLLOWED_DAYS).isBefore(day);
                if (isRecent && isOpen(report, end)) {
                    long age = Duration.between(report.filed().at(), end).getSeconds();
                    Map<String, String> dimensions = new HashMap<>(report.dimensions());
                    dimensions.remove("queue");
                    report.life().stream()
                            .filter(activity ->
                                    activity.queue() != null && activity.at().isBefore(end))
                            .forEach(activity -> dimensions.put("queue", activity.queue()));
                    backlog.add(new Open(day, age, isAtRisk(report, end), dimensions));
                }
            }
        }
        return backlog;
    }

    private static boolean isOpen(Report report, Instant end) {
        for (Stretch stretch : report.stretches()) {
            boolean hasEnded = stretch.to() != null && stretch.to().isBefore(end);
            if (stretch.from().isBefore(end) && !hasEnded) {
                return true;
            }
        }
        return false;
    }

    /** Over 80% of the allowance is gone, and it is not due yet. */
    private static boolean isAtRisk(Report report, Instant end) {
        if (report.dueAt() == null || !report.dueAt().isAfter(end)) {
            return false;
        }
        double gone = Duration.between(report.filed().at(), end).toMillis();
        double allowance = Duration.between(report.filed().at(), report.dueAt()).toMillis();
        return gone / allowance > 0.8;
    }

    private static Report report(RawEvents.Filed filed, RawEvents events, OracleDimensions known) {
        Instant created = filed.at();
        List<RawEvents.Activity> life = lifeOf(filed, events);
        String queue = null;
        Waited waited = new Waited(null, null);
        RawEvents.Activity decision = null;
        String told = null;
        for (RawEvents.Activity activity : life) {
            queue = activity.queue() == null ? queue : activity.queue();
            boolean isAnswer = TAKEN_UP.contains(activity.kind());
            if (waited.to() == null && (isAnswer || ENDS.contains(activity.kind()))) {
                waited = new Waited(later(activity.at(), created), isAnswer ? "taken_up" : activity.kind());
            }
            boolean isToldAtClosing = activity.kind().equals("closed")
                    && activity.decision() != null
                    && !activity.decision().equals(told);
            if (activity.kind().equals("decided") || isToldAtClosing) {
                decision = activity;
                told = activity.decision();
            } else if (activity.kind().equals("reopened")) {
                told = null;
            }
        }
        Boolean isAutomated = decision == null
                ? null
                : (Boolean) (decision.isAutomated() || known.isBot(decision.moderator(), decision.at()));
        String team =
                Boolean.FALSE.equals(isAutomated) ? known.moderator(decision.moderator(), decision.at(), "team") : null;
        String channelLanguage = known.channel(filed.channel(), created, "language");
        return new Report(
                filed,
                life,
                filed.severity() == null || !ALLOWANCES.containsKey(filed.severity())
                        ? null
                        : created.plus(ALLOWANCES.get(filed.severity())),
                opensCase(filed, events),
                waited,
                stretches(created, life),
                firstHeld(created, life),
                decision == null ? null : decision.decision(),
                life.stream().anyMatch(activity -> activity.at().isBefore(created)),
                OracleFact.dimensions(
                        "category",
                        filed.category(),
                        "severity",
                        filed.severity(),
                        "language",
                        filed.language() == null ? channelLanguage : filed.language(),
                        "region",
                        known.channel(filed.channel(), created, "region"),
                        "surface",
                        filed.surface(),
                        "channel_tier",
                        known.channel(filed.channel(), created, "tier"),
                        "queue",
                        queue,
                        "is_automated",
                        isAutomated,
                        "moderator_id",
                        Boolean.FALSE.equals(isAutomated) ? decision.moderator() : null,
                        "decided_at",
                        decision == null ? null : decision.at(),
                        "moderator_team",
                        team,
                        "is_brigaded",
                        isBrigaded(filed, events)));
    }

    /** At least 20 people whose names are known reported the same thing within an hour of it. */
    private static boolean isBrigaded(RawEvents.Filed filed, RawEvents events) {
        Set<String> people = new HashSet<>();
        for (RawEvents.Filed other : events.filed) {
            boolean isSame = filed.subject() != null
                    && filed.subject().equals(other.subject())
                    && Objects.equals(filed.subjectType(), other.subjectType());
            Duration apart = Duration.between(filed.at(), other.at()).abs();
            if (isSame && other.reporter() != null && apart.compareTo(Duration.ofHours(1)) <= 0) {
                people.add(other.reporter());
            }
        }
        return people.size() >= 20;
    }

    /** Its activities in order, from a week before its creation (for clocks that went wrong) to 60 days after. */
    private static List<RawEvents.Activity> lifeOf(RawEvents.Filed filed, RawEvents events) {
        LocalDate earliest = RawEvents.day(filed.at()).minusDays(EARLY_DAYS);
        List<RawEvents.Activity> life = new ArrayList<>();
        for (RawEvents.Activity activity : events.activities) {
            if (activity.report().equals(filed.report())
                    && RawEvents.isWithin(activity.at(), earliest, EARLY_DAYS + FOLLOWED_DAYS)) {
                life.add(activity);
            }
        }
        life.sort(
                Comparator.comparing(RawEvents.Activity::at).thenComparing(activity -> ORDER.indexOf(activity.kind())));
        return life;
    }

    /**
     * A report is open from its creation to its first end, and again from each reopening to the next end. Where no end is
     * logged before the next reopening, or at all, the first decision other than to escalate is the end.
     */
    private static List<Stretch> stretches(Instant created, List<RawEvents.Activity> life) {
        List<Stretch> stretches = new ArrayList<>();
        Instant from = created;
        RawEvents.Activity decided = null;
        RawEvents.Activity ended = null;
        for (RawEvents.Activity activity : life) {
            boolean settles = activity.kind().equals("decided")
                    && activity.decision() != null
                    && !activity.decision().equals("escalate");
            if (settles && decided == null) {
                decided = activity;
            }
            if (ENDS.contains(activity.kind()) && ended == null) {
                ended = activity;
            }
            if (activity.kind().equals("reopened") && (ended != null || decided != null)) {
                stretches.add(stretch(created, from, ended, decided));
                from = later(activity.at(), created);
                decided = null;
                ended = null;
            }
        }
        stretches.add(stretch(created, from, ended, decided));
        return stretches;
    }

    private static Stretch stretch(
            Instant created, Instant from, RawEvents.Activity ended, RawEvents.Activity decided) {
        if (ended != null) {
            return new Stretch(from, later(ended.at(), created), ended.kind());
        }
        return decided == null
                ? new Stretch(from, null, null)
                : new Stretch(from, later(decided.at(), created), "closed");
    }

    /** How long the first person who was given the open report kept it; null when nobody ever was. */
    private static Stretch firstHeld(Instant created, List<RawEvents.Activity> life) {
        int from = 0;
        boolean isOver = false;
        while (from < life.size() && (isOver || !life.get(from).kind().equals("assigned"))) {
            RawEvents.Activity before = life.get(from);
            boolean isDecided = before.kind().equals("decided")
                    && before.decision() != null
                    && !before.decision().equals("escalate");
            isOver = !before.kind().equals("reopened") && (isOver || isDecided || ENDS.contains(before.kind()));
            from++;
        }
        if (from == life.size()) {
            return null;
        }
        RawEvents.Activity given = life.get(from);
        for (RawEvents.Activity next : life.subList(from + 1, life.size())) {
            boolean isHandedOn = Set.of("queued", "escalated").contains(next.kind())
                    || (next.kind().equals("decided") && "escalate".equals(next.decision()))
                    || (next.kind().equals("unassigned") && next.at().isAfter(given.at()))
                    || (next.kind().equals("assigned") && !Objects.equals(next.moderator(), given.moderator()));
            boolean isDecided = Set.of("decided", "closed").contains(next.kind());
            if (isHandedOn || isDecided || ENDS.contains(next.kind())) {
                String kind = isHandedOn ? "handed_on" : isDecided ? "decided" : next.kind();
                return new Stretch(later(given.at(), created), later(next.at(), created), kind);
            }
        }
        return new Stretch(later(given.at(), created), null, null);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** No report on the same subject in the 7 days before. */
    private static boolean opensCase(RawEvents.Filed filed, RawEvents events) {
        for (RawEvents.Filed other : events.filed) {
            boolean isSameSubject = filed.subject() != null
                    && Objects.equals(other.subjectType(), filed.subjectType())
                    && filed.subject().equals(other.subject());
            boolean isBefore = other.at().isBefore(filed.at())
                    || (other.at().equals(filed.at()) && other.report().compareTo(filed.report()) < 0);
            if (isSameSubject && isBefore && !other.at().isBefore(filed.at().minus(CASE_GAP))) {
                return false;
            }
        }
        return true;
    }
}
