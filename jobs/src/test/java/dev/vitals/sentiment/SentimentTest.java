package dev.vitals.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SentimentTest {
    @Test
    void aMeanRoundsHalvesAwayFromZeroOnBothSides() {
        // 5 / 2 = 2.5 and 4 / 3 = 1.33
        assertThat(Sentiment.mean(5, 2).millis()).isEqualTo(3);
        assertThat(Sentiment.mean(-5, 2).millis()).isEqualTo(-3);
        assertThat(Sentiment.mean(4, 3).millis()).isEqualTo(1);
        assertThat(Sentiment.mean(-4, 3).millis()).isEqualTo(-1);
    }

    @Test
    void theMeanOfNothingIsUnknown() {
        assertThat(Sentiment.mean(0, 0)).isEqualTo(Sentiment.UNKNOWN);
        assertThat(Sentiment.UNKNOWN.isCovered()).isFalse();
        assertThat(Sentiment.UNKNOWN.sentimentClass()).isEqualTo(SentimentClass.NEUTRAL);
    }

    @Test
    void theBordersBelongToTheOuterClasses() {
        assertThat(new Sentiment(100, 1).sentimentClass()).isEqualTo(SentimentClass.POSITIVE);
        assertThat(new Sentiment(99, 1).sentimentClass()).isEqualTo(SentimentClass.NEUTRAL);
        assertThat(new Sentiment(-99, 1).sentimentClass()).isEqualTo(SentimentClass.NEUTRAL);
        assertThat(new Sentiment(-100, 1).sentimentClass()).isEqualTo(SentimentClass.NEGATIVE);
    }

    @Test
    void anImpossibleSentimentIsRefused() {
        assertThatThrownBy(() -> new Sentiment(1001, 1)).hasMessageContaining("1001");
        assertThatThrownBy(() -> new Sentiment(1, 0)).hasMessageContaining("0 terms");
        assertThatThrownBy(() -> new Sentiment(0, -1)).hasMessageContaining("-1 terms");
    }
}
