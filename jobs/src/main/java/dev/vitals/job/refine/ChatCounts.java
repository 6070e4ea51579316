package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/**
 * The sums over chat messages, all of whole numbers, so that the order of adding changes nothing.
 *
 * <p>A message's sentiment lies on a grid of 1/1000. Times 1000 it is a whole number but for the last bits of a
 * double, which rounding takes away.
 */
final class ChatCounts {
    /** From this sentiment on, in thousandths, a message is positive or negative. */
    static final int CLEAR_MOOD = 100;

    private ChatCounts() {}

    static Column messages() {
        return count(lit(1)).as("messages");
    }

    static Column scoredMessages() {
        return countIf(isScored()).as("scored_messages");
    }

    static Column sentimentMillis() {
        return orZero(sum(scoredMillis())).as("sentiment_millis");
    }

    static Column sentimentSquares() {
        return orZero(sum(when(isScored(), millis().multiply(millis())))).as("sentiment_squares");
    }

    static Column negativeMessages() {
        return countIf(isScored().and(millis().leq(-CLEAR_MOOD))).as("negative_messages");
    }

    static Column positiveMessages() {
        return countIf(isScored().and(millis().geq(CLEAR_MOOD))).as("positive_messages");
    }

    /** The sentiment in thousandths; null without a scored term. */
    static Column scoredMillis() {
        return when(isScored(), millis());
    }

    private static Column countIf(Column condition) {
        return count(when(condition, lit(1)));
    }

    private static Column isScored() {
        return col("sentiment_terms").gt(0);
    }

    private static Column millis() {
        return rint(col("sentiment").multiply(1000)).cast("bigint");
    }

    private static Column orZero(Column sum) {
        return coalesce(sum, lit(0L));
    }
}
