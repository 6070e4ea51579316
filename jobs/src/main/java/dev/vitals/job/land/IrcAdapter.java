package dev.vitals.job.land;

import dev.vitals.sentiment.Scorer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads raw Twitch IRC lines with tags: chat, deletions, timeouts and bans, whose moderator IRC never names.
 *
 * <p>Where a line lacks the id of a channel or user, the id that the other lines of the file give to its name is taken,
 * whatever their command; a name without any id is its own pseudonym ({@code #name} for a channel, {@code @name} for a
 * user), which is consistent but not that of the id. Hence a file is read whole, in order, and twice.
 */
final class IrcAdapter implements Adapter {
    private static final int NAMES_KEPT = 100_000;
    private static final String FRAME = "\u0001";
    private static final String ACTION = FRAME + "ACTION";
    private static final Set<String> SUBSCRIPTIONS = Set.of(
            "sub",
            "resub",
            "subgift",
            "submysterygift",
            "giftpaidupgrade",
            "anongiftpaidupgrade",
            "primepaidupgrade",
            "rewardgift",
            "standardpayforward",
            "communitypayforward");

    private final IrcLine line = new IrcLine();
    private final Map<String, String> channels = names();
    private final Map<String, String> users = names();
    private final Pseudonyms pseudonyms;
    private final Codes codes = new Codes();
    private final UnreadFields unread = new UnreadFields();
    private final NaturalKeys keys;
    private final Attributes attributes;
    private final ChatEvents chat;

    IrcAdapter(Pseudonyms pseudonyms, Scorer scorer) {
        this.pseudonyms = pseudonyms;
        this.keys = new NaturalKeys(pseudonyms);
        this.attributes = new Attributes(pseudonyms, codes);
        this.chat = new ChatEvents(scorer);
    }

    private static Map<String, String> names() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > NAMES_KEPT;
            }
        };
    }

    @Override
    public Outcome parse(byte[] buffer, int offset, int length) {
        if (Adapters.isBlank(buffer, offset, length)) {
            return Outcome.BLANK;
        }
        try {
            codes.begin();
            line.read(buffer, offset, length);
            Outcome outcome = event();
            if (outcome instanceof Outcome.Event) {
                unread.count(line.command(), codes);
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

    private Outcome event() {
        return switch (line.command()) {
            case "PRIVMSG" -> message(required(line.param(1), "text"));
            case "USERNOTICE" -> userNotice();
            case "CLEARCHAT" -> clearChat();
            case "CLEARMSG" -> clearMessage();
            default -> codes.ignored(line.command());
        };
    }

    @Override
    public boolean looksAhead() {
        return true;
    }

    @Override
    public void lookAhead(byte[] buffer, int offset, int length) {
        if (Adapters.isBlank(buffer, offset, length)) {
            return;
        }
        try {
            line.read(buffer, offset, length);
            learnChannel();
            learnUser();
        } catch (Rejection e) {
            // What can't be read teaches nothing; the line is rejected when it is parsed.
        }
    }

    private Outcome message(String written) {
        String text = withoutFrame(written);
        long at = at();
        String carrier = carrier();
        String channel = channel();
        String user = user();
        String first = line.tag("first-msg");
        String badges = line.tag(line.tag("source-room-id") == null ? "badges" : "source-badges");
        return chat.message(
                at,
                id("PRIVMSG", channelKey(), userKey(), at, text),
                channel,
                carrier,
                user,
                text,
                line.tag("reply-parent-msg-id"),
                badges == null ? null : ChatEvents.withoutVersions(badges.split(",", -1)),
                IrcEmotes.used(line.tag("emotes"), text),
                first == null ? null : (Boolean) first.equals("1"));
    }

    /** An action without the frame around it, of which the end may be cut off; any other text as it is. */
    private static String withoutFrame(String written) {
        String framed = written.endsWith(FRAME) ? written.substring(0, written.length() - 1) : written;
        if (framed.equals(ACTION)) {
            return "";
        }
        return framed.startsWith(ACTION + ' ') ? framed.substring(ACTION.length() + 1) : written;
    }

    /** A notice with words of its author is a chat message, else the context of its channel where there is a kind for it. */
    private Outcome userNotice() {
        String text = line.param(1);
        if (text != null && !text.isEmpty()) {
            return message(text);
        }
        String notice = first(line.tag("source-msg-id"), required(line.tag("msg-id"), "msg-id"));
        if (notice.equals("raid")) {
            attributes
                    .begin()
                    .put("direction", "incoming")
                    .put("from_channel_id", user())
                    .amount("viewers", line.tag("msg-param-viewerCount"));
            return context("raid", notice);
        }
        if (SUBSCRIPTIONS.contains(notice)) {
            attributes
                    .begin()
                    .put("type", notice)
                    .put("user_id", user())
                    .add("tier", line.tag("msg-param-sub-plan"))
                    .amount("months", first(line.tag("msg-param-cumulative-months"), line.tag("msg-param-months")));
            String recipient = line.tag("msg-param-recipient-id");
            attributes.put("recipient_id", recipient == null ? null : pseudonyms.of(recipient));
            return context("subscription", notice);
        }
        if (notice.equals("announcement")) {
            attributes.begin();
            return context("announcement", notice);
        }
        return codes.ignored("USERNOTICE", notice);
    }

    /** With a target a timeout or, without a duration, a permanent ban; without a target the whole chat was cleared. */
    private Outcome clearChat() {
        String target = line.param(1);
        String targetId = line.tag("target-user-id");
        if (target == null && targetId == null) {
            attributes.begin();
            return context("chat_cleared", null);
        }
        long at = at();
        Long end = null;
        String duration = line.tag("ban-duration");
        if (duration != null) {
            long seconds = Numbers.count(duration);
            if (seconds == Numbers.BAD || seconds > Integer.MAX_VALUE) {
                throw new Rejection(
                        Reasons.BAD_NUMBER,
                        "ban-duration",
                        "found \"" + Fields.shape(duration) + "\", expected whole seconds");
            }
            end = at + seconds * 1_000_000L;
        }
        String subject = targetId == null ? user(target) : pseudonyms.of(targetId);
        String channel = channel();
        Object[] said = {"CLEARCHAT", channelKey(), target == null ? targetId : userKey(target), at, duration};
        // Labels of audits and statements of reasons name the action for ever.
        return sanction(keys.of(said), keys.lasting(said), end == null ? "ban" : "timeout", at, channel)
                .set("expires_at", end)
                .set("subject_user_id", subject)
                .event();
    }

    private Outcome clearMessage() {
        String messageId = required(line.tag("target-msg-id"), "target-msg-id");
        String login = line.tag("login");
        String id = "CLEARMSG/" + messageId;
        return sanction(id, id, "message_delete", at(), channel())
                .set("subject_user_id", login == null ? null : user(login))
                .set("message_id", messageId)
                .event();
    }

    private Row sanction(String eventId, String id, String action, long at, String channel) {
        return new Row(BronzeTable.ENFORCEMENT_EVENT, eventId, at)
                .set("action_id", id)
                .set("action", action)
                .set("channel_id", channel)
                .set("log_type", LogTypes.of(line.command(), channel, carrier()));
    }

    private Outcome context(String kind, String notice) {
        long at = at();
        String channel = channel();
        String id = id(
                line.command(),
                channelKey(),
                kind,
                at,
                notice,
                userKey(),
                line.tag("msg-param-recipient-id"),
                line.tag("msg-param-sub-plan"),
                line.tag("msg-param-months"));
        return new Row(BronzeTable.STREAM_CONTEXT, id, at)
                .set("channel_id", channel)
                .set("kind", kind)
                .set("attributes", attributes.take())
                .event();
    }

    /** The id that the line names, that of the source first, else one made of what the line says. */
    private String id(Object... content) {
        String id = first(line.tag("source-id"), line.tag("id"));
        return id == null ? keys.of(content) : id;
    }

    private long at() {
        String sent = line.tag("tmi-sent-ts");
        if (sent == null && Timestamps.isInstant(line.receivedAt())) {
            return line.receivedAt();
        }
        String name = sent == null ? "rm-received-ts" : "tmi-sent-ts";
        String millis = first(sent, line.tag("rm-received-ts"));
        if (millis == null) {
            throw Rejection.missing("tmi-sent-ts");
        }
        long micros = Timestamps.unixMillis(millis);
        if (!Timestamps.isInstant(micros)) {
            throw Fields.badInstant(micros, name, millis);
        }
        return micros;
    }

    /** Pseudonym of the channel where it happened. */
    private String channel() {
        String source = line.tag("source-room-id");
        return source == null ? carrier() : pseudonyms.of(source);
    }

    /** Pseudonym of the channel in whose log the line stands. */
    private String carrier() {
        learnChannel();
        String room = line.tag("room-id");
        if (room != null) {
            return pseudonyms.of(room);
        }
        String name = channelName();
        if (name == null) {
            throw Rejection.missing("room-id");
        }
        return pseudonyms.of(channels.getOrDefault(name, name));
    }

    private void learnChannel() {
        String name = channelName();
        String room = line.tag("room-id");
        if (name != null && room != null) {
            channels.put(name, room);
        }
    }

    /** The name with its {@code #}, or null where the line names no channel. */
    private String channelName() {
        String name = line.param(0);
        return name != null && name.startsWith("#") && name.length() > 1 ? name : null;
    }

    /**
     * The channel in a key: its name where the line has one, because whether the id is known depends on the other lines
     * of the file, and the same line in two files is one event.
     */
    private String channelKey() {
        String name = channelName();
        return name == null ? line.tag("room-id") : name;
    }

    /** The author in a key, likewise. */
    private String userKey() {
        String login = login();
        return login == null ? line.tag("user-id") : userKey(login);
    }

    private String userKey(String login) {
        return '@' + login;
    }

    /** Pseudonym of the author. */
    private String user() {
        learnUser();
        String id = line.tag("user-id");
        return id == null ? user(required(login(), "user-id")) : pseudonyms.of(id);
    }

    private void learnUser() {
        String id = line.tag("user-id");
        String login = login();
        if (id != null && login != null) {
            users.put(login, id);
        }
    }

    private String login() {
        return first(line.tag("login"), line.nick());
    }

    private String user(String login) {
        return pseudonyms.of(users.getOrDefault(login, '@' + login));
    }

    private static String first(String preferred, String other) {
        return preferred == null ? other : preferred;
    }

    private static String required(String value, String field) {
        if (value == null) {
            throw Rejection.missing(field);
        }
        return value;
    }
}
