package dev.vitals.job.land;

import java.util.List;

/** What was going on in a channel: going live, raids, shield mode, chat settings. */
final class EventSubStream {
    private static final List<String> SETTINGS = List.of(
            "emote_mode",
            "follower_mode",
            "follower_mode_duration_minutes",
            "slow_mode",
            "slow_mode_wait_time_seconds",
            "subscriber_mode",
            "unique_chat_mode");

    private EventSubStream() {}

    static Outcome online(Notification n) {
        Fields event = n.event();
        long at = event.requiredInstant("started_at");
        return n.context(n.channel(), "online", at, n.details().put("type", event.text("type")));
    }

    static Outcome shieldMode(Notification n, String kind, String time) {
        Fields event = n.event();
        long at = event.requiredInstant(time);
        return n.context(n.channel(), kind, at, n.details().put("moderator_id", event.pseudonym("moderator_user_id")));
    }

    /** A raid belongs to the channel that it came into. */
    static Outcome raid(Notification n) {
        Fields event = n.event();
        Attributes details = n.details()
                .put("direction", "incoming")
                .put("from_channel_id", event.pseudonym("from_broadcaster_user_id"))
                .amount("viewers", event.text("viewers"));
        return n.context(event.requiredPseudonym("to_broadcaster_user_id"), "raid", n.at(), details);
    }

    static Outcome chatSettings(Notification n) {
        Fields event = n.event();
        Attributes details = n.details();
        for (String setting : SETTINGS) {
            details.amount(setting, event.text(setting));
        }
        return n.context(n.channel(), "settings_change", n.at(), details);
    }
}
