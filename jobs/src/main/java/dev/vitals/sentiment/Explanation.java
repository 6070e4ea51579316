package dev.vitals.sentiment;

import java.util.List;

/** Why a text got its score: the sentiment and the terms whose mean it is, in the order of the text. */
public record Explanation(Sentiment sentiment, List<Term> terms) {
    public Explanation {
        terms = List.copyOf(terms);
    }
}
