package dev.vitals.sentiment;

import java.util.Locale;

/**
 * One scored term of a text, as {@link Scorer#explain} lists it.
 *
 * @param token the text as written, without invisible characters
 * @param entry the lexicon entry it was recognised as
 * @param source the list the entry comes from
 * @param millis what the term adds to the mean, in thousandths, after negation
 * @param negated whether a negation before it turned its weight around
 */
public record Term(String token, String entry, Source source, int millis, boolean negated) {

    /** The list an entry comes from. */
    public enum Source {
        EMOTE,
        EMOJI,
        WORD;

        /** The source as it is shown. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the term adds to the mean, -1 to 1, after negation. */
    public double weight() {
        return millis / 1000.0;
    }
}
