package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every line, whatever it is. */
class AdapterPropertiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CSV_PATH = "chat.message/a.csv";

    @ParameterizedTest
    @ValueSource(strings = {"vitals", "twitch-eventsub", "twitch-irc", "csv"})
    void randomBytesNeverThrow(String source) {
        Adapter adapter = LandFixture.adapter(source, CSV_PATH);
        Random random = new Random(17);
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            EventShape.check(LandFixture.parse(adapter, bytes));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vitals", "twitch-eventsub", "twitch-irc", "csv"})
    void damagedLinesNeverThrowAndGiveNothingThatTheirContractForbids(String source) {
        Random random = new Random(23);
        for (TruthTable.Row row : rows(source)) {
            Adapter adapter = LandFixture.adapter(source, row.path());
            for (String line : row.lines()) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                EventShape.check(LandFixture.parse(adapter, bytes));
                for (int i = 0; i < 150 && bytes.length > 0; i++) {
                    byte[] damaged = RandomJson.damage(bytes, random);
                    EventShape.check(LandFixture.parse(
                            adapter,
                            random.nextInt(3) > 0 || damaged.length == 0
                                    ? damaged
                                    : RandomJson.damage(damaged, random)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vitals", "twitch-eventsub"})
    void theOrderOfKeysTheSpacesAndTheEscapesOfALineMeanNothing(String source) throws IOException {
        Random random = new Random(29);
        int events = 0;
        for (TruthTable.Row row : rows(source)) {
            Outcome first =
                    LandFixture.parse(LandFixture.adapter(source), row.lines().get(0));
            if (!(first instanceof Outcome.Event)) {
                continue;
            }
            events++;
            Map<String, Object> values = LandFixture.values(first);
            for (int i = 0; i < 20; i++) {
                StringBuilder again = new StringBuilder();
                write(JSON.readTree(row.lines().get(0)), again, random);
                Outcome second = LandFixture.parse(LandFixture.adapter(source), again.toString());
                assertThat(LandFixture.values(second))
                        .as(again.toString())
                        .usingRecursiveComparison()
                        .isEqualTo(values);
            }
        }
        assertThat(events).isGreaterThan(5);
    }

    @Test
    void anAdapterRemembersNothingOfALineThatFailed() {
        String good =
                "{\"type\":\"stream.context\",\"channel_id\":\"7\",\"kind\":\"online\",\"at\":\"2026-01-05T12:00:00Z\"}";
        String bad =
                "{\"type\":\"stream.context\",\"channel_id\":\"7\",\"kind\":\"raid\",\"at\":\"2026-01-05T12:00:00Z\","
                        + "\"attributes\":{\"viewers\":\"1\"},\"type\":\"viewership.interval\",\"from\":\"x\"}";
        Adapter adapter = LandFixture.adapter("vitals");
        Map<String, Object> before = LandFixture.values(LandFixture.parse(adapter, good));
        assertThat(LandFixture.parse(adapter, bad)).isInstanceOf(Outcome.Rejected.class);
        assertThat(LandFixture.values(LandFixture.parse(adapter, good))).isEqualTo(before);

        Adapter irc = LandFixture.adapter("twitch-irc");
        LandFixture.parse(irc, "@msg-id=raid;msg-param-viewerCount=5;room-id=7;user-id=6 :tmi.twitch.tv USERNOTICE #c");
        Outcome cleared = LandFixture.parse(irc, "@room-id=7;tmi-sent-ts=1767614400123 :tmi.twitch.tv CLEARCHAT #c");
        assertThat(LandFixture.values(cleared)).containsEntry("attributes", null);
    }

    private static List<TruthTable.Row> rows(String source) {
        return TruthTable.read(source);
    }

    private static void write(JsonNode node, StringBuilder json, Random random) {
        if (node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
            Collections.shuffle(members, random);
            json.append('{');
            for (int i = 0; i < members.size(); i++) {
                json.append(i == 0 ? "" : ",").append(space(random));
                string(members.get(i).getKey(), json, random);
                json.append(space(random)).append(':').append(space(random));
                write(members.get(i).getValue(), json, random);
            }
            json.append(space(random)).append('}');
        } else if (node instanceof ArrayNode array) {
            json.append('[');
            for (int i = 0; i < array.size(); i++) {
                json.append(i == 0 ? "" : ",").append(space(random));
                write(array.get(i), json, random);
            }
            json.append(']');
        } else if (node.isTextual()) {
            string(node.textValue(), json, random);
        } else {
            json.append(node);
        }
    }

    private static void string(String text, StringBuilder json, Random random) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || random.nextInt(30) == 0) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static String space(Random random) {
        return random.nextInt(4) == 0 ? " " : "";
    }
}
