package dev.vitals.job.land;

import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Sentiment;

/** Makes chat messages of all sources alike: mentions masked, the masked text scored, shared copies told apart. */
final class ChatEvents {
    private static final Double[] SCORES = new Double[2001];

    static {
        for (int i = 0; i < SCORES.length; i++) {
            SCORES[i] = (i - 1000) / 1000.0;
        }
    }

    private final Scorer scorer;
    private final String version;

    ChatEvents(Scorer scorer) {
        this.scorer = scorer;
        this.version = scorer.version();
    }

    /**
     * A message as it was written in its own channel.
     *
     * @param channel pseudonym of the channel where it was written
     * @param carrier pseudonym of the channel whose log brought it, which may be the same
     * @param text as written, or null when the log does not hold it
     */
    Outcome.Event message(
            long at,
            String messageId,
            String channel,
            String carrier,
            String user,
            String text,
            String replyTo,
            String[] badges,
            String[] emotes,
            Boolean isFirst) {
        String masked = text == null ? null : Mentions.mask(text);
        Sentiment sentiment = masked == null ? Sentiment.UNKNOWN : scorer.score(masked);
        Object[] values = {
            messageId,
            at,
            Row.day(at),
            messageId,
            channel,
            user,
            masked,
            replyTo,
            badges,
            withoutMentions(emotes),
            isFirst,
            channel.equals(carrier) ? null : carrier,
            SCORES[sentiment.millis() + 1000],
            sentiment.terms(),
            version
        };
        return new Outcome.Event(BronzeTable.CHAT_MESSAGE, values);
    }

    private static String[] withoutMentions(String[] emotes) {
        for (int i = 0; emotes != null && i < emotes.length; i++) {
            emotes[i] = Mentions.mask(emotes[i]);
        }
        return emotes;
    }

    /** The set ids of badges that may be written with their versions, {@code subscriber/12} for example. */
    static String[] withoutVersions(String[] badges) {
        if (badges == null) {
            return null;
        }
        for (int i = 0; i < badges.length; i++) {
            int slash = badges[i].indexOf('/');
            badges[i] = slash > 0 ? badges[i].substring(0, slash) : badges[i];
        }
        return badges;
    }
}
