package dev.vitals.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events that are visible on a day, each once, in lists by type; ids of people are as the log has them. */
final class RawEvents {
    /** A message, in the channel where it was written. */
    record Message(String id, String channel, String user, Instant at, String text, boolean isFirst) {}

    /** The creation of a report. */
    record Filed(
            String report,
            Instant at,
            String subjectType,
            String subject,
            String channel,
            String message,
            String category,
            String severity,
            String language,
            String surface,
            String source,
            String reporter) {}

    /** Anything that happens to a report after its creation. */
    record Activity(
            String report,
            String kind,
            Instant at,
            String moderator,
            String queue,
            String decision,
            List<String> actions,
            boolean isAutomated) {}

    /** A sanction or a lift. */
    record Enforcement(
            String id,
            String action,
            Instant at,
            Instant expiresAt,
            String subject,
            String channel,
            String message,
            String actor,
            String actorType,
            String policy,
            String severity,
            String report,
            String bulk,
            Instant detectedAt) {}

    record AppealEvent(
            String appeal,
            String kind,
            Instant at,
            String action,
            String report,
            String subject,
            String channel,
            String outcome) {}

    record Label(
            String audit,
            String item,
            String decision,
            String frame,
            double probability,
            String rater,
            String label,
            Instant at,
            String channel,
            Instant itemAt,
            String golden) {}

    /** A stretch of time in which a channel was watched. */
    record Watched(
            String channel, Instant from, Instant to, long liveSeconds, long viewerSeconds, boolean isModerated) {}

    record Hold(
            String message, String channel, Instant at, String reason, String category, String level, String user) {}

    record Update(String message, Instant at, String status, String moderator, Instant heldAt, String channel) {}

    /** Something else that happened in a channel: it was watched, or its state changed. */
    record Sign(String channel, String kind, Instant at) {}

    /** Somebody whom the platform took for an evader of a ban. */
    record Flag(String channel, String user, Instant at, String evaluation) {}

    /** What is known of a channel, user or moderator from a time on. */
    record Version(String entity, String id, Instant from, Map<String, String> attributes) {}

    final List<Message> messages = new ArrayList<>();
    final List<Filed> filed = new ArrayList<>();
    final List<Activity> activities = new ArrayList<>();
    final List<Enforcement> enforcements = new ArrayList<>();
    final List<AppealEvent> appeals = new ArrayList<>();
    final List<Label> labels = new ArrayList<>();
    final List<Watched> watched = new ArrayList<>();
    final List<Hold> holds = new ArrayList<>();
    final List<Update> updates = new ArrayList<>();
    final List<Sign> signs = new ArrayList<>();
    final List<Flag> flags = new ArrayList<>();
    final List<Version> versions = new ArrayList<>();
    final LocalDate asOf;
    private final Set<String> seen = new HashSet<>();
    private LocalDate firstDay;

    private RawEvents(LocalDate asOf) {
        this.asOf = asOf;
        this.firstDay = asOf;
    }

    /** The events among these lines that had happened by the end of the day. */
    static RawEvents visibleOn(LocalDate asOf, List<JsonNode> lines) {
        RawEvents events = new RawEvents(asOf);
        for (JsonNode line : lines) {
            Instant at = RawLines.at(line);
            if (!day(at).isAfter(asOf) && events.seen.add(naturalKey(line, at))) {
                events.add(line, at);
                events.firstDay = day(at).isBefore(events.firstDay) ? day(at) : events.firstDay;
            }
        }
        return events;
    }

