package dev.vitals.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/** Sanctions with what led to them and what became of them, as the contract silver.enforcement_action says. */
final class OracleEnforcement {
    private static final int FOLLOWED_DAYS = 60;
    private static final int LED_BY_DAYS = 60;
    private static final int MESSAGE_DAYS = 7;
    private static final Set<String> NOT_APPEALABLE = Set.of("message_delete", "chat_cleared");
    private static final Set<String> MACHINES = Set.of("automod", "bot", "system");

    record Sanction(
            RawEvents.Enforcement event,
            String trigger,
            Instant firstReportAt,
            Long messageToActionSeconds,
            Instant appealedAt,
            String appealOutcome,
            End end,
            Map<String, String> dimensions)
            implements OracleFact {
        LocalDate day() {
            return RawEvents.day(event.at());
        }

        boolean lasts() {
            return OracleEnforcement.lasts(event);
        }

        /** Whether it ended in one of these ways before that time. */
        boolean hasEnded(Instant before, String... kinds) {
            return end != null && Set.of(kinds).contains(end.kind()) && end.at().isBefore(before);
        }

        boolean isAppealable() {
            return OracleEnforcement.isAppealable(event);
        }
    }

    private final RawEvents events;
    private final OracleDimensions known;
    private final BiPredicate<String, LocalDate> isRaided;
    private final List<List<RawEvents.AppealEvent>> appeals;

    /** @param isRaided whether a channel was raided on a day */
    OracleEnforcement(RawEvents events, OracleDimensions known, BiPredicate<String, LocalDate> isRaided) {
        this.events = events;
        this.known = known;
        this.isRaided = isRaided;
        this.appeals = OracleAppeals.logs(events);
    }

    private static boolean isAppealable(RawEvents.Enforcement event) {
        return !NOT_APPEALABLE.contains(event.action());
    }

    /** A lift takes a sanction back and is none itself. */
    static boolean isLift(RawEvents.Enforcement event) {
        return event.action().startsWith("un");
    }

    /** AutoMod, a bot or the system acted, or an account that is known as a bot. */
    static boolean isByMachine(RawEvents.Enforcement event, OracleDimensions known) {
        return MACHINES.contains(String.valueOf(event.actorType())) || known.isBot(event.actor(), event.at());
    }

    List<Sanction> sanctions() {
        List<Sanction> sanctions = new ArrayList<>();
        for (RawEvents.Enforcement event : events.enforcements) {
            if (!isLift(event)) {
                sanctions.add(sanction(event));
            }
        }
        return sanctions;
    }

    private Sanction sanction(RawEvents.Enforcement event) {
        RawEvents.Filed ledBy = report(event);
        RawEvents.Filed onMessage = firstReportOnMessage(event, true);
        String trigger = trigger(event, ledBy, onMessage);
        Instant appealedAt = null;
        OracleAppeals.Course decided = null;
        List<OracleAppeals.Course> against = new ArrayList<>();
        for (List<RawEvents.AppealEvent> log : appeals) {
            OracleAppeals.Course course = OracleAppeals.course(log, RawEvents.day(event.at()));
            if (course != null && isAgainst(course, event)) {
                against.add(course);
                boolean isFirst = appealedAt == null || course.begunAt().isBefore(appealedAt);
                appealedAt = isFirst ? course.begunAt() : appealedAt;
                boolean isLast = course.decidedAt() != null
                        && (decided == null || course.decidedAt().isAfter(decided.decidedAt()));
                decided = isLast ? course : decided;
            }
        }
        Instant sentAt = sentAt(event);
        boolean isBot = known.isBot(event.actor(), event.at());
        Object isAutomated =
                isBot ? Boolean.TRUE : event.actorType() == null ? null : MACHINES.contains(event.actorType());
        String actor = Boolean.FALSE.equals(isAutomated) ? event.actor() : null;
        return new Sanction(
                event,
                trigger,
                onMessage != null ? onMessage.at() : ledBy != null && isByPerson(ledBy) ? ledBy.at() : null,
                sentAt == null || sentAt.isAfter(event.at())
                        ? null
                        : (Long) Duration.between(sentAt, event.at()).getSeconds(),
                appealedAt,
                decided == null ? null : decided.outcome(),
                end(event, against),
                OracleFact.dimensions(
                        "category",
                        ledBy != null && ledBy.category() != null ? ledBy.category() : event.policy(),
                        "severity",
                        event.severity() == null && ledBy != null ? ledBy.severity() : event.severity(),
                        "language",
                        known.channel(event.channel(), event.at(), "language"),
                        "region",
                        known.channel(event.channel(), event.at(), "region"),
                        "channel_tier",
                        known.channel(event.channel(), event.at(), "tier"),
                        "trigger",
                        trigger,
                        "is_automated",
                        isAutomated,
                        "moderator_id",
                        actor,
                        "moderator_team",
                        known.moderator(actor, event.at(), "team"),
                        "action",
                        event.action(),
                        "has_hostile_raid",
                        isRaided.test(event.channel(), RawEvents.day(event.at())),
                        "is_appealable",
                        isAppealable(event)));
    }

