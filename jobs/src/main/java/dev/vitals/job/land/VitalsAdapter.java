package dev.vitals.job.land;

import static dev.vitals.job.land.BronzeTable.APPEAL_EVENT;
import static dev.vitals.job.land.BronzeTable.AUDIT_LABEL;
import static dev.vitals.job.land.BronzeTable.AUTOMOD_EVENT;
import static dev.vitals.job.land.BronzeTable.DIMENSION_EVENT;
import static dev.vitals.job.land.BronzeTable.ENFORCEMENT_EVENT;
import static dev.vitals.job.land.BronzeTable.EXPOSURE;
import static dev.vitals.job.land.BronzeTable.REPORT_EVENT;
import static dev.vitals.job.land.BronzeTable.STREAM_CONTEXT;
import static dev.vitals.job.land.BronzeTable.VIEWERSHIP;

import dev.vitals.contract.AuditLabels;
import dev.vitals.sentiment.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the neutral event types: one JSON object a line, whose {@code type} says which. */
final class VitalsAdapter implements Adapter {
    /** The event types that are read. */
    static final List<String> TYPES = List.of(
            "chat.message",
            "report.created",
            "report.activity",
            "enforcement.action",
            "appeal.event",
            "audit.label",
            "automod.hold",
            "automod.update",
            "viewership.interval",
            "experiment.exposure",
            "stream.context",
            "dimension.channel",
            "dimension.user",
            "dimension.moderator");

    private static final Set<String> SUBJECT_TYPES = Set.of("message", "user", "stream", "clip", "channel");
    private static final Set<String> PERSONAL_SUBJECTS = Set.of("user", "channel");
    private static final Set<String> REPORT_SOURCES = Set.of("user", "trusted_flagger", "automated");
    private static final Set<String> ACTIVITIES = Set.of(
            "queued",
            "assigned",
            "unassigned",
            "escalated",
            "first_viewed",
            "decided",
            "closed",
            "auto_closed",
            "reopened",
            "merged",
            "withdrawn");
    private static final Set<String> DECISIONS = Set.of("action", "no_action", "escalate");
    private static final Set<String> ACTOR_TYPES = Set.of("human", "automod", "bot", "system", "staff");
    private static final Set<String> APPEAL_KINDS = Set.of("submitted", "assigned", "decided", "withdrawn");
    private static final Set<String> OUTCOMES = Set.of("upheld", "reversed", "partially_reversed", "omitted");
    private static final Set<String> HOLD_REASONS = Set.of("automod", "blocked_term");
    private static final Set<String> STATUSES = Set.of("approved", "denied", "expired", "invalid");
    private static final Set<String> CONTEXTS = Set.of(
            "online",
            "offline",
            "raid",
            "shield_mode_begin",
            "shield_mode_end",
            "settings_change",
            "role_change",
            "chat_cleared",
            "suspicious_user",
            "subscription",
            "announcement");

    private final JsonLine line = new JsonLine();
    private final UnreadFields unread = new UnreadFields();
    private final Codes codes = new Codes();
    private final NaturalKeys keys;
    private final Fields fields;
    private final Attributes attributes;
    private final ChatEvents chat;

    VitalsAdapter(Pseudonyms pseudonyms, Scorer scorer) {
        keys = new NaturalKeys(pseudonyms);
        fields = new Fields(line, pseudonyms, codes);
        attributes = new Attributes(pseudonyms, codes);
        chat = new ChatEvents(scorer);
    }

    @Override
    public Outcome parse(byte[] buffer, int offset, int length) {
        if (Adapters.isBlank(buffer, offset, length)) {
            return Outcome.BLANK;
        }
        if (!line.read(buffer, offset, length)) {
            return line.rejection();
        }
        try {
            codes.begin();
            fields.in(JsonLine.ROOT);
            String type = fields.requiredText("type");
            Outcome outcome = event(type);
            if (outcome instanceof Outcome.Event) {
                unread.count(type, line, JsonLine.ROOT);
                unread.count(type, codes);
            }
            return outcome;
        } catch (Rejection e) {
            return e.outcome();
        }
    }

