package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The dirt that real files had: each kind is read, counted or quarantined, and nothing is lost in silence. */
class DirtTest {
    private static final String REPORT =
            "{\"type\":\"report.created\",\"report_id\":\"r%d\",\"subject_type\":\"message\",\"created_at\":\"%s\"}";

    @Test
    void thousandsOfHeaderLinesInsideCsvFilesAreCountedAndNoRowIsLost() throws IOException {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 3998; i++) {
            file.append("report_id,subject_type,category,created_at\n");
            file.append("a").append(i).append(",message,hate,2026-01-05T12:00:00Z\n");
        }
        List<Outcome> outcomes = outcomes("csv", "report.created/a.csv", file.toString());
        assertThat(outcomes).hasSize(2 * 3998);
        assertThat(outcomes)
                .filteredOn(new Outcome.Ignored("csv/header")::equals)
                .hasSize(3998);
        assertThat(events(outcomes)).hasSize(3998);
    }

    @Test
    void headersThatChangeTheOrderHalfWayMoveTheValuesToTheirColumns() throws IOException {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 913; i++) {
            file.append("report_id,subject_type,category,created_at\n");
            file.append("a").append(i).append(",message,hate,2026-01-05T12:00:00Z\n");
            file.append("created_at,category,report_id,subject_type\n");
            file.append("2026-01-05T12:00:00Z,hate,b").append(i).append(",message\n");
        }
        List<Map<String, Object>> events = events(outcomes("csv", "report.created/a.csv", file.toString()));
        assertThat(events)
                .hasSize(2 * 913)
                .allSatisfy(event -> assertThat(event).containsEntry("category", "hate"));
        assertThat(events.stream().map(event -> event.get("report_id"))).contains("a0", "b0", "a912", "b912");
    }

    @Test
    void aResentLineHasTheSameKeyInEveryFile() throws IOException {
        String line = String.format(REPORT, 1, "2026-01-05T12:00:00Z") + '\n';
        assertThat(keys(outcomes("vitals", "a.ndjson", line.repeat(1000)))).hasSize(1);
        assertThat(keys(outcomes("vitals", "another.ndjson", line)))
                .isEqualTo(keys(outcomes("vitals", "a.ndjson", line)));
    }

    @Test
    void aResentNotificationHasTheSameKeyAlsoWhenItIsWrappedAnew() throws IOException {
        String event = "{\"broadcaster_user_id\":\"7\",\"user_id\":\"6\"}";
        String frame = TruthTable.eventSubFrame("n1", "channel.unban", event);
        String webhook = "{\"headers\":{\"Twitch-Eventsub-Message-Id\":\"n1\",\"Twitch-Eventsub-Message-Timestamp\":"
                + "\"2026-01-05T12:00:00.123456789Z\",\"Twitch-Eventsub-Subscription-Type\":\"channel.unban\"},\"body\":{"
                + "\"event\":" + event + "}}";
        assertThat(events(outcomes("twitch-eventsub", "a", frame + '\n' + webhook)))
                .satisfies(both -> assertThat(both.get(0)).isEqualTo(both.get(1)));
    }

    @Test
    void theSameMessageInTheLogsOfEventSubAndIrcHasOneKey() throws IOException {
        String eventSub = TruthTable.eventSubFrame(
                "n1",
                "channel.chat.message",
                "{\"broadcaster_user_id\":\"7\",\"chatter_user_id\":\"6\",\"message_id\":\"m1\",\"message\":{\"text\":\"hi\"}}");
        String irc = "@id=m1;room-id=7;user-id=6;tmi-sent-ts=1767614400123 :x!x@x PRIVMSG #c :hi\n";
        assertThat(keys(outcomes("twitch-eventsub", "a", eventSub))).isEqualTo(keys(outcomes("twitch-irc", "a", irc)));
    }

    @Test
    void aReplayedTimeoutHasTheSameKeyAsTheFirst() throws IOException {
        String first =
                "@ban-duration=600;room-id=7;target-user-id=6;tmi-sent-ts=1767614400123 :tmi.twitch.tv CLEARCHAT #c :x";
        String replay =
                "@historical=1;rm-received-ts=1767614499999;tmi-sent-ts=1767614400123;room-id=7;target-user-id=6;"
                        + "ban-duration=600 :tmi.twitch.tv CLEARCHAT #c :x";
        String later = first.replace("400123", "400124");
        assertThat(keys(outcomes("twitch-irc", "a", first + '\n' + replay + '\n')))
                .hasSize(1);
        assertThat(keys(outcomes("twitch-irc", "a", first + '\n' + later + '\n')))
                .hasSize(2);
    }

    @Test
    void aTruncatedLastLineIsQuarantinedAloneWhereverItIsCut() throws IOException {
        String whole = String.format(REPORT, 1, "2026-01-05T12:00:00Z") + '\n';
        String last = String.format(REPORT, 2, "2026-01-05T12:00:00Z");
        for (int cut = 1; cut < last.length(); cut++) {
            List<Outcome> outcomes = outcomes("vitals", "a", whole + last.substring(0, cut));
            assertThat(outcomes).hasSize(2);
            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Event.class);
            assertThat(reason(outcomes.get(1))).isEqualTo(Reasons.TRUNCATED_LINE);
        }
        assertThat(events(outcomes("vitals", "a", whole + last))).hasSize(2);
    }

    @Test
    void aGzipFileCutInTheMiddleLandsWhatIsWholeAndQuarantinesTheRest() throws IOException {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            file.append(String.format(REPORT, i * 7919, "2026-01-05T12:00:00Z")).append('\n');
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(file.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2);
        List<Outcome> outcomes = outcomes("vitals", "a.ndjson.gz", half);
        int last = outcomes.size() - 1;
        assertThat(last).isBetween(1000, 4000);
        assertThat(outcomes.subList(0, last)).allMatch(Outcome.Event.class::isInstance);
        assertThat(reason(outcomes.get(last))).isEqualTo(Reasons.TRUNCATED_FILE);
    }

    @Test
    void anEmptyFileIsNoFault() throws IOException {
        for (String source : Adapters.sources()) {
            assertThat(outcomes(source, "report.created/a", "")).isEmpty();
            assertThat(outcomes(source, "report.created/a.gz", new byte[0])).isEmpty();
            assertThat(outcomes(source, "report.created/a", "\n\r\n  \n")).containsOnly(Outcome.BLANK);
        }
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreNoContent() throws IOException {
        String json = String.format(REPORT, 1, "2026-01-05T12:00:00Z");
        assertThat(events(outcomes("vitals", "a", '\uFEFF' + json + "\r\n" + json + "\r\n")))
                .hasSize(2);
        String csv = "report_id,subject_type,created_at\r\nr1,message,2026-01-05T12:00:00Z\r\n";
        assertThat(events(outcomes("csv", "report.created/a.csv", '\uFEFF' + csv)))
                .hasSize(1);
        String irc = "@id=m1;room-id=7;user-id=6;tmi-sent-ts=1767614400123 :x!x@x PRIVMSG #c :hi\n";
        assertThat(events(outcomes("twitch-irc", "a", '\uFEFF' + irc + "\r\n")))
                .first()
                .satisfies(event -> assertThat(event).containsEntry("text", "hi"));
    }

    @Test
    void nulBytesAreQuarantined() throws IOException {
        String json = String.format(REPORT, 1, "2026-01-05T12:00:00Z");
        assertThat(reasons("vitals", json.replace("r1", "r\u00001"))).containsExactly(Reasons.NUL_BYTE);
        assertThat(reasons("vitals", "\u0000".repeat(4096))).containsExactly(Reasons.NUL_BYTE);
        assertThat(reasons("twitch-eventsub", "{\u0000}")).containsExactly(Reasons.NUL_BYTE);
        assertThat(reasons("twitch-irc", "@id=\u0000 PING\n")).containsExactly(Reasons.NUL_BYTE);
        assertThat(reasons("csv", "report_id,\u0000\n")).containsExactly(Reasons.NUL_BYTE);
    }

    @Test
    void bytesThatAreNotUtf8AreQuarantined() throws IOException {
        for (String source : Adapters.sources()) {
            String line = source.startsWith("twitch-irc") ? "PING :é" : source.equals("csv") ? "é,é" : "{\"é\":1}";
            List<Outcome> outcomes =
                    outcomes(source, "report.created/a", (line + "\n").getBytes(StandardCharsets.ISO_8859_1));
            assertThat(outcomes).extracting(DirtTest::reason).as(source).containsExactly(Reasons.NOT_UTF8);
        }
    }

    @Test
    void aLineOfTwentyMegabytesIsQuarantinedAndTheNextOneLands() throws IOException {
        String json = String.format(REPORT, 1, "2026-01-05T12:00:00Z");
        String file = "{\"type\":\"" + "x".repeat(20 << 20) + "\"}\n" + json;
        List<Outcome> outcomes = outcomes("vitals", "a", file);
        assertThat(outcomes).hasSize(2);
        assertThat(reason(outcomes.get(0))).isEqualTo(Reasons.LINE_TOO_LONG);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Event.class);
    }

    @Test
    void impossibleDatesAreQuarantined() throws IOException {
        assertThat(reasons("vitals", String.format(REPORT, 1, "2026-13-05T12:00:00Z")))
                .containsExactly(Reasons.BAD_TIMESTAMP);
        assertThat(reasons("vitals", String.format(REPORT, 1, "2105-01-05T12:00:00Z")))
                .containsExactly(Reasons.TIMESTAMP_OUT_OF_RANGE);
    }

    @Test
    void namesAndTextsThatAreCodeStayTheTextThatTheyAre() throws IOException {
        String text = "<script>alert('x')</script>'; DROP TABLE chat; -- =HYPERLINK(1) \u202Eabc\u202C a\u200Bb";
        String json = "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"7\",\"user_id\":\"=1+1\","
                + "\"sent_at\":\"2026-01-05T12:00:00Z\",\"text\":\"" + text + "\"}";
        assertThat(events(outcomes("vitals", "a", json)))
                .first()
                .satisfies(event -> assertThat(event)
                        .containsEntry("text", text)
                        .containsEntry("user_id", LandFixture.pseudonym("=1+1")));
    }

    private static List<Outcome> outcomes(String source, String path, String file) throws IOException {
        return outcomes(source, path, file.getBytes(StandardCharsets.UTF_8));
    }

    /** What becomes of each line of a file, as the reader and the adapter say together. */
    private static List<Outcome> outcomes(String source, String path, byte[] file) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        Adapter adapter = LandFixture.adapter(source, path);
        try (Lines lines = Lines.of(source, new ByteArrayInputStream(file), path)) {
            while (lines.next()) {
                Outcome.Rejected rejection = lines.rejection();
                outcomes.add(
                        rejection == null ? adapter.parse(lines.buffer(), lines.offset(), lines.length()) : rejection);
            }
        }
        return outcomes;
    }

    private static List<String> reasons(String source, String file) throws IOException {
        return outcomes(source, "report.created/a", file).stream()
                .map(DirtTest::reason)
                .toList();
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Rejected rejected ? rejected.reason() : outcome.toString();
    }

    private static List<Map<String, Object>> events(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Event.class::isInstance)
                .map(LandFixture::values)
                .toList();
    }

    private static List<Object> keys(List<Outcome> outcomes) {
        return events(outcomes).stream()
                .map(event -> event.get("event_id"))
                .distinct()
                .collect(Collectors.toList());
    }
}