    /** The report that led to it, if it was filed on its day or in the 60 days before. */
    private RawEvents.Filed report(RawEvents.Enforcement event) {
        for (RawEvents.Filed filed : events.filed) {
            if (filed.report().equals(event.report()) && isShortlyBefore(filed.at(), event, LED_BY_DAYS)) {
                return filed;
            }
        }
        return null;
    }

    /** The first report on the same message, by a person or by a machine. */
    private RawEvents.Filed firstReportOnMessage(RawEvents.Enforcement event, boolean byPerson) {
        RawEvents.Filed first = null;
        for (RawEvents.Filed filed : events.filed) {
            boolean isWanted = event.message() != null
                    && event.message().equals(filed.message())
                    && isByPerson(filed) == byPerson
                    && isShortlyBefore(filed.at(), event, MESSAGE_DAYS);
            if (isWanted && (first == null || filed.at().isBefore(first.at()))) {
                first = filed;
            }
        }
        return first;
    }

    private static boolean isByPerson(RawEvents.Filed filed) {
        return !"automated".equals(filed.source());
    }

    /** What happened to a message is looked for on the day of the sanction and in the days before. */
    private static boolean isShortlyBefore(Instant at, RawEvents.Enforcement event, int days) {
        return RawEvents.isWithin(at, RawEvents.day(event.at()).minusDays(days), days);
    }

    private Instant heldAt(RawEvents.Enforcement event) {
        for (RawEvents.Hold hold : events.holds) {
            if (hold.message().equals(event.message()) && isShortlyBefore(hold.at(), event, MESSAGE_DAYS)) {
                return hold.at();
            }
        }
        return null;
    }

    private Instant sentAt(RawEvents.Enforcement event) {
        for (RawEvents.Message message : events.messages) {
            if (message.id().equals(event.message()) && isShortlyBefore(message.at(), event, MESSAGE_DAYS)) {
                return message.at();
            }
        }
        return null;
    }

    /** The first of these rules that applies says what led to the sanction. */
    private String trigger(RawEvents.Enforcement event, RawEvents.Filed ledBy, RawEvents.Filed onMessage) {
        if (event.report() != null) {
            return ofSource(ledBy == null ? "user" : ledBy.source());
        }
        if ("automod".equals(event.actorType())) {
            return "automod";
        }
        Instant heldAt = notAfter(heldAt(event), event);
        RawEvents.Filed byMachine = firstReportOnMessage(event, false);
        Instant flaggedAt = first(heldAt, notAfter(event.detectedAt(), event));
        flaggedAt = first(flaggedAt, byMachine == null ? null : notAfter(byMachine.at(), event));
        Instant reportedAt = onMessage == null ? null : notAfter(onMessage.at(), event);
        if (reportedAt != null && (flaggedAt == null || !flaggedAt.isBefore(reportedAt))) {
            return ofSource(onMessage.source());
        }
        if (heldAt != null) {
            return "automod";
        }
        return flaggedAt != null || isByMachine(event, known) ? "proactive" : "manual";
    }

    private static Instant notAfter(Instant at, RawEvents.Enforcement event) {
        return at == null || at.isAfter(event.at()) ? null : at;
    }

