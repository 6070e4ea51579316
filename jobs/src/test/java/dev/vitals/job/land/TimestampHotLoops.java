package dev.vitals.job.land;

import dev.vitals.hot.ChatMessage;
import dev.vitals.hot.HotInputs;
import dev.vitals.hot.HotLoops;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Reading instants. */
public class TimestampHotLoops extends HotLoops {
    private byte[][] instants;

    @Setup
    public void prepare() {
        instants = HotInputs.bytes(
                HotInputs.messages().stream().map(ChatMessage::sentAt).toList());
        for (byte[] instant : instants) {
            if (!Timestamps.isInstant(Timestamps.rfc3339(instant, 0, instant.length))) {
                throw new IllegalStateException("A made-up message was sent at no instant.");
            }
        }
    }

    /** An instant with milliseconds. */
    @Benchmark
    public long rfc3339() {
        byte[] instant = instants[turn()];
        return Timestamps.rfc3339(instant, 0, instant.length);
    }
}
