package dev.vitals.sentiment;

import java.io.Serializable;
import java.util.Locale;

/** What the lexicon knows of a token: its weight in thousandths and how a negation meets it. */
record Entry(int millis, Kind kind) implements Serializable {
    /** How an entry behaves beside a negation. */
    enum Kind {
        /** An emote, emoji or emoticon: stands outside the grammar. */
        PICTURE,
        /** A part of a sentence: a negation turns it around. */
        WORD,
        /** A sound or an abbreviation, such as lol or gg: stands on its own, and "no lol" is still a laugh. */
        CRY,
        /** Has no weight and turns around the words that follow. */
        NEGATOR;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Entry NEGATOR = new Entry(0, Kind.NEGATOR);

    /** Whether the entry says nothing, which is how a lexicon switches a token off. */
    boolean isOff() {
        return millis == 0 && kind != Kind.NEGATOR;
    }

    /** The weight behind a negation: a word keeps three quarters of it, for "not great" is milder than "awful". */
    int negatedMillis() {
        return -(millis * 3) / 4;
    }
}
