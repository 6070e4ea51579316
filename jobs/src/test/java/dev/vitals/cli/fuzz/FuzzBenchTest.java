package dev.vitals.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.cli.fuzz.FuzzBench.Figures;
import dev.vitals.cli.fuzz.FuzzBench.Result;
import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.job.land.Lines;
import dev.vitals.job.land.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzBenchTest {
    @TempDir
    private Path scratch;

    @Test
    void noChangedLineCrashesHangsOrGetsLost() throws Exception {
        List<Figures> told = new ArrayList<>();

        Result result = FuzzBench.of(100_000, 20260105, 1).run(scratch, told::add);

        assertThat(FuzzTable.summary(result)).startsWith("no crash, no hang, no line unaccounted for in 100,");
        assertThat(result.isSound()).isTrue();
        assertThat(told).isEqualTo(result.figures()).hasSize(4).allSatisfy(figures -> {
            assertThat(figures.lines()).isGreaterThanOrEqualTo(25_000);
            assertThat(figures.files()).isGreaterThan(30);
            // Neither all of it noise nor all of it as good as before.
            assertThat(figures.landed()).isGreaterThan(2_000);
            assertThat(figures.quarantined()).isGreaterThan(2_000);
            assertThat(figures.ignored()).isPositive();
            assertThat(figures.outcomes()).isGreaterThan(100);
            assertThat(FuzzTable.line(figures)).startsWith(figures.source()).doesNotContain("ADD UP");
        });
    }

    @Test
    void theSameSeedGivesTheSameLines() throws Exception {
        List<String> first = counts(FuzzBench.of(8_000, 5, 1).run(scratch.resolve("a"), figures -> {}));

        assertThat(counts(FuzzBench.of(8_000, 5, 2).run(scratch.resolve("b"), figures -> {})))
                .isEqualTo(first);
        assertThat(counts(FuzzBench.of(8_000, 6, 2).run(scratch.resolve("c"), figures -> {})))
                .isNotEqualTo(first);
    }

    private static List<String> counts(Result result) {
        return result.figures().stream()
                .map(f -> f.source() + ' ' + f.landed() + ' ' + f.quarantined() + ' ' + f.outcomes())
                .toList();
    }

    private Failure failure(UnaryOperator<Door> fault) throws Exception {
        Result result = FuzzBench.of(40_000, 1, 1)
                .through(() -> fault.apply(Door.ofTheProduct()))
                .run(scratch, figures -> {});
        assertThat(result.isSound()).isFalse();
        return result.failure().orElseThrow();
    }

    /** An adapter of which one outcome is another. */
    private interface Fault {
        Outcome of(Outcome outcome, byte[] buffer, int offset, int length);
    }

    private static Door faulty(Door door, Fault fault) {
        return new Door() {
            @Override
            public Adapter adapter(String source, String path) {
                Adapter adapter = door.adapter(source, path);
                return (buffer, offset, length) ->
                        fault.of(adapter.parse(buffer, offset, length), buffer, offset, length);
            }

            @Override
            public Lines lines(String source, InputStream in, String name) throws IOException {
                return door.lines(source, in, name);
            }
        };
    }

    @Test
    void anAdapterThatThrowsIsCaughtWithItsLine() throws Exception {
        Failure failure = failure(door -> faulty(door, (outcome, buffer, offset, length) -> {
            if (length > 3 && buffer[offset + 3] == '"') {
                throw new IllegalStateException("planted");
            }
            return outcome;
        }));

        assertThat(failure.what()).isEqualTo("threw java.lang.IllegalStateException: planted");
        assertThat(failure.bytes()[3]).isEqualTo((byte) '"');
        assertThat(failure.text()).startsWith("vitals, a/file (--seed 1): ").contains("byte[] bytes = ");
    }

    @Test
    void anAdapterThatGivesNothingIsCaught() throws Exception {
        assertThat(failure(door -> faulty(door, (outcome, b, o, n) -> n % 97 == 5 ? null : outcome))
                        .what())
                .isEqualTo("broken: a line has an outcome");
    }

    @Test
    void anAdapterThatLooksBehindTheLineIsCaught() throws Exception {
        assertThat(failure(door -> faulty(
                                door,
                                (outcome, buffer, offset, length) -> outcome instanceof Outcome.Ignored
                                        ? new Outcome.Ignored(
                                                offset + length < buffer.length && buffer[offset + length] != 0
                                                        ? "a"
                                                        : "b")
                                        : outcome))
                        .what())
                .isEqualTo("broken: what stands around a line means nothing");
    }

    @Test
    void anEmptyColumnThatMustBeFilledIsCaught() throws Exception {
        assertThat(failure(door -> faulty(door, (outcome, b, o, n) -> without(outcome, "channel_id")))
                        .what())
                .isEqualTo("broken: channel_id may not be empty");
    }

    private static Outcome without(Outcome outcome, String column) {
        boolean isChat = outcome instanceof Outcome.Event event && event.table() == BronzeTable.CHAT_MESSAGE;
        return isChat ? with((Outcome.Event) outcome, column, null) : outcome;
    }

    private static Outcome with(Outcome.Event event, String column, Object value) {
        Object[] values = event.values().clone();
        values[event.table().columns().indexOf(column)] = value;
        return new Outcome.Event(event.table(), values);
    }

    @Test
    void anIdThatLandsAsItCameIsCaught() throws Exception {
        Fault leak = (outcome, buffer, offset, length) -> {
            String line = new String(buffer, offset, length, StandardCharsets.UTF_8);
            int id = line.indexOf("\"user_id\":\"" + Traces.ID);
            boolean isChat = outcome instanceof Outcome.Event event && event.table() == BronzeTable.CHAT_MESSAGE;
            return isChat && id >= 0
                    ? with((Outcome.Event) outcome, "user_id", line.substring(id + 11, id + 21))
                    : outcome;
        };

        assertThat(failure(door -> faulty(door, leak)).what())
                .startsWith("broken: user_id shows what the line has in a field for people alone: ");
    }

    @Test
    void aNameInARejectionIsCaught() throws Exception {
        Fault leak = (outcome, buffer, offset, length) -> outcome instanceof Outcome.Rejected rejected
                ? new Outcome.Rejected(
                        rejected.reason(), null, new String(buffer, offset, length, StandardCharsets.UTF_8) + '.')
                : outcome;

        assertThat(failure(door -> faulty(door, leak)).what())
                .startsWith("broken: what is said of a line repeats nothing of it");
    }

    @Test
    void aMentionThatIsNotMaskedIsCaught() throws Exception {
        Fault leak = (outcome, buffer, offset, length) ->
                outcome instanceof Outcome.Event event && event.table() == BronzeTable.CHAT_MESSAGE
                        ? with(event, "text", "hi @mention and @\u200Dsomebody")
                        : outcome;

        assertThat(failure(door -> faulty(door, leak)).what()).isEqualTo("broken: mentions in text are masked");
    }

    @Test
    void anAdapterThatHangsIsCaughtWithItsLine() throws Exception {
        Failure failure = failure(door -> faulty(door, (outcome, buffer, offset, length) -> {
            while (length == 77 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return outcome;
        }));

        assertThat(failure.what()).isEqualTo("broken: a line is read in less than a second");
        assertThat(failure.bytes()).hasSize(77);
    }

    /** A reader that does with the lines of a file what it should not. */
    private static Door losing(Door door, boolean isTwice) {
        return new Door() {
            @Override
            public Adapter adapter(String source, String path) {
                return door.adapter(source, path);
            }

            @Override
            public Lines lines(String source, InputStream in, String name) throws IOException {
                return new Careless(door.lines(source, in, name), isTwice);
            }
        };
    }

    /** Skips the seventh line or gives it twice. */
    private static final class Careless implements Lines {
        private final Lines lines;
        private final boolean isTwice;
        private int count;
        private long shift;

        Careless(Lines lines, boolean isTwice) {
            this.lines = lines;
            this.isTwice = isTwice;
        }

        @Override
        public boolean next() throws IOException {
            count++;
            if (count == 8 && isTwice) {
                shift = 1;
                return true;
            }
            return lines.next() && (count != 7 || isTwice || lines.next());
        }

        @Override
        public byte[] buffer() {
            return lines.buffer();
        }

        @Override
        public int offset() {
            return lines.offset();
        }

        @Override
        public int length() {
            return lines.length();
        }

        @Override
        public long lineNumber() {
            return lines.lineNumber() + shift;
        }

        @Override
        public Outcome.Rejected rejection() {
            return lines.rejection();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void aReaderThatLosesALineOrGivesOneTwiceIsCaughtWithItsFile() throws Exception {
        Failure lost = failure(door -> losing(door, false));
        assertThat(lost.what()).isEqualTo("broken: each line of a file is delivered once");
        assertThat(lost.bytes()).isNotEmpty();
        scratch = scratch.resolve("again");
        assertThat(failure(door -> losing(door, true)).what())
                .isEqualTo("broken: each line of a file is delivered once");
    }

    /** What a failure prints compiles to the very bytes. */
    @Test
    void aFailureIsPrintedForATest() {
        byte[] text = "a\"\\\n\u0001\u00e9\uD83D\uDE02".getBytes(StandardCharsets.UTF_8);
        assertThat(new Failure("csv", "x/a.csv", "threw up", 7, text).text())
                .isEqualTo(
                        "csv, x/a.csv (--seed 7): threw up%n  byte[] bytes = \"a\\\"\\\\\\n\\001\\u00e9\\ud83d\\ude02\".getBytes(StandardCharsets.UTF_8);"
                                .formatted());
        assertThat(new Failure("csv", "x/a.csv", "threw up", 7, new byte[] {-1, 0}).text())
                .endsWith("byte[] bytes = Base64.getDecoder().decode(\"/wA=\");");
    }

    /** Every kind of thing that an adapter knows or refuses has a line to begin from. */
    @Test
    void theKnownLinesReachEveryTable() {
        List<BronzeTable> reached = new ArrayList<>();
        for (String source : List.of("vitals", "csv", "twitch-eventsub", "twitch-irc")) {
            for (Seed seed : Seed.of(source)) {
                Adapter adapter = Door.ofTheProduct().adapter(source, seed.path());
                if (seed.header() != null) {
                    adapter.parse(seed.header(), 0, seed.header().length);
                }
                if (adapter.parse(seed.line(), 0, seed.line().length) instanceof Outcome.Event event) {
                    reached.add(event.table());
                }
            }
            if (!source.startsWith("twitch")) {
                assertThat(reached).containsAll(Arrays.asList(BronzeTable.values()));
                reached.clear();
            }
        }
        assertThat(reached)
                .contains(
                        BronzeTable.CHAT_MESSAGE,
                        BronzeTable.ENFORCEMENT_EVENT,
                        BronzeTable.APPEAL_EVENT,
                        BronzeTable.AUTOMOD_EVENT,
                        BronzeTable.STREAM_CONTEXT);
    }
}
