package dev.vitals.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Appeals and the decisions that they question, as the contract silver.appeal says. */
final class OracleAppeals {
    private static final int FOLLOWED_DAYS = 60;
    private static final int QUESTIONED_DAYS = 90;

    /** What the events of one appeal come to; {@code begunAt} is its first event, with or without a submission. */
    record Course(
            String action,
            String report,
            String channel,
            String subject,
            Instant begunAt,
            Instant submittedAt,
            Instant decidedAt,
            String outcome) {
        /** When it was asked for, as far as the log tells. */
        Instant askedAt() {
            return submittedAt != null ? submittedAt : decidedAt != null ? decidedAt : begunAt;
        }
    }

    record Appeal(Course course, String person, Map<String, String> dimensions) implements OracleFact {
        LocalDate decidedDate() {
            return course.decidedAt() == null ? null : RawEvents.day(course.decidedAt());
        }
    }

    private OracleAppeals() {}

    /** The events of each appeal, in order. */
    static List<List<RawEvents.AppealEvent>> logs(RawEvents events) {
        Map<String, List<RawEvents.AppealEvent>> byAppeal = new LinkedHashMap<>();
        for (RawEvents.AppealEvent event : events.appeals) {
            byAppeal.computeIfAbsent(event.appeal(), id -> new ArrayList<>()).add(event);
        }
        byAppeal.values().forEach(log -> log.sort(Comparator.comparing(RawEvents.AppealEvent::at)));
        return List.copyOf(byAppeal.values());
    }

    /**
     * What an appeal comes to within the 60 days after a day, or null when nothing of it happened in them. The last decision
     * counts, and an appeal that was withdrawn before any has none.
     */
    static Course course(List<RawEvents.AppealEvent> log, LocalDate day) {
        String action = null;
        String report = null;
        String channel = null;
        String subject = null;
        Instant begunAt = null;
        Instant submittedAt = null;
        Instant withdrawnAt = null;
        RawEvents.AppealEvent decision = null;
        for (RawEvents.AppealEvent event : log) {
            if (!RawEvents.isWithin(event.at(), day, FOLLOWED_DAYS)) {
                continue;
            }
            action = action == null ? event.action() : action;
            report = report == null ? event.report() : report;
            channel = channel == null ? event.channel() : channel;
            subject = subject == null ? event.subject() : subject;
            begunAt = begunAt == null ? event.at() : begunAt;
            if (event.kind().equals("submitted") && submittedAt == null) {
                submittedAt = event.at();
            } else if (event.kind().equals("withdrawn") && decision == null) {
                withdrawnAt = event.at();
            } else if (event.kind().equals("decided") && withdrawnAt == null) {
                decision = event;
            }
        }
        return begunAt == null
                ? null
                : new Course(
                        action,
                        report,
                        channel,
                        subject,
                        begunAt,
                        submittedAt,
                        decision == null ? null : decision.at(),
                        decision == null ? null : decision.outcome());
    }

    static List<Appeal> appeals(
            RawEvents events,
            OracleDimensions known,
            List<OracleEnforcement.Sanction> sanctions,
            List<OracleReports.Report> reports) {
        List<Appeal> appeals = new ArrayList<>();
        for (List<RawEvents.AppealEvent> log : logs(events)) {
            RawEvents.AppealEvent first = first(log, "submitted");
            first = first == null ? first(log, "decided") : first;
            if (first != null) {
                Course course = course(log, RawEvents.day(first.at()));
                OracleEnforcement.Sanction questioned = questioned(course, sanctions);
                String named = course.subject() == null && questioned != null
                        ? questioned.event().subject()
                        : course.subject();
                appeals.add(new Appeal(
                        course,
                        named == null ? first.appeal() : named,
                        dimensions(course, known, questioned, reports)));
            }
        }
        return appeals;
    }

    private static RawEvents.AppealEvent first(List<RawEvents.AppealEvent> log, String kind) {
        for (RawEvents.AppealEvent event : log) {
            if (event.kind().equals(kind)) {
                return event;
            }
        }
        return null;
    }

    /** The action that the appeal names; else the first to which the report had led that it names, if any. */
    private static OracleEnforcement.Sanction questioned(Course course, List<OracleEnforcement.Sanction> sanctions) {
        OracleEnforcement.Sanction questioned = null;
        for (OracleEnforcement.Sanction sanction : sanctions) {
            boolean isNamed = course.action() != null
                    ? course.action().equals(sanction.event().id())
                    : course.report() != null
                            && course.report().equals(sanction.event().report());
            boolean isFirst = questioned == null
                    || sanction.event().at().isBefore(questioned.event().at());
            if (isNamed && isFirst && isBefore(sanction.event().at(), course)) {
                questioned = sanction;
            }
        }
        return questioned;
    }

    private static Map<String, String> dimensions(
            Course course,
            OracleDimensions known,
            OracleEnforcement.Sanction questioned,
            List<OracleReports.Report> reports) {
        OracleReports.Report report = null;
        for (OracleReports.Report each : reports) {
            if (each.filed().report().equals(course.report())
                    && isBefore(each.filed().at(), course)) {
                report = each;
            }
        }
        String channel = course.channel();
        channel = channel == null && questioned != null ? questioned.event().channel() : channel;
        channel = channel == null && report != null ? report.filed().channel() : channel;
        Map<String, String> of =
                report != null ? report.dimensions() : questioned != null ? questioned.dimensions() : Map.of();
        boolean isOfReport = course.action() == null
                && report != null
                && report.dimensions().containsKey("decided_at")
                && !Instant.parse(report.dimensions().get("decided_at")).isAfter(course.askedAt());
        Map<String, String> decided =
                isOfReport ? report.dimensions() : questioned == null ? Map.of() : questioned.dimensions();
        return OracleFact.dimensions(
                "moderator_id", decided.get("moderator_id"),
                "moderator_team", decided.get("moderator_team"),
                "category", of.get("category"),
                "language", known.channel(channel, course.askedAt(), "language"),
                "region", known.channel(channel, course.askedAt(), "region"),
                "channel_tier", known.channel(channel, course.askedAt(), "tier"),
                "trigger", questioned == null ? null : questioned.trigger(),
                "action", questioned == null ? null : questioned.event().action());
    }

    private static boolean isBefore(Instant at, Course course) {
        return !at.isAfter(course.askedAt())
                && !RawEvents.day(at).plusDays(QUESTIONED_DAYS).isBefore(RawEvents.day(course.askedAt()));
    }
}
