package dev.vitals.simulate;

/** Turns the message at hand into a {@code chat.message} line. */
final class ChatLines {
    private static final byte[][] SUBSCRIBER = {"subscriber".getBytes(java.nio.charset.StandardCharsets.US_ASCII)};

    private final long seed;
    private final ChannelModel channels;
    private final ChatterModel chatters;
    private final TextMaker texts = new TextMaker();
    private final EventWriter event = new EventWriter();
    private boolean isFirst;

    ChatLines(long seed, ChannelModel channels, ChatterModel chatters) {
        this.seed = seed;
        this.channels = channels;
        this.chatters = chatters;
    }

    /** Writes a message with a new text; {@code replyTo} is the key of the message answered, or 0. */
    EventWriter write(Message m, long replyTo, Dice dice) {
        texts.write(channels.language(m.channel), m.mood, dice);
        start(m, m.key(), m.channel);
        if (replyTo != 0) {
            long high = Ids.messageHigh(seed, replyTo);
            event.putUuid("reply_to", high, Ids.messageLow(high));
        }
        return event.end();
    }

    /** Says of the next message whether it is the first one of its author. */
    ChatLines marking(boolean first) {
        isFirst = first;
        return this;
    }

    /** The message just written, as another channel of the same shared chat shows it. */
    EventWriter copy(Message m, int channel) {
        start(m, Ids.messageKey(Ids.SHARED_COPY, m.day, m.number), channel);
        long high = Ids.messageHigh(seed, m.key());
        event.putId("source_channel_id", channels.id(m.channel));
        event.putUuid("source_message_id", high, Ids.messageLow(high));
        return event.end();
    }

    private void start(Message m, long key, int channel) {
        long high = Ids.messageHigh(seed, key);
        event.begin(Kind.CHAT_MESSAGE)
                .putUuid("message_id", high, Ids.messageLow(high))
                .putId("channel_id", channels.id(channel))
                .putId("user_id", chatters.id(m.account))
                .putTime("sent_at", m.at)
                .putText("text", texts.bytes(), texts.length());
        if (chatters.isSubscriber(m.account)) {
            event.putTexts("badges", SUBSCRIBER, 1);
        }
        if (isFirst) {
            event.put("is_first", true);
        }
        if (texts.emoteCount() > 0) {
            event.putTexts("emotes", texts.emotes(), texts.emoteCount());
        }
    }
}
