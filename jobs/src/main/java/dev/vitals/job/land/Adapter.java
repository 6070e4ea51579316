package dev.vitals.job.land;

import dev.vitals.sentiment.Scorer;
import java.util.Map;

/**
 * Reads one line of a source into one event, or says why it can't.
 *
 * <p>An adapter keeps buffers and what it learned from earlier lines of its file: one instance reads one file (or one
 * byte range of it) in order, and is not safe for use by several threads. It never throws for what a line holds.
 */
public interface Adapter {
    /** Reads the {@code length} bytes from {@code offset} on; they are not kept after the call. */
    Outcome parse(byte[] buffer, int offset, int length);

    /** By event type and field, with a slash between them, how many parsed lines had a field that nothing reads. */
    default Map<String, Long> unreadFields() {
        return Map.of();
    }

    /** Whether {@link #lookAhead} wants every line of the file before the first is parsed. */
    default boolean looksAhead() {
        return false;
    }

    /** Learns from a line what earlier lines of the file need; called for all lines in order, before the first is parsed. */
    default void lookAhead(byte[] buffer, int offset, int length) {}

    /**
     * The adapter of a source folder.
     *
     * @param source name of the folder below the landing folder, one of {@link Adapters#sources()}
     * @param relativePath path of the file below its source folder; csv files say their event type in it
     * @throws IllegalArgumentException for a source that no adapter reads
     */
    static Adapter of(String source, Pseudonyms pseudonyms, Scorer scorer, String relativePath) {
        return Adapters.of(source, pseudonyms, scorer, relativePath);
    }
}
