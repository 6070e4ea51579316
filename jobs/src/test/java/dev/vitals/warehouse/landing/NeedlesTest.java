package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedlesTest {
    private static final Needles NEEDLES = new Needles(List.of("1234", "Quail_7", "ザン", "a-b", "Ärger", "a b"));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'{\"user_id\":\"1234\"}', true",
        "'{\"user_id\":1234}', true",
        "'user-id=1234;', true",
        "'12345', false",
        "'x1234', false",
        "'1234_', false",
        "'@QUAIL_7 hi', true",
        "'quail_77', false",
        "'カザンカ', true",
        "'\\u30b6\\u30f3', true",
        "'xa-bx', true",
        "'a-', false",
        "'{\"text\":\"one\\nquail_7\"}', true",
        "'{\"text\":\"one\\u003cquail_7\\u003e\"}', true",
        "'{\"text\":\"\\u0051uail\\u005F7\"}', true",
        "'{\"text\":\"one\\\\nquail_7\"}', true",
        "'{\"text\":\"\\u30B6\\u30f3\"}', true",
        "'a line\\quail_7', true",
        "'@display-name=A\\sB;login=x', true",
        "'user-1234', true",
        "'2026-01-05T12:00:00+00:00,1234,hello', true",
        "'9c1f2b7a-1234-a03a-8a94-33c6bac34fb8', false",
        "'message-9c1f2b7a-1234-a03a-8a94-33c6bac34fb8', false",
        "'9c1f2b7a-1234', true",
        "'{\"payload\":\"{\\\"name\\\":\\\"\\\\u00c4rger\\\"}\"}', true",
        "'[C:\\users\\quail_7]', true",
        "'1234.html', true",
        "'ÄRGER', true",
        "'a\u0308rger', true",
        "'arger', false",
        "'\uFFFD\\', false",
        "'', false"
    })
    void wordsAreFoundWholeAndOthersAnywhere(String text, boolean isIn) {
        assertThat(NEEDLES.areIn(bytes(text))).isEqualTo(isIn);
    }

    @Test
    void eachOfThemIsMasked() {
        String masked = new String(NEEDLES.masked(bytes("1234 and Quail_7, 12345 and a-b")), StandardCharsets.UTF_8);

        assertThat(masked).isEqualTo("**** and *******, 12345 and ***");
        assertThat(new String(
                        NEEDLES.masked(bytes("{\"a\":\"\\nquail_7 \\u30b6\\u30F3 \\\\ ÄRGER 😀\"}")),
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"\\n******* ************ \\\\ ****** 😀\"}");
        Needles within = new Needles(List.of("anna", "Anna Bell", "ザン", "ザンナ", "x-q", "x-quail"));
        assertThat(new String(within.masked(bytes("hi Anna Bell! ザンナ x-quail")), StandardCharsets.UTF_8))
                .isEqualTo("hi *********! ********* *******");
        byte[] clean = bytes("nobody");
        assertThat(NEEDLES.masked(clean)).isSameAs(clean);
    }

    /** Whatever bytes there are, each of them is read once. */
    @Test
    void anyBytesAreRead() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(12)];
            random.nextBytes(noise);
            byte[] found =
                    bytes(new String(noise, StandardCharsets.ISO_8859_1).replaceAll("[0-9A-Za-z_\\\\]", "-") + " 1234");
            byte[] raw = concatenated(noise, bytes(" 1234"));

            assertThat(NEEDLES.areIn(found)).isTrue();
            assertThat(NEEDLES.masked(raw)).hasSize(raw.length).endsWith(bytes("****"));
        }
    }

    private static byte[] concatenated(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void anIdThatLooksLikeAYearIsNoTime() {
        Needles needles = new Needles(List.of("2026", "10", "05"));

        assertThat(needles.areIn(
                        "{\"at\":\"2026-01-05T10:05:10.05Z\"} chat-2026-01-05.log 10:05:10.2026 2026-10-05T10:05+05:10"
                                .getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        for (String theirs : List.of(
                "{\"user_id\":\"2026\"}",
                "{\"user_id\":2026,\"a\":1}",
                "@room-id=10;x=1 :a",
                "user:05,",
                "hi 2026.",
                "user-2026",
                "5-10-05",
                "10:05:10,2026",
                "2026.html",
                "twitch.tv/05",
                "2026")) {
            assertThat(needles.areIn(theirs.getBytes(StandardCharsets.UTF_8)))
                    .as(theirs)
                    .isTrue();
        }
    }
}
