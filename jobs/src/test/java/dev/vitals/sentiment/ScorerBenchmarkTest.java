package dev.vitals.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScorerBenchmarkTest {
    @Test
    void theMedianRoundGivesTheRate() {
        // The stop-watch is read twice a round: rounds of 1 s, 3 s and 2 s, so that the median is 2 s.
        long[] readings = {0, 1, 1, 4, 4, 6};
        AtomicLong reading = new AtomicLong();
        ScorerBenchmark benchmark = ScorerBenchmark.of(
                Scorers.standard(), () -> readings[(int) reading.getAndIncrement()] * 1_000_000_000L);

        ScorerBenchmark.Result result = benchmark.run(List.of("good", "qwxz", "LUL", "x"), 3);

        assertThat(result.messagesPerSecond()).isEqualTo(2.0);
        assertThat(result.coverage()).isEqualTo(0.5);
        assertThat(result.characters()).isEqualTo(3.0);
        assertThat(result.line()).contains("2 messages/s on one core").contains("50 % with a term");
    }

    @Test
    void aBenchmarkOfNothingIsRefused() {
        assertThatThrownBy(() -> ScorerBenchmark.of(Scorers.standard(), () -> 0).run(List.of(), 1))
                .hasMessageContaining("0 texts");
    }

    @Test
    void theSampleIsTheSameForTheSameSeedAndShapedLikeChat() {
        List<String> texts = ChatSample.texts(20_000, 1);

        assertThat(ChatSample.texts(20_000, 1)).isEqualTo(texts);
        assertThat(ChatSample.texts(20_000, 2)).isNotEqualTo(texts);
        assertThat(new HashSet<>(texts).size() / 20_000.0).isCloseTo(0.43, within(0.05));
        double covered = texts.stream()
                        .filter(text -> Scorers.standard().score(text).isCovered())
                        .count()
                / 20_000.0;
        assertThat(covered).isCloseTo(0.5, within(0.08));
    }
}
