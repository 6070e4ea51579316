package dev.vitals.job.refine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tally against maps and sets, however what happened is cut into parts. */
class PeopleTallyTest {
    private static final int DAY = 20_000;

    private static final class Plain {
        private long messages;
        private final Set<Long> channels = new HashSet<>();
        private long scored;
        private long millis;
        private long sanctions;
        private int sights;
    }

    @Test
    void partsThatTravelAndMeetCountAsOne() {
        Random random = new Random(7);
        Map<String, Plain> expected = new TreeMap<>();
        PeopleTally whole = new PeopleTally();
        for (int part = 0; part < 5; part++) {
            PeopleTally tally = new PeopleTally();
            for (int i = 0; i < 3_000; i++) {
                String person = "person" + random.nextInt(700);
                Plain plain = expected.computeIfAbsent(person, p -> new Plain());
                if (random.nextInt(10) == 0) {
                    int count = 1 + random.nextInt(3);
                    tally.addSanctions(bytes(person), hash(person), count);
                    plain.sanctions += count;
                } else {
                    // Zero is a hash like any other.
                    long channel = random.nextInt(5);
                    boolean isScored = random.nextBoolean();
                    long millis = random.nextInt(2001) - 1000;
                    int sights = random.nextInt(20) == 0 ? 1 + random.nextInt(3) : 0;
                    tally.addMessage(bytes(person), hash(person), channel, isScored, millis, sights);
                    plain.messages++;
                    plain.channels.add(channel);
                    plain.scored += isScored ? 1 : 0;
                    plain.millis += isScored ? millis : 0;
                    plain.sights |= sights;
                }
            }
            whole.addAll(tally.toBytes());
        }

        assertThat(lines(whole)).isEqualTo(expectedLines(expected));
        assertThat(lines(new PeopleTally().addAll(whole.toBytes()))).isEqualTo(expectedLines(expected));
        assertThat(lines(whole.addAll(new PeopleTally().toBytes()))).isEqualTo(expectedLines(expected));
    }

    private static byte[] bytes(String person) {
        return person.getBytes(UTF_8);
    }

    /** Some share a hash, and more of them a part of it. */
    private static long hash(String person) {
        return (person.hashCode() % 100) * 0x1_0000_0080L;
    }

    private static Set<String> lines(PeopleTally tally) {
        Set<String> lines = new TreeSet<>();
        tally.rows(DAY).forEachRemaining(row -> {
            assertThat(row.getInt(0)).isEqualTo(DAY);
            String person = new String(row.<byte[]>getAs(1), UTF_8);
            String numbers = IntStream.range(2, row.size())
                    .mapToObj(i -> row.get(i).toString())
                    .collect(Collectors.joining(" "));
            assertThat(lines.add(person + " " + numbers)).isTrue();
        });
        return lines;
    }

    private static Set<String> expectedLines(Map<String, Plain> people) {
        Set<String> lines = new TreeSet<>();
        people.forEach((person, p) -> lines.add("%s %d %d %d %d %d %d"
                .formatted(person, p.messages, p.channels.size(), p.scored, p.millis, p.sanctions, p.sights)));
        return lines;
    }
}
