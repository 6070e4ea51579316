package dev.vitals.job.land;

import java.util.Set;

/** Sanctions, their lifts and the requests to lift them, as single EventSub types tell them. */
final class EventSubModeration {
    private static final Set<String> RESOLUTIONS = Set.of("approved", "denied", "canceled", "cancelled");

    private EventSubModeration() {}

    /**
     * A sanction or lift that the platform names no id for; the notification stands for it.
     *
     * @param channel where it was done, in a shared chat not always the one that was subscribed to
     */
    static Row sanction(Notification n, String action, long at, String channel) {
        return new Row(BronzeTable.ENFORCEMENT_EVENT, n.id(), at)
                .set("action_id", n.id())
                .set("action", action)
                .set("channel_id", channel)
                .set("log_type", LogTypes.of(n.type(), channel, n.channel()));
    }

    /** A ban without an end is for ever, with one it is a timeout. */
    static Outcome ban(Notification n) {
        Fields event = n.event();
        Long endsAt = event.instant("ends_at");
        String action = endsAt == null ? "ban" : "timeout";
        return sanction(n, action, event.requiredInstant("banned_at"), n.channel())
                .set("expires_at", endsAt)
                .set("subject_user_id", event.requiredPseudonym("user_id"))
                .set("actor_id", event.pseudonym("moderator_user_id"))
                .event();
    }

    static Outcome unban(Notification n) {
        return againstUser(n, "unban");
    }

    static Outcome warning(Notification n) {
        return againstUser(n, "warn");
    }

    private static Outcome againstUser(Notification n, String action) {
        Fields event = n.event();
        return sanction(n, action, n.at(), n.channel())
                .set("subject_user_id", event.requiredPseudonym("user_id"))
                .set("actor_id", event.pseudonym("moderator_user_id"))
                .event();
    }

    /**
     * Somebody of whom the platform or a moderator is wary, which is no sanction. What such a person wrote is not read:
     * if it was shown, {@code channel.chat.message} tells it, and if not, nobody saw it.
     */
    static Outcome suspiciousUser(Notification n) {
        Fields event = n.event();
        Attributes details = n.details()
                .put("user_id", event.requiredPseudonym("user_id"))
                .put("moderator_id", event.pseudonym("moderator_user_id"))
                .put("low_trust_status", event.listed("low_trust_status"))
                .put("ban_evasion", event.listed("ban_evasion_evaluation", "ban_evasion"));
        return n.context(n.channel(), "suspicious_user", n.at(), details);
    }

    /** A deleted message, as chat clients see it: nobody says who deleted it. */
    static Outcome messageDelete(Notification n) {
        Fields event = n.event();
        return sanction(n, "message_delete", n.at(), n.channel())
                .set("subject_user_id", event.pseudonym("target_user_id"))
                .set("message_id", event.requiredText("message_id"))
                .event();
    }

    static Outcome unbanRequested(Notification n) {
        return appeal(n, n.event().requiredInstant("created_at"), "submitted").event();
    }

    static Outcome unbanResolved(Notification n) {
        String status = n.event().requiredOneOf(RESOLUTIONS, "status");
        boolean isDecision = status.equals("approved") || status.equals("denied");
        return appeal(n, n.at(), isDecision ? "decided" : "withdrawn")
                .set("outcome", isDecision ? status.equals("approved") ? "reversed" : "upheld" : null)
                .set("reviewer_id", isDecision ? n.event().pseudonym("moderator_user_id") : null)
                .event();
    }

    private static Row appeal(Notification n, long at, String kind) {
        Fields event = n.event();
        return new Row(BronzeTable.APPEAL_EVENT, n.id(), at)
                .set("appeal_id", event.requiredText("id"))
                .set("kind", kind)
                .set("subject_user_id", event.pseudonym("user_id"))
                .set("channel_id", n.channel());
    }
}
