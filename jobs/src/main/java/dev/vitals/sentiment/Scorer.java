package dev.vitals.sentiment;

import java.util.List;

/**
 * Gives one chat message its sentiment; found through {@link java.util.ServiceLoader}, see {@link Scorers}.
 *
 * <p>A scorer is a pure function of the text: the same version gives the same text the same score, from any thread.
 */
public interface Scorer {

    /** The word by which an operator chooses this scorer, for example {@code lexicon}. */
    String name();

    /**
     * Stored beside every score. It changes whenever any text could get another score, so that a trend can show the
     * break instead of hiding it.
     */
    String version();

    /**
     * The sentiment of a text, which may be empty, huge or broken unicode, but not null.
     *
     * <p>A text in which nothing is known has no terms and scores 0; whoever publishes a mean says how many texts had
     * terms.
     */
    Sentiment score(String text);

    /** The same sentiment with the terms that made it; a scorer that can't name its terms lists none. */
    default Explanation explain(String text) {
        return new Explanation(score(text), List.of());
    }
}
