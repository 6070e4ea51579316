package dev.vitals.job.land;

import dev.vitals.sentiment.ChatSample;
import dev.vitals.sentiment.Scorer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Measures how many chat messages a second one core turns from bytes into events.
 *
 * <p>The file is synthetic and always the same; few chatters write most of it. The best of several rounds counts, so that
 * the figure is that of compiled code. It is handed its stop-watch, in nanoseconds.
 */
public final class AdapterBenchmark {
    private static final int CHATTERS = 40_000;
    private static final int CHANNELS = 60;

    private final byte[] file;
    private final int messages;
    private final LongSupplier nanoseconds;

    /** What was measured: the fastest round. */
    public record Speed(String scorerVersion, double messagesPerSecond, double bytesPerSecond) {
        /** One line for a terminal. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,.0f messages/s, %.0f MB/s on one core",
                    scorerVersion,
                    messagesPerSecond,
                    bytesPerSecond / 1e6);
        }
    }

    /** Prepares a file of so many messages. */
    public AdapterBenchmark(int messages, LongSupplier nanoseconds) {
        this.messages = messages;
        this.nanoseconds = nanoseconds;
        this.file = chatFile(messages);
    }

    /** Reads and scores the file so many times. */
    public Speed run(Scorer scorer, int rounds) throws IOException {
        long best = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long start = nanoseconds.getAsLong();
            read(scorer);
            best = Math.min(best, nanoseconds.getAsLong() - start);
        }
        double seconds = best / 1e9;
        return new Speed(scorer.version(), messages / seconds, file.length / seconds);
    }

    private void read(Scorer scorer) throws IOException {
        Pseudonyms pseudonyms = new Pseudonyms("a key for measuring only".getBytes(StandardCharsets.US_ASCII));
        Adapter adapter = Adapter.of("vitals", pseudonyms, scorer, "chat.ndjson");
        int events = 0;
        try (Lines lines = Lines.of("vitals", new ByteArrayInputStream(file), "chat.ndjson")) {
            while (lines.next()) {
                Outcome outcome = adapter.parse(lines.buffer(), lines.offset(), lines.length());
                events += outcome instanceof Outcome.Event ? 1 : 0;
            }
        }
        if (events != messages) {
            throw new IllegalStateException("Of " + messages + " messages only " + events + " became events.");
        }
    }

    private static byte[] chatFile(int messages) {
        Random random = new Random(7);
        List<String> texts = ChatSample.texts(messages, 7);
        ByteArrayOutputStream file = new ByteArrayOutputStream(messages * 256);
        for (int i = 0; i < messages; i++) {
            // The square of a uniform number: few chatters write most of the messages.
            int chatter = (int) (CHATTERS * Math.pow(random.nextDouble(), 2));
            String line = String.format(
                    Locale.ROOT,
                    "{\"type\":\"chat.message\",\"message_id\":\"%08x-7a1c-4d55-9a3e-%012x\",\"channel_id\":\"%d\","
                            + "\"user_id\":\"%d\",\"sent_at\":\"2026-01-05T%02d:%02d:%02d.%03dZ\",\"text\":\"%s\","
                            + "\"badges\":[\"subscriber/12\"],\"is_first\":false}\n",
                    random.nextInt(),
                    i,
                    71_092_938 + random.nextInt(CHANNELS),
                    104_000_000 + chatter,
                    i / 18_000 % 24,
                    i / 300 % 60,
                    i / 5 % 60,
                    i % 1000,
                    texts.get(i).replace("\\", "\\\\").replace("\"", "\\\""));
            file.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        }
        return file.toByteArray();
    }
}
