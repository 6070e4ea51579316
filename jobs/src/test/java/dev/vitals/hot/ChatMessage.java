package dev.vitals.hot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A made-up chat message, and how the logs of Twitch would show it.
 *
 * @param emotes names of the emotes in its text
 */
public record ChatMessage(
        String id, String channel, String user, String sentAt, String text, boolean isSubscriber, Set<String> emotes) {
    private static final String EMOTE_ID = "25";

    static ChatMessage of(JsonNode event) {
        Set<String> emotes = new TreeSet<>();
        event.path("emotes").forEach(emote -> emotes.add(emote.asText()));
        return new ChatMessage(
                event.get("message_id").asText(),
                event.get("channel_id").asText(),
                event.get("user_id").asText(),
                event.get("sent_at").asText(),
                event.get("text").asText(),
                event.has("badges"),
                emotes);
    }

    /** The line of an IRC log with all tags that Twitch sends. */
    String irc() {
        String badges = isSubscriber ? "subscriber/12" : "";
        String name = "viewer" + user;
        return ("@badge-info=%s;badges=%s;color=#1E90FF;display-name=%s;emotes=%s;first-msg=0;flags=;id=%s;mod=0;"
                        + "returning-chatter=0;room-id=%s;subscriber=%s;tmi-sent-ts=%d;turbo=0;user-id=%s;user-type= "
                        + ":%s!%s@%s.tmi.twitch.tv PRIVMSG #channel%s :%s")
                .formatted(
                        badges,
                        badges,
                        name,
                        ircEmotes(),
                        id,
                        channel,
                        isSubscriber ? "1" : "0",
                        Instant.parse(sentAt).toEpochMilli(),
                        user,
                        name,
                        name,
                        name,
                        channel,
                        text);
    }

    /** Places count characters beyond the first plane once. */
    private String ircEmotes() {
        List<String> places = new ArrayList<>();
        int at = 0;
        for (String word : text.split(" ", -1)) {
            int length = word.codePointCount(0, word.length());
            if (emotes.contains(word)) {
                places.add(at + "-" + (at + length - 1));
            }
            at += length + 1;
        }
        return places.isEmpty() ? "" : EMOTE_ID + ":" + String.join(",", places);
    }

    /** The frame of a WebSocket of EventSub. */
    String eventSub() {
        ObjectNode frame = JsonNodeFactory.instance.objectNode();
        frame.putObject("metadata")
                .put("message_id", id.replace("-", ""))
                .put("message_type", "notification")
                .put("message_timestamp", sentAt)
                .put("subscription_type", "channel.chat.message")
                .put("subscription_version", "1");
        ObjectNode payload = frame.putObject("payload");
        subscription(payload.putObject("subscription"));
        ObjectNode event = payload.putObject("event");
        person(event, "broadcaster", "channel" + channel, channel);
        person(event, "chatter", "viewer" + user, user);
        event.put("message_id", id);
        ObjectNode message = event.putObject("message").put("text", text);
        fragments(message.putArray("fragments"));
        event.put("color", "#1E90FF");
        ArrayNode badges = event.putArray("badges");
        if (isSubscriber) {
            badges.addObject().put("set_id", "subscriber").put("id", "12").put("info", "16");
        }
        event.put("message_type", "text");
        for (String nothing : List.of("cheer", "reply", "channel_points_custom_reward_id", "source_message_id")) {
            event.putNull(nothing);
        }
        return frame.toString();
    }

    private void subscription(ObjectNode subscription) {
        subscription
                .put("id", "f1c2a387-161a-49f9-a165-0f21d7a4e1c4")
                .put("status", "enabled")
                .put("type", "channel.chat.message")
                .put("version", "1")
                .put("cost", 0);
        subscription.putObject("condition").put("broadcaster_user_id", channel).put("user_id", channel);
        subscription.putObject("transport").put("method", "websocket").put("session_id", "x");
        subscription.put("created_at", "2025-11-16T10:11:12.634234626Z");
    }

    private static void person(ObjectNode event, String role, String name, String id) {
        event.put(role + "_user_id", id).put(role + "_user_login", name).put(role + "_user_name", name);
    }

    /** Each emote is one, and so is what stands between. */
    private void fragments(ArrayNode fragments) {
        StringBuilder between = new StringBuilder();
        for (String word : text.split("(?= )", -1)) {
            if (emotes.contains(word.strip())) {
                between.append(word, 0, word.length() - word.strip().length());
                addText(fragments, between);
                ObjectNode emote = fragments.addObject().put("type", "emote").put("text", word.strip());
                emote.putNull("cheermote");
                emote.putObject("emote")
                        .put("id", EMOTE_ID)
                        .put("emote_set_id", "0")
                        .put("owner_id", "0");
                emote.putNull("mention");
            } else {
                between.append(word);
            }
        }
        addText(fragments, between);
    }

    private static void addText(ArrayNode fragments, StringBuilder text) {
        if (!text.isEmpty()) {
            ObjectNode fragment = fragments.addObject().put("type", "text").put("text", text.toString());
            for (String nothing : List.of("cheermote", "emote", "mention")) {
                fragment.putNull(nothing);
            }
            text.setLength(0);
        }
    }
}
