package dev.vitals.job.land;

import dev.vitals.sentiment.Scorer;
import java.util.List;

/** The sources that Vitals reads, each by its adapter. */
public final class Adapters {
    private Adapters() {}

    /** Names of the folders below the landing folder that are read. */
    public static List<String> sources() {
        return List.of("vitals", "twitch-eventsub", "twitch-irc", "csv");
    }

    static Adapter of(String source, Pseudonyms pseudonyms, Scorer scorer, String relativePath) {
        return switch (source) {
            case "vitals" -> new VitalsAdapter(pseudonyms, scorer);
            case "twitch-eventsub" -> new EventSubAdapter(pseudonyms, scorer);
            case "twitch-irc" -> new IrcAdapter(pseudonyms, scorer);
            case "csv" -> new CsvAdapter(pseudonyms, scorer, relativePath);
            default ->
                throw new IllegalArgumentException(
                        "No adapter reads the source \"" + source + "\"; known sources are " + sources());
        };
    }

    /** Whether a line holds nothing but spaces. */
    static boolean isBlank(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
