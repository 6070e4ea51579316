package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The tally against maps and sets, however what happened is cut into parts. */
class PeopleTallyTest {
    private static final class Plain {
        private long messages;
        private final Set<Long> channels = new HashSet<>();
        private long scored;
        private long millis;
        private long sanctions;
        private int sights;
    }

    @Test
    void partsThatTravelAndMeetCountAsOne() throws Exception {
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
                    tally.addSanctions(person, count);
                    plain.sanctions += count;
                } else {
                    // Zero is a hash like any other.
                    long channel = random.nextInt(5);
                    boolean isScored = random.nextBoolean();
                    long millis = random.nextInt(2001) - 1000;
                    int sights = random.nextInt(20) == 0 ? 1 + random.nextInt(3) : 0;
                    tally.addMessage(person, channel, isScored, millis, sights);
                    plain.messages++;
                    plain.channels.add(channel);
                    plain.scored += isScored ? 1 : 0;
                    plain.millis += isScored ? millis : 0;
                    plain.sights |= sights;
                }
            }
            whole.merge(part % 2 == 0 ? sent(tally) : tally);
        }

        assertThat(lines(sent(whole))).isEqualTo(expectedLines(expected));
        assertThat(lines(whole.merge(new PeopleTally()))).isEqualTo(expectedLines(expected));
    }

    private static PeopleTally sent(PeopleTally tally) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(tally);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (PeopleTally) in.readObject();
        }
    }

    private static Set<String> lines(PeopleTally tally) {
        Set<String> lines = new TreeSet<>();
        for (Row row : tally.toRows()) {
            assertThat(lines.add(row.mkString(" "))).isTrue();
        }
        return lines;
    }

    private static Set<String> expectedLines(Map<String, Plain> people) {
        Set<String> lines = new TreeSet<>();
        people.forEach((person, p) -> lines.add("%s %d %d %d %d %d %d"
                .formatted(person, p.messages, p.channels.size(), p.scored, p.millis, p.sanctions, p.sights)));
        return lines;
    }
}
