package dev.vitals.sentiment;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is known by weight: emotes by exact case, emoji by code point, words in lower case.
 *
 * <p>The words are the VADER list, corrected by words.csv where live chat means something else. A weight of 0 switches
 * an entry off: it says nothing and is no term.
 *
 * @param hash eight hex digits that differ when any entry differs
 */
record Lexicon(TermTable emotes, TermTable emoji, TermTable words, String hash) implements Serializable {

    static Lexicon packaged() {
        return Builder.packaged().build();
    }

    /** The packaged lexicon with an operator's own entries, which win where both know a token. */
    static Lexicon withExtra(Path file) {
        Builder builder = Builder.packaged();
        LexiconFiles.csv(file).forEach(builder::putAnywhere);
        return builder.build();
    }

    /** Gathers the entries, in order, so that a later file corrects an earlier one. */
    private static final class Builder {
        private final Map<String, Entry> emotes = new TreeMap<>();
        private final Map<String, Entry> emoji = new TreeMap<>();
        private final Map<String, Entry> words = new TreeMap<>();

        static Builder packaged() {
            Builder builder = new Builder();
            builder.words.putAll(LexiconFiles.wordList());
            builder.words.putAll(LexiconFiles.packagedCsv("words.csv"));
            Negators.all().forEach(word -> builder.words.put(word, Entry.NEGATOR));
            LexiconFiles.packagedCsv("emotes.csv").forEach(builder::putEmote);
            LexiconFiles.packagedCsv("emoji.csv").forEach(builder::putEmoji);
            return builder;
        }

        /**
         * An operator's file has one list for all: a picture is an emoji, a token with a capital is an emote and must be
         * written so, and anything else is a word that chat may write in any case.
         */
        private void putAnywhere(String token, Entry entry) {
            String visible = visible(token);
            if (visible.codePointCount(0, visible.length()) == 1 && Characters.isSymbol(visible.codePointAt(0))) {
                putEmoji(token, entry);
            } else if (token.chars().anyMatch(Character::isUpperCase)) {
                putEmote(token, entry);
            } else {
                emotes.remove(token);
                words.put(token, entry);
            }
        }

        private void putEmote(String token, Entry entry) {
            emotes.put(token, new Entry(entry.millis(), Entry.Kind.PICTURE));
        }

        private void putEmoji(String token, Entry entry) {
            emoji.put(visible(token), new Entry(entry.millis(), Entry.Kind.PICTURE));
        }

        /** The token without variation selectors and the like, as a reading meets it. */
        private static String visible(String token) {
            StringBuilder visible = new StringBuilder();
            token.codePoints().filter(cp -> !Characters.isInvisible(cp)).forEach(visible::appendCodePoint);
            return visible.toString();
        }

        private Lexicon build() {
            emotes.values().removeIf(Entry::isOff);
            emoji.values().removeIf(Entry::isOff);
            words.values().removeIf(Entry::isOff);
            return new Lexicon(new TermTable(emotes), new TermTable(emoji), new TermTable(words), hash());
        }

        private String hash() {
            try {
                String entries = emotes + "\n" + emoji + "\n" + words;
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(entries.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest, 0, 4);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java runtime has SHA-256, but this one does not", e);
            }
        }
    }
}
