package dev.vitals.sentiment;

/**
 * What a scorer says of one text: a score from -1 to 1 and the number of terms it rests on.
 *
 * <p>The score is kept in thousandths, so that sums over messages are exact whatever order they are added in.
 *
 * @param millis the score in thousandths, -1000 to 1000
 * @param terms how many terms were averaged; 0 means that nothing in the text is known, and then the score is 0
 */
public record Sentiment(int millis, int terms) {

    /** The sentiment of a text in which nothing is known. */
    public static final Sentiment UNKNOWN = new Sentiment(0, 0);

    public Sentiment {
        if (millis < -1000 || millis > 1000) {
            throw new IllegalArgumentException("A score lies in -1000..1000 thousandths, but this one is " + millis);
        }
        if (terms < 0 || (terms == 0 && millis != 0)) {
            throw new IllegalArgumentException(
                    "A score of " + millis + " thousandths can't rest on " + terms + " terms");
        }
    }

    /** The mean of some weights in thousandths, rounded to the grid with halves away from zero, so that signs mirror. */
    static Sentiment mean(long sum, int terms) {
        if (terms == 0) {
            return UNKNOWN;
        }
        long magnitude = (2 * Math.abs(sum) + terms) / (2L * terms);
        return new Sentiment((int) (sum < 0 ? -magnitude : magnitude), terms);
    }

    /** The score, -1 to 1, always a whole number of thousandths. */
    public double score() {
        return millis / 1000.0;
    }

    /** Whether anything in the text was known; the share of such texts is the coverage. */
    public boolean isCovered() {
        return terms > 0;
    }

    /** Negative, neutral or positive. */
    public SentimentClass sentimentClass() {
        return SentimentClass.of(millis);
    }
}
