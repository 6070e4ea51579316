package dev.vitals.job.land;

import java.util.LinkedHashSet;
import java.util.Set;

/** Chat messages of EventSub, and the notices in chat that may carry one. */
final class EventSubChat {
    private static final Set<String> SUBSCRIPTIONS = Set.of(
            "sub",
            "resub",
            "sub_gift",
            "community_sub_gift",
            "gift_paid_upgrade",
            "prime_paid_upgrade",
            "pay_it_forward");
    private static final String SHARED = "shared_chat_";

    private final ChatEvents chat;

    EventSubChat(ChatEvents chat) {
        this.chat = chat;
    }

    Outcome message(Notification n) {
        return message(n, n.in("message").writtenText("text"));
    }

    /** A notice with words of its author is a chat message, else the context of its channel where there is a kind for it. */
    Outcome notification(Notification n) {
        String text = n.in("message").text("text");
        if (text != null) {
            return message(n, text);
        }
        String notice = n.event().word("notice_type");
        if (notice == null) {
            throw Rejection.missing("notice_type");
        }
        String kind = notice.startsWith(SHARED) ? notice.substring(SHARED.length()) : notice;
        if (kind.equals("raid")) {
            return context(n, "raid", raid(n, notice));
        }
        if (SUBSCRIPTIONS.contains(kind)) {
            return context(n, "subscription", subscription(n, notice, kind));
        }
        if (kind.equals("announcement")) {
            return context(n, "announcement", n.details());
        }
        return n.codes().ignored(n.type(), kind);
    }

    /** Known by the id of its message, as in IRC logs and in the logs of a shared chat's other channels. */
    private static Outcome context(Notification n, String kind, Attributes details) {
        String messageId = messageId(n);
        return n.context(messageId == null ? n.id() : messageId, n.sourceChannel(), kind, n.at(), details);
    }

    /** Id of the message in the channel where it was written, or null. */
    private static String messageId(Notification n) {
        String source = n.event().text("source_message_id");
        return source == null ? n.event().text("message_id") : source;
    }

    private Outcome message(Notification n, String text) {
        Fields event = n.event();
        event.requiredText("message_id");
        return chat.message(
                n.at(),
                messageId(n),
                n.sourceChannel(),
                n.channel(),
                event.requiredPseudonym("chatter_user_id"),
                text,
                n.in("reply").text("parent_message_id"),
                badges(n),
                emotes(n),
                null);
    }

    private static Attributes raid(Notification n, String notice) {
        Fields raid = n.in(notice);
        String from = raid.pseudonym("user_id");
        String viewers = raid.text("viewer_count");
        return n.details()
                .put("direction", "incoming")
                .put("from_channel_id", from)
                .amount("viewers", viewers);
    }

    private static Attributes subscription(Notification n, String notice, String kind) {
        Attributes details =
                n.details().put("type", kind).put("user_id", n.event().pseudonym("chatter_user_id"));
        Fields subscription = n.in(notice);
        return details.add("tier", subscription.text("sub_tier"))
                .amount("months", subscription.text("cumulative_months"))
                .amount("duration_months", subscription.text("duration_months"))
                .put("recipient_id", subscription.pseudonym("recipient_user_id"))
                .amount("total", subscription.text("total"));
    }

    /** Badges in the channel where the message was written; a copy brings them apart from those in its own channel. */
    private static String[] badges(Notification n) {
        JsonLine line = n.line();
        int event = n.event().current();
        int badges = line.find(event, "source_badges");
        if (badges == JsonLine.NONE || line.kind(badges) != JsonLine.Kind.ARRAY) {
            badges = line.find(event, "badges");
        }
        return texts(line, badges, "set_id");
    }

    private static String[] texts(JsonLine line, int array, String name) {
        if (array == JsonLine.NONE || line.kind(array) != JsonLine.Kind.ARRAY) {
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = line.first(array); i != JsonLine.NONE; i = line.next(i, array)) {
            int value = line.find(i, name);
            String text = value == JsonLine.NONE ? null : line.text(value);
            if (text != null && !text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts.toArray(new String[0]);
    }

    /** The names of the emotes in the order of their first use. */
    private static String[] emotes(Notification n) {
        JsonLine line = n.line();
        int fragments = line.find(n.in("message").current(), "fragments");
        if (fragments == JsonLine.NONE || line.kind(fragments) != JsonLine.Kind.ARRAY) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = line.first(fragments); i != JsonLine.NONE; i = line.next(i, fragments)) {
            int emote = line.find(i, "emote");
            int text = line.find(i, "text");
            boolean isEmote = emote != JsonLine.NONE && line.kind(emote) == JsonLine.Kind.OBJECT;
            String name = isEmote && text != JsonLine.NONE ? line.text(text) : null;
            if (name != null && !name.isEmpty()) {
                names.add(name);
            }
        }
        return names.toArray(new String[0]);
    }
}
