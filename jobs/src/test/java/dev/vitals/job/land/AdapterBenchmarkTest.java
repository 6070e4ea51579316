package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdapterBenchmarkTest {
    @Test
    void theFastestRoundCounts() throws IOException {
        // The stop-watch is read before and after each round: the rounds take 4, 2 and 3 seconds.
        long[] seconds = {0, 4, 10, 12, 20, 23};
        AtomicLong reads = new AtomicLong();
        AdapterBenchmark benchmark =
                new AdapterBenchmark(1000, () -> seconds[(int) reads.getAndIncrement()] * 1_000_000_000L);
        AdapterBenchmark.Speed speed = benchmark.run(LandFixture.scorer(), 3);
        assertThat(speed.messagesPerSecond()).isEqualTo(500);
        assertThat(speed.line()).startsWith("one-word-1: 500 messages/s");
    }
}
