package dev.vitals.sentiment;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The default scorer: the mean weight of the known emotes, emoji and words of a message.
 *
 * <p>A repeated token counts once as long as nothing stands between, so that a wall of one emote weighs as much as one. A
 * negation turns the words (not the pictures, not the cries) of the next three tokens around, at three quarters of their
 * weight, and ends with the clause.
 *
 * <p>Texts are not remembered, though chat repeats itself: to find a text in a map costs more than to score it again.
 * Immutable and safe to share between threads; it can be serialised to executors.
 */
public final class LexiconScorer implements Scorer, Serializable {
    private static final long serialVersionUID = 1L;

    static final String NAME = "lexicon";
    /** Raise it when the same lexicon would give any text another score. */
    private static final int RULES = 1;

    private final Lexicon lexicon;

    /** The scorer with the packaged lexicon; the lexicon itself is read once. */
    public LexiconScorer() {
        this(Packaged.LEXICON);
    }

    private LexiconScorer(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * The scorer with an operator's own CSV file, columns {@code token,weight}, on top of the packaged lexicon.
     *
     * <p>A token with a capital letter must be written exactly so; one without is found in any case; a single emoji is
     * found wherever it stands. A weight of 0 switches a token off.
     */
    public static LexiconScorer withExtra(Path file) {
        return new LexiconScorer(Lexicon.withExtra(file));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return NAME + "-" + RULES + "+" + lexicon.hash();
    }

    @Override
    public Sentiment score(String text) {
        return Reading.score(lexicon, text);
    }

    @Override
    public Explanation explain(String text) {
        List<Term> terms = new ArrayList<>();
        Sentiment sentiment = Reading.explain(lexicon, text, terms);
        return new Explanation(sentiment, terms);
    }

    private static final class Packaged {
        static final Lexicon LEXICON = Lexicon.packaged();
    }
}