    @Override
    public Map<String, Long> unreadFields() {
        return unread.counts();
    }

    private Outcome event(String type) {
        return switch (type) {
            case "chat.message" -> chatMessage();
            case "report.created" -> reportCreated();
            case "report.activity" -> reportActivity();
            case "enforcement.action" -> enforcementAction();
            case "appeal.event" -> appealEvent();
            case "audit.label" -> auditLabel();
            case "automod.hold" -> automodHold();
            case "automod.update" -> automodUpdate();
            case "viewership.interval" -> viewership();
            case "experiment.exposure" -> exposure();
            case "stream.context" -> streamContext();
            case "dimension.channel" -> dimension("channel");
            case "dimension.user" -> dimension("user");
            case "dimension.moderator" -> dimension("moderator");
            default -> codes.ignored(type);
        };
    }

    private Outcome chatMessage() {
        String messageId = fields.requiredText("message_id");
        String carrier = fields.requiredPseudonym("channel_id");
        String user = fields.requiredPseudonym("user_id");
        long at = fields.requiredInstant("sent_at");
        String text = fields.writtenText("text");
        String replyTo = fields.text("reply_to");
        String[] badges = ChatEvents.withoutVersions(fields.list("badges"));
        Boolean isFirst = fields.flag("is_first");
        String source = fields.pseudonym("source_channel_id");
        String sourceMessageId = fields.text("source_message_id");
        String[] emotes = fields.list("emotes");
        return chat.message(
                at,
                sourceMessageId == null ? messageId : sourceMessageId,
                source == null ? carrier : source,
                carrier,
                user,
                text,
                replyTo,
                badges,
                emotes,
                isFirst);
    }

    private Outcome reportCreated() {
        String reportId = fields.requiredText("report_id");
        String subjectType = fields.requiredOneOf(SUBJECT_TYPES, "subject_type");
        return new Row(REPORT_EVENT, reportId + "/created", fields.requiredInstant("created_at"))
                .set("report_id", reportId)
                .set("activity", "created")
                .set("reporter_id", fields.pseudonym("reporter_id"))
                .set("subject_type", subjectType)
                .set("subject_id", subjectId(subjectType))
                .set("subject_user_id", fields.pseudonym("subject_user_id"))
                .set("channel_id", fields.pseudonym("channel_id"))
                .set("message_id", fields.text("message_id"))
                .set("category", fields.listed("category"))
                .set("severity", fields.listed("severity"))
                .set("language", fields.listed("language"))
                .set("surface", fields.listed("surface"))
                .set("report_source", fields.oneOf(REPORT_SOURCES, "source"))
                .set("legal_ground", fields.text("legal_ground"))
                .event();
    }

    private String subjectId(String subjectType) {
        return PERSONAL_SUBJECTS.contains(subjectType) ? fields.pseudonym("subject_id") : fields.text("subject_id");
    }

    private Outcome reportActivity() {
        String reportId = fields.requiredText("report_id");
        String activity = fields.requiredOneOf(ACTIVITIES, "activity");
        long at = fields.requiredInstant("at");
        String moderator = fields.pseudonym("moderator_id");
        String queue = fields.text("queue");
        String decision = fields.oneOf(DECISIONS, "decision");
        String[] actions = fields.list("action_ids");
        String mergedInto = fields.text("merged_into");
        Boolean isAutomated = fields.flag("is_automated");
        String said = key(
                fields.text("moderator_id"),
                queue,
                decision,
                Arrays.toString(actions),
                mergedInto,
                isAutomated,
                fields.text("close_reason"));
        return new Row(REPORT_EVENT, reportId + '/' + activity + '/' + at + said, at)
                .set("report_id", reportId)
                .set("activity", activity)
                .set("moderator_id", moderator)
                .set("queue", fields.listed("queue"))
                .set("decision", decision)
                .set("action_ids", actions)
                .set("merged_into", mergedInto)
                .set("is_automated", isAutomated)
                .set("close_reason", fields.listed("close_reason"))
                .event();
    }

