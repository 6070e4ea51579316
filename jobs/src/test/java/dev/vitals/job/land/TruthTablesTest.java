package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the truth tables beside this class: one sentence, one line, one outcome. */
class TruthTablesTest {
    static List<TruthTable.Row> vitals() {
        return TruthTable.read("vitals");
    }

    static List<TruthTable.Row> eventSub() {
        return TruthTable.read("twitch-eventsub");
    }

    static List<TruthTable.Row> irc() {
        return TruthTable.read("twitch-irc");
    }

    static List<TruthTable.Row> csv() {
        return TruthTable.read("csv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vitals")
    void neutralEvents(TruthTable.Row row) throws IOException {
        TruthTable.check("vitals", row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventSub")
    void twitchEventSub(TruthTable.Row row) throws IOException {
        TruthTable.check("twitch-eventsub", row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("irc")
    void twitchIrc(TruthTable.Row row) throws IOException {
        TruthTable.check("twitch-irc", row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("csv")
    void csvFiles(TruthTable.Row row) throws IOException {
        TruthTable.check("csv", row);
    }

    @Test
    void noTableIsEmptyAndNoSentenceSaysTwoThings() {
        for (String source : Adapters.sources()) {
            List<String> sentences = TruthTable.read(source).stream()
                    .map(TruthTable.Row::sentence)
                    .collect(Collectors.toList());
            assertThat(sentences).as(source).hasSizeGreaterThan(15).doesNotHaveDuplicates();
        }
    }
}
