package dev.vitals.job.land;

import java.util.Set;

/** Held messages: version 1 tells category and level beside the message, version 2 in an object named after the reason. */
final class EventSubAutomod {
    private static final Set<String> REASONS = Set.of("automod", "blocked_term");
    private static final Set<String> STATUSES = Set.of("approved", "denied", "expired", "invalid");

    private EventSubAutomod() {}

    static Outcome hold(Notification n) {
        long heldAt = n.event().requiredInstant("held_at");
        return explained(n, row(n, "hold", heldAt)).set("held_at", heldAt).event();
    }

    static Outcome update(Notification n) {
        Fields event = n.event();
        Row row = row(n, "update", n.at())
                .set("held_at", event.instant("held_at"))
                .set("status", event.requiredOneOf(STATUSES, "status"))
                .set("moderator_id", event.pseudonym("moderator_user_id"));
        return explained(n, row).event();
    }

    /** The same hold, told to the author. */
    static Outcome ownMessageHold(Notification n) {
        return row(n, "hold", n.at()).set("held_at", n.at()).event();
    }

    static Outcome ownMessageUpdate(Notification n) {
        return row(n, "update", n.at())
                .set("status", n.event().requiredOneOf(STATUSES, "status"))
                .event();
    }

    private static Row row(Notification n, String kind, long at) {
        Fields event = n.event();
        return new Row(BronzeTable.AUTOMOD_EVENT, n.id(), at)
                .set("message_id", event.requiredText("message_id"))
                .set("kind", kind)
                .set("channel_id", n.channel())
                .set("user_id", event.pseudonym("user_id"));
    }

    private static Row explained(Notification n, Row row) {
        String reason = reason(n);
        Fields automod = n.in("automod");
        boolean isFirstVersion = automod.current() == JsonLine.NONE;
        Fields told = isFirstVersion ? n.event() : automod;
        return row.set("reason", reason)
                .set("category", told.listed("category", "automod_category"))
                .set("level", told.smallCount("level"));
    }

    /** Null for a reason that is not known here: the platform may add one, and the message was held all the same. */
    private static String reason(Notification n) {
        String reason = n.event().word("reason");
        if (reason != null) {
            return REASONS.contains(reason) ? reason : null;
        }
        return n.in("blocked_term").current() == JsonLine.NONE ? "automod" : "blocked_term";
    }
}