    private Outcome enforcementAction() {
        String actionId = fields.requiredText("action_id");
        String action = fields.listed("action");
        if (action == null) {
            throw Rejection.missing("action");
        }
        fields.drop("reason");
        return new Row(ENFORCEMENT_EVENT, actionId, fields.requiredInstant("at"))
                .set("action_id", actionId)
                .set("action", action)
                .set("expires_at", fields.end("expires_at"))
                .set("subject_user_id", fields.pseudonym("subject_user_id"))
                .set("channel_id", fields.pseudonym("channel_id"))
                .set("message_id", fields.text("message_id"))
                .set("actor_id", fields.pseudonym("actor_id"))
                .set("actor_type", fields.oneOf(ACTOR_TYPES, "actor_type"))
                .set("policy", fields.listed("policy", "category"))
                .set("severity", fields.listed("severity"))
                .set("report_id", fields.text("report_id"))
                .set("bulk_id", fields.text("batch_id"))
                .set("detected_at", fields.instant("detected_at"))
                .set("log_type", "enforcement.action")
                .event();
    }

    private Outcome appealEvent() {
        String appealId = fields.requiredText("appeal_id");
        String kind = fields.requiredOneOf(APPEAL_KINDS, "kind");
        long at = fields.requiredInstant("at");
        String action = fields.text("action_id");
        String report = fields.text("report_id");
        String outcome = fields.oneOf(OUTCOMES, "outcome");
        String reviewer = fields.pseudonym("reviewer_id");
        String said = key(action, report, outcome, fields.text("reviewer_id"));
        return new Row(APPEAL_EVENT, appealId + '/' + kind + '/' + at + said, at)
                .set("appeal_id", appealId)
                .set("kind", kind)
                .set("action_id", action)
                .set("report_id", report)
                .set("subject_user_id", fields.pseudonym("subject_user_id"))
                .set("channel_id", fields.pseudonym("channel_id"))
                .set("outcome", outcome)
                .set("reviewer_id", reviewer)
                .event();
    }

    private Outcome auditLabel() {
        String auditId = fields.requiredText("audit_id");
        String named = fields.requiredText("item_id");
        String decision = fields.text("decision_id");
        // Whoever judged a decision may have been shown a person; of what nobody decided, and of the decision, it is
        // the id.
        boolean isElse = decision != null && !decision.equals(named);
        String itemId = isElse ? NaturalKeys.marked(fields.pseudonym("item_id")) : named;
        String rater = fields.pseudonym("rater_id");
        String frame = fields.requiredOneOf(AuditLabels.frames(), "frame");
        Set<String> labels = AuditLabels.of(frame);
        String label = fields.requiredOneOf(labels, "label");
        long at = fields.requiredInstant("at");
        // A rater who corrects himself and two who give no name tell several labels of one item.
        String eventId = isElse
                ? auditId + '/' + at + '/' + label + key(fields.text("rater_id"), named)
                : auditId + '/' + named + '/' + at + '/' + label + (rater == null ? "" : key(fields.text("rater_id")));
        return new Row(AUDIT_LABEL, eventId, at)
                .set("audit_id", auditId)
                .set("frame", frame)
                .set("item_id", itemId)
                .set("decision_id", decision)
                .set("stratum", fields.text("stratum"))
                .set("inclusion_probability", fields.requiredProbability("inclusion_probability"))
                .set("rater_id", rater)
                .set("label", label)
                .set("rubric_version", fields.text("rubric_version"))
                .set("channel_id", auditedChannel())
                .set("item_at", fields.instant("item_at"))
                .set("stratum_size", fields.count("stratum_size"))
                .set("golden_label", fields.oneOf(labels, "golden_label"))
                .event();
    }

