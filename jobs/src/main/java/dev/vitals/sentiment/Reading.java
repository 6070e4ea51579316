package dev.vitals.sentiment;

import java.util.List;

/**
 * One reading of one message: a single pass that finds the terms and adds up their weights.
 *
 * <p>White space ends a token, and so does a known emoji. A token is looked up as an emote exactly as written, then in
 * lower case (which also finds emoticons), then both again without the punctuation around it, then with its stretched
 * letters squeezed. The message is copied once; each token is gathered and folded at the front of that copy, which the
 * pass has already left behind.
 */
final class Reading {
    /** A negation reaches this many tokens ahead, unless a clause ends before. */
    private static final int NEGATION_WINDOW = 3;

    private final Lexicon lexicon;
    private final List<Term> explained;
    private final char[] text;
    private int tokenLength;
    private int tokensToNegate;
    private TermTable previousTable;
    private int previousSlot = TermTable.NONE;
    private long sum;
    private int terms;

    private Reading(Lexicon lexicon, String message, List<Term> explained) {
        this.lexicon = lexicon;
        this.explained = explained;
        this.text = message.toCharArray();
    }

    static Sentiment score(Lexicon lexicon, String message) {
        return new Reading(lexicon, message, null).read();
    }

    /** Scores the message and adds its terms to the list. */
    static Sentiment explain(Lexicon lexicon, String message, List<Term> terms) {
        return new Reading(lexicon, message, terms).read();
    }

    private Sentiment read() {
        int at = 0;
        while (at < text.length) {
            char c = text[at];
            if (c > ' ' && c < 0x7F) {
                text[tokenLength++] = c;
                at++;
            } else if (c <= ' ') {
                endToken();
                at++;
            } else {
                at = readOutsideAscii(at);
            }
        }
        endToken();
        return Sentiment.mean(sum, terms);
    }

    private int readOutsideAscii(int at) {
        int codePoint = Character.codePointAt(text, at);
        int next = at + Character.charCount(codePoint);
        if (Characters.isSpace(codePoint)) {
            endToken();
            return next;
        }
        if (Characters.isInvisible(codePoint)) {
            return next;
        }
        boolean isSymbol = Characters.isSymbol(codePoint);
        int emoji = isSymbol ? lexicon.emoji().find(text, at, next) : TermTable.NONE;
        if (emoji == TermTable.NONE) {
            for (int i = at; i < next; i++) {
                text[tokenLength++] = text[i];
            }
        } else {
            endToken();
            add(Term.Source.EMOJI, lexicon.emoji(), emoji, false, null);
        }
        return isSymbol ? endOfPicture(next) : next;
    }

    /** Skips what is glued to a picture: its variation, its skin tone, and the pictures behind a joiner. */
    private int endOfPicture(int from) {
        int at = from;
        boolean joined = false;
        while (at < text.length) {
            int codePoint = Character.codePointAt(text, at);
            if (!Characters.isInvisible(codePoint) && !(joined && Characters.isSymbol(codePoint))) {
                break;
            }
            joined = codePoint == Characters.JOINER;
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private void endToken() {
        if (tokenLength == 0) {
            return;
        }
        boolean closesClause = Characters.endsClause(text[tokenLength - 1]);
        boolean behindNegation = tokensToNegate > 0;
        tokensToNegate = Math.max(0, tokensToNegate - 1);
        lookUp(behindNegation);
        if (closesClause) {
            tokensToNegate = 0;
        }
        tokenLength = 0;
    }

    private void lookUp(boolean behindNegation) {
        if (addEmote(0, tokenLength)) {
            return;
        }
        if (isNameOrCommand()) {
            pass();
            return;
        }
        int from = 0;
        int to = tokenLength;
        while (from < to && !Characters.isWordCharacter(text[from])) {
            from++;
        }
        while (from < to && !Characters.isWordCharacter(text[to - 1])) {
            to--;
        }
        if (to - from < tokenLength && addEmote(from, to)) {
            return;
        }
        String written = written();
        for (int i = 0; i < tokenLength; i++) {
            text[i] = Characters.fold(text[i]);
        }
        addWord(findWord(from, to), behindNegation, written);
    }

    /** The slot of the folded token, of which text[from, to) is the part without the punctuation around it. */
    private int findWord(int from, int to) {
        TermTable words = lexicon.words();
        boolean hasEdges = to - from < tokenLength;
        int slot = words.find(text, 0, tokenLength);
        if (slot == TermTable.NONE && hasEdges) {
            slot = words.find(text, from, to);
        }
        if (slot == TermTable.NONE) {
            slot = from < to ? Squeezer.find(words, text, from, to) : Squeezer.find(words, text, 0, tokenLength);
        }
        return slot;
    }

    private boolean addEmote(int from, int to) {
        int slot = lexicon.emotes().find(text, from, to);
        if (slot == TermTable.NONE) {
            return false;
        }
        add(Term.Source.EMOTE, lexicon.emotes(), slot, false, written());
        return true;
    }

    private void addWord(int slot, boolean behindNegation, String written) {
        if (slot == TermTable.NONE) {
            pass();
        } else if (lexicon.words().entry(slot).kind() == Entry.Kind.NEGATOR) {
            pass();
            tokensToNegate = NEGATION_WINDOW;
        } else {
            add(Term.Source.WORD, lexicon.words(), slot, behindNegation, written);
        }
    }

    /** Takes one term into the mean, unless it repeats the token just before. */
    private void add(Term.Source source, TermTable table, int slot, boolean behindNegation, String written) {
        if (table == previousTable && slot == previousSlot) {
            return;
        }
        previousTable = table;
        previousSlot = slot;
        Entry entry = table.entry(slot);
        boolean negated = behindNegation && entry.kind() == Entry.Kind.WORD;
        int millis = negated ? entry.negatedMillis() : entry.millis();
        sum += millis;
        terms++;
        if (explained != null) {
            String key = table.key(slot);
            explained.add(new Term(written == null ? key : written, key, source, millis, negated));
        }
    }

    /** Leaves a token without a term; what follows it repeats nothing. */
    private void pass() {
        previousSlot = TermTable.NONE;
    }

    /** {@code @lovely} is a name and {@code !hug} a bot's command; neither says how the writer feels. */
    private boolean isNameOrCommand() {
        return tokenLength > 1 && (text[0] == '@' || text[0] == '!') && Characters.isWordCharacter(text[1]);
    }

    private String written() {
        return explained == null ? null : new String(text, 0, tokenLength);
    }
}