    private static Instant first(Instant one, Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static String ofSource(String source) {
        return "trusted_flagger".equals(source)
                ? "trusted_flagger"
                : "automated".equals(source) ? "proactive" : "user_report";
    }

    /** It names the sanction, or it names the report that led to it and was submitted after the sanction. */
    private static boolean isAgainst(OracleAppeals.Course course, RawEvents.Enforcement event) {
        boolean namesReport = event.report() != null && event.report().equals(course.report());
        return event.id().equals(course.action())
                || (namesReport
                        && course.submittedAt() != null
                        && !course.submittedAt().isBefore(event.at()));
    }

    /** When and how a sanction ended; null while it is in force. */
    record End(Instant at, String kind) {}

    /**
     * The first of its planned end, a reversal on appeal, a lift and the next sanction of its kind in its channel. Warnings and
     * removals do not last: only a reversal ends them.
     */
    private End end(RawEvents.Enforcement event, List<OracleAppeals.Course> against) {
        Instant appealedAt = null;
        OracleAppeals.Course reversed = null;
        for (OracleAppeals.Course course : against) {
            appealedAt = first(appealedAt, course.begunAt());
            boolean isReversal = "reversed".equals(course.outcome())
                    && (reversed == null || course.decidedAt().isBefore(reversed.decidedAt()));
            reversed = isReversal ? course : reversed;
        }
        End end = null;
        if (lasts(event) && event.expiresAt() != null) {
            Instant planned = event.expiresAt().isBefore(event.at()) ? event.at() : event.expiresAt();
            Instant seen = RawEvents.endOf(RawEvents.day(event.at()).plusDays(FOLLOWED_DAYS));
            Instant visible = RawEvents.endOf(events.asOf);
            boolean hasPassed = !planned.isAfter(seen) && !planned.isAfter(visible);
            end = hasPassed ? new End(planned, "expired") : null;
        }
        if (reversed != null) {
            end = earlier(end, new End(reversed.decidedAt(), "reversed_on_appeal"));
        }
        Instant lifted = lasts(event) ? firstAfter(event, OracleEnforcement::lifts) : null;
        if (lifted != null) {
            boolean isDue = reversed != null && !reversed.begunAt().isAfter(lifted);
            boolean isAsked = appealedAt != null && !appealedAt.isAfter(lifted);
            end = earlier(end, new End(lifted, isDue ? "reversed_on_appeal" : isAsked ? "lifted" : "restored"));
        }
        Instant again = lasts(event) ? firstAfter(event, OracleEnforcement::repeats) : null;
        return again == null ? end : earlier(end, new End(again, "superseded"));
    }

    private static End earlier(End one, End other) {
        return one == null || other.at().isBefore(one.at()) ? other : one;
    }

    private static boolean lasts(RawEvents.Enforcement event) {
        return isAppealable(event) && !event.action().equals("warn");
    }

    private static boolean lifts(RawEvents.Enforcement lift, RawEvents.Enforcement sanction) {
        return lift.action().equals("un" + sanction.action())
                || (lift.action().equals("unban") && sanction.action().equals("timeout"));
    }

    private static boolean repeats(RawEvents.Enforcement other, RawEvents.Enforcement sanction) {
        return other.action().equals(sanction.action()) && other.at().isAfter(sanction.at());
    }

    /** When something first happened to the same person in the same channel, in the 60 days in which it is followed. */
    private Instant firstAfter(
            RawEvents.Enforcement event, BiPredicate<RawEvents.Enforcement, RawEvents.Enforcement> isIt) {
        Instant at = null;
        for (RawEvents.Enforcement other : events.enforcements) {
            boolean isLater = !other.at().isBefore(event.at())
                    && RawEvents.isWithin(other.at(), RawEvents.day(event.at()), FOLLOWED_DAYS)
                    && event.subject() != null
                    && event.subject().equals(other.subject())
                    && Objects.equals(event.channel(), other.channel());
            if (isLater && isIt.test(other, event)) {
                at = first(at, other.at());
            }
        }
        return at;
    }
}