    /** An audit that was drawn from the warehouse knows the channel by its pseudonym, which must not be hashed again. */
    private String auditedChannel() {
        String known = fields.knownPseudonym("channel_pseudonym");
        return known == null ? fields.pseudonym("channel_id") : known;
    }

    private Outcome automodHold() {
        String messageId = fields.requiredText("message_id");
        long heldAt = fields.requiredInstant("held_at");
        return automod(new Row(AUTOMOD_EVENT, messageId + "/hold", heldAt), messageId, "hold")
                .set("held_at", heldAt)
                .event();
    }

    private Outcome automodUpdate() {
        String messageId = fields.requiredText("message_id");
        String status = fields.requiredOneOf(STATUSES, "status");
        long at = fields.requiredInstant("at");
        String eventId = messageId + "/update/" + status + '/' + at;
        return automod(new Row(AUTOMOD_EVENT, eventId, at), messageId, "update")
                .set("held_at", fields.instant("held_at"))
                .set("status", status)
                .set("moderator_id", fields.pseudonym("moderator_id"))
                .event();
    }

    private Row automod(Row row, String messageId, String kind) {
        return row.set("message_id", messageId)
                .set("kind", kind)
                .set("channel_id", fields.pseudonym("channel_id"))
                .set("user_id", fields.pseudonym("user_id"))
                .set("reason", fields.oneOf(HOLD_REASONS, "reason"))
                .set("category", fields.listed("category", "automod_category"))
                .set("level", fields.smallCount("level"));
    }

    private Outcome viewership() {
        String channel = fields.requiredPseudonym("channel_id");
        long from = fields.requiredInstant("from");
        return new Row(VIEWERSHIP, "viewership/" + from + key(fields.text("channel_id")), from)
                .set("channel_id", channel)
                .set("from_at", from)
                .set("to_at", fields.requiredInstant("to"))
                .set("live_seconds", fields.count("live_seconds"))
                .set("viewer_seconds", fields.count("viewer_seconds"))
                .set("is_moderated", fields.flag("is_moderated"))
                .event();
    }

    private Outcome exposure() {
        String experiment = fields.requiredText("experiment");
        String unit = fields.requiredPseudonym("unit_id");
        String variant = fields.requiredText("variant");
        // With the variant, so that a unit in two of them is seen to be.
        String id = experiment + '/' + variant + key(fields.text("unit_id"));
        return new Row(EXPOSURE, id, fields.requiredInstant("first_exposed_at"))
                .set("experiment", experiment)
                .set("variant", variant)
                .set("unit_id", unit)
                .set("cluster_id", fields.pseudonym("cluster_id"))
                .set("stratum", fields.text("stratum"))
                .event();
    }

    private Outcome streamContext() {
        String channel = fields.requiredPseudonym("channel_id");
        String kind = fields.word("kind");
        if (kind == null) {
            throw Rejection.missing("kind");
        }
        if (!CONTEXTS.contains(kind)) {
            return codes.ignored("stream.context", kind);
        }
        long at = fields.requiredInstant("at");
        Map<String, String> said =
                attributes.addAll(line, fields.object("attributes")).lasting();
        Map<String, String> details = attributes.take();
        return new Row(STREAM_CONTEXT, kind + '/' + at + key(fields.text("channel_id"), said), at)
                .set("channel_id", channel)
                .set("kind", kind)
                .set("attributes", details)
                .event();
    }

    private Outcome dimension(String entity) {
        String id = fields.requiredPseudonym("id");
        long from = fields.requiredInstant("valid_from");
        Map<String, String> said =
                attributes.addAll(line, fields.object("attributes")).lasting();
        Map<String, String> details = attributes.take();
        return new Row(DIMENSION_EVENT, entity + '/' + from + key(fields.text("id"), said), from)
                .set("entity", entity)
                .set("entity_id", id)
                .set("attributes", details)
                .event();
    }

    /** Tells apart two events of the same kind at the same instant that say different things. */
    private String key(Object... said) {
        return '/' + keys.of(said);
    }
}
