package dev.vitals.job.land;

import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Sentiment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adapters with a key and a scorer of their own, and short words for what the tests look at. */
final class LandFixture {
    static final Pseudonyms PSEUDONYMS = new Pseudonyms("a key for the tests alone".getBytes(StandardCharsets.UTF_8));

    private LandFixture() {}

    /** Knows one word: a text with "good" in it scores 0.5 from one term. */
    static Scorer scorer() {
        return new Scorer() {
            @Override
            public String name() {
                return "one-word";
            }

            @Override
            public String version() {
                return "one-word-1";
            }

            @Override
            public Sentiment score(String text) {
                return text.contains("good") ? new Sentiment(500, 1) : Sentiment.UNKNOWN;
            }
        };
    }

    static Adapter adapter(String source) {
        return adapter(source, "any/file");
    }

    static Adapter adapter(String source, String path) {
        return Adapter.of(source, PSEUDONYMS, scorer(), path);
    }

    static Outcome parse(Adapter adapter, String line) {
        return parse(adapter, line.getBytes(StandardCharsets.UTF_8));
    }

    static Outcome parse(Adapter adapter, byte[] line) {
        return adapter.parse(line, 0, line.length);
    }

    /** The values of an event by the names of their columns. */
    static Map<String, Object> values(Outcome outcome) {
        if (!(outcome instanceof Outcome.Event event)) {
            throw new AssertionError("No event, but " + outcome);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < event.values().length; i++) {
            values.put(event.table().columns().get(i), event.values()[i]);
        }
        return values;
    }

    static String pseudonym(String id) {
        return PSEUDONYMS.of(id);
    }

    static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }
}
