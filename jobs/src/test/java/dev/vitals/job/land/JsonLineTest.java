package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Jackson refuses half a surrogate pair in names, though not in values; the grammar allows both. */
    private static final List<String> NOT_JUDGED = List.of("not judged");

    private final JsonLine line = new JsonLine();

    @Test
    void findsMembersInAnyOrderAndNest() {
        assertThat(read("{\"a\":{\"b\":[1,{\"c\":\"deep\"}]},\"d\":\"last\"}")).isTrue();
        int b = line.find(line.find(JsonLine.ROOT, "a"), "b");
        int element = line.next(line.first(b), b);
        assertThat(line.text(line.find(element, "c"))).isEqualTo("deep");
        assertThat(line.text(line.find(JsonLine.ROOT, "d"))).isEqualTo("last");
        assertThat(line.find(JsonLine.ROOT, "b")).isEqualTo(JsonLine.NONE);
        assertThat(line.find(b, "c")).isEqualTo(JsonLine.NONE);
    }

    @Test
    void ofTwoMembersWithOneNameTheLastCounts() {
        assertThat(read("{\"id\":1,\"x\":{\"id\":2},\"\\u0069d\":3,\"y\":null}"))
                .isTrue();
        assertThat(line.text(line.find(JsonLine.ROOT, "id"))).isEqualTo("3");
        List<String> names = new ArrayList<>();
        for (int i = line.first(JsonLine.ROOT); i != JsonLine.NONE; i = line.next(i, JsonLine.ROOT)) {
            names.add(line.name(i));
        }
        assertThat(names).containsExactly("x", "id", "y");
    }

    @Test
    void decodesEscapesAndReplacesHalvesOfCharacters() {
        assertThat(read("{\"t\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude02 \\ud83d! é😂\"}"))
                .isTrue();
        assertThat(line.text(line.find(0, "t"))).isEqualTo("a\"\\/\b\f\n\r\té😂 \uFFFD! é😂");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            an array is no event                  | [1]                      | bad_json
            a word is no event                    | hello                    | bad_json
            text behind the object                | {} {}                    | bad_json
            single quotes                         | {'a':1}                  | bad_json
            a comma too many                      | {"a":1,}                 | bad_json
            a comma too few                       | {"a":1 "b":2}            | bad_json
            a number with a leading zero          | {"a":01}                 | bad_json
            a number without digits               | {"a":-}                  | bad_json
            not a number                          | {"a":NaN}                | bad_json
            an unknown escape                     | {"a":"\\x"}              | bad_json
            an escape that is no number           | {"a":"\\u12g4"}          | bad_json
            a misspelt word                       | {"a":trve}               | bad_json
            the object never ends                 | {"a":1                   | truncated_line
            a string never ends                   | {"a":"b                  | truncated_line
            an escape is cut                      | {"a":"b\\u00             | truncated_line
            a word is cut                         | {"a":tru                 | truncated_line
            a name is cut                         | {"a                      | truncated_line
            only the brace is there               | {                        | truncated_line
            """)
    void saysWhatIsWrong(String why, String text, String reason) {
        assertThat(read(text.replace("\\\\", "\\"))).as(why).isFalse();
        assertThat(line.rejection().reason()).isEqualTo(reason);
    }

    @Test
    void tellsBrokenBytesFromBrokenJson() {
        assertThat(reasonFor("{\"a\":\"\u0000\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reasons.NUL_BYTE);
        assertThat(reasonFor("{\"a\":1}\u0000\u0000".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reasons.NUL_BYTE);
        assertThat(reasonFor("{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(Reasons.NOT_UTF8);
        assertThat(reasonFor("{\"a\":\"x\u0001\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Reasons.BAD_JSON);
        // Surrogates, overlong forms and code points above U+10FFFF are not UTF-8.
        for (int[] bytes :
                new int[][] {{0xED, 0xA0, 0x80}, {0xC0, 0x80}, {0xE0, 0x80, 0x80}, {0xF4, 0x90, 0x80, 0x80}}) {
            byte[] text = "{\"a\":\"____\"}".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < bytes.length; i++) {
                text[6 + i] = (byte) bytes[i];
            }
            assertThat(reasonFor(text)).isEqualTo(Reasons.NOT_UTF8);
        }
        byte[] cut = "{\"a\":\"é".getBytes(StandardCharsets.UTF_8);
        assertThat(line.read(cut, 0, cut.length - 1)).isFalse();
        assertThat(line.rejection().reason()).isEqualTo(Reasons.TRUNCATED_LINE);
    }

    @Test
    void refusesNestsAndCrowdsThatNoEventNeeds() {
        assertThat(read("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")).isFalse();
        assertThat(line.rejection().detail()).contains("nested deeper than 64");
        assertThat(read("{\"a\":[" + "1,".repeat(70_000) + "1]}")).isFalse();
        assertThat(read("{\"a\":[" + "1,".repeat(60_000) + "1]}")).isTrue();
    }

    /** Jackson is the judge: the same lines are read, and they hold the same texts. */
    @Test
    void agreesWithJacksonOnRandomAndOnDamagedLines() throws IOException {
        Random random = new Random(3);
        int accepted = 0;
        for (int i = 0; i < 60_000; i++) {
            byte[] text = RandomJson.object(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) > 0) {
                text = RandomJson.damage(text, random);
            }
            List<String> expected = jacksonTokens(text);
            if (expected == NOT_JUDGED) {
                continue;
            }
            boolean isRead = line.read(text, 0, text.length);
            String shown = new String(text, StandardCharsets.UTF_8);
            assertThat(isRead)
                    .as("%s %s", shown, isRead ? "" : line.rejection())
                    .isEqualTo(expected != null);
            if (isRead) {
                accepted++;
                List<String> found = new ArrayList<>();
                collect(JsonLine.ROOT, found);
                assertThat(found).as(shown).isEqualTo(expected);
            }
        }
        assertThat(accepted).isGreaterThan(15_000);
    }

    @Test
    void neverThrowsWhateverTheBytes() {
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = '{';
            }
            boolean isRead = line.read(bytes, 0, bytes.length);
            assertThat(isRead || line.rejection() != null).isTrue();
        }
    }

    private boolean read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return line.read(bytes, 0, bytes.length);
    }

    private String reasonFor(byte[] bytes) {
        assertThat(line.read(bytes, 0, bytes.length)).isFalse();
        return line.rejection().reason();
    }

    private void collect(int value, List<String> found) {
        switch (line.kind(value)) {
            case OBJECT -> {
                TreeMap<String, Integer> members = new TreeMap<>();
                for (int i = line.first(value); i != JsonLine.NONE; i = line.next(i, value)) {
                    members.put(line.name(i), i);
                }
                found.add("{");
                members.forEach((name, member) -> {
                    found.add(name);
                    collect(member, found);
                });
                found.add("}");
            }
            case ARRAY -> {
                found.add("[");
                for (int i = line.first(value); i != JsonLine.NONE; i = line.next(i, value)) {
                    collect(i, found);
                }
                found.add("]");
            }
            default -> found.add(line.kind(value) + ":" + line.text(value));
        }
    }

    /** Jackson's view of one object, names sorted and the last of equal names kept; null when it does not accept it. */
    private static List<String> jacksonTokens(byte[] text) throws IOException {
        try (JsonParser parser = JACKSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            List<String> found = new ArrayList<>();
            jacksonValue(parser, found);
            return parser.nextToken() == null && isUtf8(text) ? found : null;
        } catch (JsonProcessingException | CharConversionException e) {
            return e.getMessage().contains("surrogate") ? NOT_JUDGED : null;
        }
    }

    private static void jacksonValue(JsonParser parser, List<String> found) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                TreeMap<String, List<String>> members = new TreeMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = halved(parser.currentName());
                    parser.nextToken();
                    List<String> value = new ArrayList<>();
                    jacksonValue(parser, value);
                    members.put(name, value);
                }
                found.add("{");
                members.forEach((name, value) -> {
                    found.add(name);
                    found.addAll(value);
                });
                found.add("}");
            }
            case START_ARRAY -> {
                found.add("[");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    jacksonValue(parser, found);
                }
                found.add("]");
            }
            case VALUE_STRING -> found.add("STRING:" + halved(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> found.add("NUMBER:" + parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> found.add("BOOLEAN:" + parser.getText());
            case VALUE_NULL -> found.add("NULL:null");
            default -> throw new AssertionError(parser.currentToken());
        }
    }

    private static String halved(String text) {
        StringBuilder replaced = new StringBuilder();
        text.codePoints().forEach(c -> replaced.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return replaced.toString();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
