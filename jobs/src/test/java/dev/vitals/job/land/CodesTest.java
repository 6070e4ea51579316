package dev.vitals.job.land;

import static dev.vitals.job.land.LandFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.SmallWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodesTest {
    private final Adapter adapter = LandFixture.adapter("vitals");

    private Outcome parse(String line) {
        return LandFixture.parse(adapter, line);
    }

    @Test
    void aCodeIsAWordOfItsListOrOtherWhichIsCounted() {
        Map<String, Object> report =
                values(parse("{\"type\":\"report.created\",\"report_id\":\"r\",\"subject_type\":\"user\","
                        + "\"created_at\":\"2026-01-05T12:00:00Z\",\"category\":\"Hate\",\"severity\":\"zoe\","
                        + "\"language\":\"70770077\",\"surface\":null}"));
        Map<String, Object> action = values(parse("{\"type\":\"enforcement.action\",\"action_id\":\"a\","
                + "\"at\":\"2026-01-05T12:00:00Z\",\"action\":\"Timeout\",\"policy\":\"zoe\"}"));

        assertThat(report)
                .containsEntry("category", "hate")
                .containsEntry("severity", "other")
                .containsEntry("language", "other")
                .containsEntry("surface", null);
        assertThat(action).containsEntry("action", "timeout").containsEntry("policy", "other");
        assertThat(adapter.unreadFields())
                .containsOnly(
                        Map.entry("report.created/severity=other", 1L),
                        Map.entry("report.created/language=other", 1L),
                        Map.entry("enforcement.action/policy=other", 1L));
    }

    @Test
    void aTypeThatNoListHasIsCountedWithoutBeingSaid() {
        for (String type :
                new String[] {"zoe", "clip.created", "Zoe said hi", "@zoe", "70770077", "x".repeat(81), "caf\u00e9"}) {
            assertThat(parse("{\"type\":\"" + type + "\"}")).isEqualTo(new Outcome.Ignored("(other)"));
        }
    }

    /** What is delivered again after the lists have grown is the same event. */
    @Test
    void keysOfEventsAreMadeOfWhatWasWritten() {
        String closed = "{\"type\":\"report.activity\",\"report_id\":\"r\",\"activity\":\"closed\","
                + "\"at\":\"2026-01-05T12:00:00Z\",\"close_reason\":\"%s\"}";
        String online = "{\"type\":\"stream.context\",\"channel_id\":\"7\",\"kind\":\"online\","
                + "\"at\":\"2026-01-05T12:00:00Z\",\"attributes\":{\"region\":\"%s\"}}";
        String unlisted = online.replace("region", "zoe_smith");
        for (String line : List.of(closed, online, unlisted)) {
            Object zoe = values(parse(line.formatted("zoe"))).get("event_id");

            assertThat(values(parse(line.formatted("adam"))).get("event_id")).isNotEqualTo(zoe);
            assertThat(values(parse(line.formatted("zoe"))).get("event_id")).isEqualTo(zoe);
        }
    }

    @Test
    void ircCountsItsCodesToo() {
        Adapter irc = LandFixture.adapter("twitch-irc");
        LandFixture.parse(
                irc,
                "@id=1;login=a;msg-id=resub;msg-param-sub-plan=zoe;room-id=7;user-id=6;tmi-sent-ts=1767614400000"
                        + " :tmi.twitch.tv USERNOTICE #b");

        assertThat(irc.unreadFields()).isEqualTo(Map.of("USERNOTICE/tier=other", 1L));
    }

    @Test
    void theSyntheticCommunityUsesListedWordsAlone(@TempDir Path dir) throws IOException {
        SmallWorld.generate(dir, 1);
        int events = 0;
        try (Stream<Path> files = Files.walk(dir.resolve("landing"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                for (String line : lines(file)) {
                    events += parse(line) instanceof Outcome.Event ? 1 : 0;
                }
            }
        }

        assertThat(events).isGreaterThan(500);
        assertThat(adapter.unreadFields().keySet()).noneMatch(field -> field.contains("other"));
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream in = file.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : Files.newInputStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
