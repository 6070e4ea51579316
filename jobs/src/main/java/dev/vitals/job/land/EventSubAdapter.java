package dev.vitals.job.land;

import dev.vitals.sentiment.Scorer;
import java.util.Map;

/**
 * Reads Twitch EventSub notifications, one a line.
 *
 * <p>Everything but chat is known by the id of its notification; a chat message and a notice in chat have an id of their
 * own, which IRC logs and the other channels of a shared chat name too, so that all logs of one message are one message.
 */
final class EventSubAdapter implements Adapter {
    private final Notification notification;
    private final EventSubChat chat;
    private final UnreadFields unread = new UnreadFields();

    EventSubAdapter(Pseudonyms pseudonyms, Scorer scorer) {
        notification = new Notification(pseudonyms);
        chat = new EventSubChat(new ChatEvents(scorer));
    }

    @Override
    public Outcome parse(byte[] buffer, int offset, int length) {
        if (Adapters.isBlank(buffer, offset, length)) {
            return Outcome.BLANK;
        }
        try {
            notification.read(buffer, offset, length);
            String messageType = notification.messageType();
            if (messageType != null && !messageType.equals("notification")) {
                return notification.codes().ignored(messageType);
            }
            Outcome outcome = event(notification);
            if (outcome instanceof Outcome.Event) {
                notification.countUnread(unread);
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

    private Outcome event(Notification n) {
        return switch (n.type()) {
            case "channel.chat.message" -> chat.message(n);
            case "channel.chat.notification" -> chat.notification(n);
            case "channel.chat.message_delete" -> EventSubModeration.messageDelete(n);
            case "channel.chat.clear" -> n.context(n.channel(), "chat_cleared", n.at(), n.details());
            case "channel.moderate" -> EventSubModerate.moderate(n);
            case "channel.ban" -> EventSubModeration.ban(n);
            case "channel.unban" -> EventSubModeration.unban(n);
            case "channel.warning.send" -> EventSubModeration.warning(n);
            case "channel.suspicious_user.message", "channel.suspicious_user.update" ->
                EventSubModeration.suspiciousUser(n);
            case "channel.unban_request.create" -> EventSubModeration.unbanRequested(n);
            case "channel.unban_request.resolve" -> EventSubModeration.unbanResolved(n);
            case "automod.message.hold" -> EventSubAutomod.hold(n);
            case "automod.message.update" -> EventSubAutomod.update(n);
            case "channel.chat.user_message_hold" -> EventSubAutomod.ownMessageHold(n);
            case "channel.chat.user_message_update" -> EventSubAutomod.ownMessageUpdate(n);
            case "stream.online" -> EventSubStream.online(n);
            case "stream.offline" -> n.context(n.channel(), "offline", n.at(), n.details());
            case "channel.shield_mode.begin" -> EventSubStream.shieldMode(n, "shield_mode_begin", "started_at");
            case "channel.shield_mode.end" -> EventSubStream.shieldMode(n, "shield_mode_end", "ended_at");
            case "channel.raid" -> EventSubStream.raid(n);
            case "channel.chat_settings.update" -> EventSubStream.chatSettings(n);
            default -> n.codes().ignored(n.type());
        };
    }
}