    /** Day of the earliest event. */
    LocalDate firstDay() {
        return firstDay;
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** The first instant after a day. */
    static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The first instant that a KPI no longer sees of a row which it follows for so many days. */
    static Instant followedUpTo(LocalDate day, int days, LocalDate asOf) {
        LocalDate last = day.plusDays(days);
        return endOf(last.isAfter(asOf) ? asOf : last);
    }

    /** Whether something happened on a day or up to so many days after it. */
    static boolean isWithin(Instant at, LocalDate day, int daysAfter) {
        return !day(at).isBefore(day) && !day(at).isAfter(day.plusDays(daysAfter));
    }

    private static String naturalKey(JsonNode e, Instant at) {
        String type = text(e, "type");
        return type
                + ' '
                + switch (type) {
                    case "chat.message" -> messageId(e);
                    case "report.created" -> text(e, "report_id");
                    case "report.activity" ->
                        text(e, "report_id") + ' ' + text(e, "activity") + ' ' + at + ' ' + text(e, "moderator_id");
                    case "enforcement.action" -> text(e, "action_id");
                    case "appeal.event" -> text(e, "appeal_id") + ' ' + text(e, "kind") + ' ' + at;
                    case "audit.label" ->
                        text(e, "audit_id")
                                + ' '
                                + text(e, "item_id")
                                + ' '
                                + text(e, "rater_id")
                                + ' '
                                + at
                                + ' '
                                + text(e, "label");
                    case "automod.hold" -> text(e, "message_id");
                    case "automod.update" -> text(e, "message_id") + ' ' + text(e, "status") + ' ' + at;
                    case "viewership.interval" -> text(e, "channel_id") + ' ' + at;
                    case "experiment.exposure" -> text(e, "experiment") + ' ' + text(e, "unit_id");
                    case "stream.context" ->
                        text(e, "channel_id") + ' ' + text(e, "kind") + ' ' + at + ' ' + e.get("attributes");
                    default -> text(e, "id") + ' ' + at + ' ' + attributes(e);
                };
    }

    /** A copy in a shared chat is the message that it copies. */
    private static String messageId(JsonNode e) {
        return e.hasNonNull("source_message_id") ? text(e, "source_message_id") : text(e, "message_id");
    }

    private void add(JsonNode e, Instant at) {
        String channel = text(e, "channel_id");
        switch (text(e, "type")) {
            case "chat.message" -> {
                String home = e.hasNonNull("source_channel_id") ? text(e, "source_channel_id") : channel;
                messages.add(new Message(
                        messageId(e),
                        home,
                        text(e, "user_id"),
                        at,
                        text(e, "text"),
                        e.path("is_first").asBoolean()));
            }
            case "report.created" ->
                filed.add(new Filed(
                        text(e, "report_id"),
                        at,
                        text(e, "subject_type"),
                        text(e, "subject_id"),
                        channel,
                        e.hasNonNull("message_id") || !"message".equals(text(e, "subject_type"))
                                ? text(e, "message_id")
                                : text(e, "subject_id"),
                        text(e, "category"),
                        text(e, "severity"),
                        text(e, "language"),
                        text(e, "surface"),
                        text(e, "source"),
                        text(e, "reporter_id")));
            case "report.activity" ->
                activities.add(new Activity(
                        text(e, "report_id"),
                        text(e, "activity"),
                        at,
                        text(e, "moderator_id"),
                        text(e, "queue"),
                        text(e, "decision"),
                        texts(e, "action_ids"),
                        e.path("is_automated").asBoolean(false)));
            case "enforcement.action" -> enforcements.add(enforcement(e, at, channel));
            case "appeal.event" ->
                appeals.add(new AppealEvent(
                        text(e, "appeal_id"),
                        text(e, "kind"),
                        at,
                        text(e, "action_id"),
                        text(e, "report_id"),
                        text(e, "subject_user_id"),
                        channel,
                        text(e, "outcome")));
            case "audit.label" ->
                labels.add(new Label(
                        text(e, "audit_id"),
                        text(e, "item_id"),
                        text(e, "decision_id"),
                        text(e, "frame"),
                        e.get("inclusion_probability").asDouble(),
                        text(e, "rater_id"),
                        text(e, "label"),
                        at,
                        channel,
                        instant(e, "item_at"),
                        text(e, "golden_label")));
            case "automod.hold" ->
                holds.add(new Hold(
                        text(e, "message_id"),
                        channel,
                        at,
                        text(e, "reason"),
                        text(e, "category"),
                        text(e, "level"),
                        text(e, "user_id")));
            case "automod.update" ->
                updates.add(new Update(
                        text(e, "message_id"),
                        at,
                        text(e, "status"),
                        text(e, "moderator_id"),
                        instant(e, "held_at"),
                        channel));
            case "viewership.interval" -> {
                signs.add(new Sign(channel, "watched", at));
                watched.add(new Watched(
                        channel,
                        at,
                        instant(e, "to"),
                        e.path("live_seconds").asLong(),
                        e.path("viewer_seconds").asLong(),
                        e.path("is_moderated").asBoolean()));
            }
            case "stream.context" -> {
                signs.add(new Sign(channel, text(e, "kind"), at));
                Map<String, String> details = attributes(e);
                if ("suspicious_user".equals(text(e, "kind")) && details.get("ban_evasion") != null) {
                    flags.add(new Flag(channel, details.get("user_id"), at, details.get("ban_evasion")));
                }
            }
            case "dimension.channel", "dimension.user", "dimension.moderator" ->
                versions.add(new Version(
                        text(e, "type").substring("dimension.".length()), text(e, "id"), at, attributes(e)));
            default -> {}
        }
    }

    private static Enforcement enforcement(JsonNode e, Instant at, String channel) {
        return new Enforcement(
                text(e, "action_id"),
                text(e, "action"),
                at,
                instant(e, "expires_at"),
                text(e, "subject_user_id"),
                channel,
                text(e, "message_id"),
                text(e, "actor_id"),
                text(e, "actor_type"),
                text(e, "policy"),
                text(e, "severity"),
                text(e, "report_id"),
                text(e, "batch_id"),
                instant(e, "detected_at"));
    }

    private static String text(JsonNode event, String field) {
        return event.hasNonNull(field) && !event.get(field).asText().isEmpty()
                ? event.get(field).asText()
                : null;
    }

    private static Instant instant(JsonNode event, String field) {
        return event.hasNonNull(field) ? Instant.parse(event.get(field).asText()) : null;
    }

    private static List<String> texts(JsonNode event, String field) {
        List<String> texts = new ArrayList<>();
        event.path(field).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private static Map<String, String> attributes(JsonNode event) {
        Map<String, String> attributes = new HashMap<>();
        event.path("attributes")
                .fields()
                .forEachRemaining(
                        each -> attributes.put(each.getKey(), each.getValue().asText()));
        return attributes;
    }
}
