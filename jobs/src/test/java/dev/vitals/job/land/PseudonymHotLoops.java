package dev.vitals.job.land;

import dev.vitals.hot.ChatMessage;
import dev.vitals.hot.HotInputs;
import dev.vitals.hot.HotLoops;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Pseudonyms of people who come again and of people who do not, and the keys that are made of who took part. */
public class PseudonymHotLoops extends HotLoops {
    private Pseudonyms pseudonyms;
    private NaturalKeys keys;
    private byte[][] ids;
    private ChatMessage[] messages;
    private byte[] newcomer;

    @Setup
    public void prepare() {
        pseudonyms = new Pseudonyms("a key for measuring only".getBytes(StandardCharsets.US_ASCII));
        keys = new NaturalKeys(pseudonyms);
        List<ChatMessage> all = HotInputs.cycled(HotInputs.messages());
        messages = all.toArray(ChatMessage[]::new);
        ids = HotInputs.bytes(all.stream().map(ChatMessage::user).toList());
        newcomer = "100000000".getBytes(StandardCharsets.US_ASCII);
        Arrays.stream(ids).forEach(id -> pseudonyms.of(id, 0, id.length));
    }

    /** The id of an author who has written before. */
    @Benchmark
    public String again() {
        byte[] id = ids[turn()];
        return pseudonyms.of(id, 0, id.length);
    }

    /** An id that was never seen. */
    @Benchmark
    public String everNew() {
        int digit = newcomer.length - 1;
        while (digit > 0 && newcomer[digit] == '9') {
            newcomer[digit--] = '0';
        }
        newcomer[digit]++;
        return pseudonyms.of(newcomer, 0, newcomer.length);
    }

    /** The key of a message that came without an id. */
    @Benchmark
    public String naturalKey() {
        ChatMessage message = messages[turn()];
        return keys.of("PRIVMSG", message.channel(), message.user(), message.sentAt(), message.text());
    }
}
