package dev.vitals.job.land;

/**
 * {@code channel.moderate}: what a moderator did, told by the name of the action and one object named after it.
 *
 * <p>An action in a shared chat reaches every channel of it, in all but its own with {@code shared_chat_} before its
 * name; it belongs to the channel where it was taken.
 */
final class EventSubModerate {
    private static final String SHARED = "shared_chat_";

    private EventSubModerate() {}

    static Outcome moderate(Notification n) {
        String action = n.event().word("action");
        if (action == null) {
            throw Rejection.missing("action");
        }
        String plain = action.startsWith(SHARED) ? action.substring(SHARED.length()) : action;
        return switch (plain) {
            case "ban", "unban", "untimeout", "warn" ->
                sanction(n, plain, action).event();
            case "timeout" -> {
                Row row = sanction(n, plain, action);
                yield row.set("expires_at", n.requiredIn(action).requiredInstant("expires_at"))
                        .event();
            }
            case "delete" -> {
                Row row = sanction(n, "message_delete", action);
                yield row.set("message_id", n.requiredIn(action).requiredText("message_id"))
                        .event();
            }
            case "clear" -> n.context(n.sourceChannel(), "chat_cleared", n.at(), byModerator(n));
            case "emoteonly", "followers", "slow", "subscribers", "uniquechat" -> setting(n, plain, "on");
            case "emoteonlyoff", "followersoff", "slowoff", "subscribersoff", "uniquechatoff" ->
                setting(n, plain.substring(0, plain.length() - "off".length()), "off");
            case "add_blocked_term", "remove_blocked_term" -> terms(n, "blocked_terms", plain);
            case "add_permitted_term", "remove_permitted_term" -> terms(n, "permitted_terms", plain);
            case "mod" -> role(n, action, "moderator", "granted");
            case "unmod" -> role(n, action, "moderator", "removed");
            case "vip" -> role(n, action, "vip", "granted");
            case "unvip" -> role(n, action, "vip", "removed");
            case "raid" -> raid(n, action);
            case "approve_unban_request" -> unbanDecided(n, "reversed");
            case "deny_unban_request" -> unbanDecided(n, "upheld");
            default -> n.codes().ignored(n.type(), plain);
        };
    }

    private static Row sanction(Notification n, String action, String object) {
        String subject = n.requiredIn(object).requiredPseudonym("user_id");
        return EventSubModeration.sanction(n, action, n.at(), n.sourceChannel())
                .set("subject_user_id", subject)
                .set("actor_id", n.event().pseudonym("moderator_user_id"));
    }

    private static Outcome setting(Notification n, String setting, String value) {
        Attributes details = byModerator(n).put("setting", setting).put("value", value);
        details.amount("follow_duration_minutes", n.in("followers").text("follow_duration_minutes"));
        details.amount("wait_time_seconds", n.in("slow").text("wait_time_seconds"));
        return n.context(n.sourceChannel(), "settings_change", n.at(), details);
    }

    /** The terms themselves are prose of the channel and not kept. */
    private static Outcome terms(Notification n, String setting, String action) {
        Attributes details = byModerator(n).put("setting", setting);
        details.put("value", action.startsWith("add") ? "added" : "removed");
        Fields terms = n.in("automod_terms");
        String[] list = terms.list("terms");
        details.put("terms", list == null ? null : Integer.toString(list.length));
        details.amount("from_automod", terms.word("from_automod"));
        return n.context(n.sourceChannel(), "settings_change", n.at(), details);
    }

    private static Outcome role(Notification n, String object, String role, String change) {
        String user = n.requiredIn(object).requiredPseudonym("user_id");
        Attributes details =
                byModerator(n).put("role", role).put("change", change).put("user_id", user);
        return n.context(n.sourceChannel(), "role_change", n.at(), details);
    }

    /** A raid that leaves this channel; the one that comes in is told by {@code channel.raid} of the other. */
    private static Outcome raid(Notification n, String object) {
        Fields raid = n.requiredIn(object);
        String to = raid.pseudonym("user_id");
        String viewers = raid.text("viewer_count");
        Attributes details = byModerator(n)
                .put("direction", "outgoing")
                .put("to_channel_id", to)
                .amount("viewers", viewers);
        return n.context(n.sourceChannel(), "raid", n.at(), details);
    }

    /** A decision on an unban request that this log does not name; the notification stands for it. */
    private static Outcome unbanDecided(Notification n, String outcome) {
        String user = n.requiredIn("unban_request").requiredPseudonym("user_id");
        return new Row(BronzeTable.APPEAL_EVENT, n.id(), n.at())
                .set("appeal_id", n.id())
                .set("kind", "decided")
                .set("subject_user_id", user)
                .set("channel_id", n.sourceChannel())
                .set("outcome", outcome)
                .set("reviewer_id", n.event().pseudonym("moderator_user_id"))
                .event();
    }

    private static Attributes byModerator(Notification n) {
        return n.details().put("moderator_id", n.event().pseudonym("moderator_user_id"));
    }
}
