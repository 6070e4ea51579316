package dev.vitals.sentiment;

import java.util.Locale;

/** The three classes a score falls into; the borders, -0.1 and 0.1, belong to the outer classes. */
public enum SentimentClass {
    NEGATIVE,
    NEUTRAL,
    POSITIVE;

    static final int BORDER_MILLIS = 100;

    static SentimentClass of(int millis) {
        if (millis >= BORDER_MILLIS) {
            return POSITIVE;
        }
        return millis <= -BORDER_MILLIS ? NEGATIVE : NEUTRAL;
    }

    /** The class as tables and reports spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
