package dev.vitals.hot;

import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.Outcome;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.sentiment.Scorers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * From the bytes of a line to its event, with the pseudonyms and the score that belong to it; people come again, so that their
 * pseudonyms are found in the table.
 */
public class ParserHotLoops extends HotLoops {
    private static final String NEUTRAL = "vitals";

    /** Kinds of lines. */
    public enum Line {
        /** Chat as it comes, of which a fifth is not ASCII. */
        CHAT(NEUTRAL),
        CHAT_ASCII(NEUTRAL),
        /** Emoji, Hangul, kana, letters with accents. */
        CHAT_WIDE(NEUTRAL),
        /** The same as some libraries write it, with escapes for all that is not ASCII. */
        CHAT_ESCAPED(NEUTRAL),
        REPORT(NEUTRAL),
        ENFORCEMENT(NEUTRAL),
        IRC("twitch-irc"),
        EVENTSUB("twitch-eventsub");

        private final String source;

        Line(String source) {
            this.source = source;
        }

        private List<String> lines() {
            return switch (this) {
                case CHAT -> HotInputs.chat();
                case CHAT_ASCII -> chat(true);
                case CHAT_WIDE -> chat(false);
                case CHAT_ESCAPED ->
                    chat(false).stream().map(ParserHotLoops::escaped).toList();
                case REPORT -> HotInputs.reports();
                case ENFORCEMENT -> HotInputs.sanctions();
                case IRC -> HotInputs.messages().stream().map(ChatMessage::irc).toList();
                case EVENTSUB ->
                    HotInputs.messages().stream().map(ChatMessage::eventSub).toList();
            };
        }

        private static List<String> chat(boolean ascii) {
            return HotInputs.chat().stream()
                    .filter(line -> ascii == line.chars().allMatch(c -> c < 0x80))
                    .toList();
        }
    }

    @Param
    public Line line;

    private byte[][] lines;
    private Adapter adapter;

    /** Reads all lines once: each must be an event, as nothing is quicker than refusing one. */
    @Setup
    public void prepare() {
        Pseudonyms pseudonyms = new Pseudonyms("a key for measuring only".getBytes(StandardCharsets.US_ASCII));
        adapter = Adapter.of(line.source, pseudonyms, Scorers.standard(), "a-file");
        lines = HotInputs.bytes(line.lines());
        if (adapter.looksAhead()) {
            for (byte[] each : lines) {
                adapter.lookAhead(each, 0, each.length);
            }
        }
        for (byte[] each : lines) {
            Outcome outcome = adapter.parse(each, 0, each.length);
            if (!(outcome instanceof Outcome.Event)) {
                throw new IllegalStateException(
                        "No event, but " + outcome + ": " + new String(each, StandardCharsets.UTF_8));
            }
        }
    }

    /** A line. */
    @Benchmark
    public Outcome parse() {
        byte[] bytes = lines[turn()];
        return adapter.parse(bytes, 0, bytes.length);
    }

    private static String escaped(String line) {
        StringBuilder escaped = new StringBuilder(line.length() * 2);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            escaped.append(c < 0x80 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return escaped.toString();
    }
}
