package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedlesTest {
    private static final Needles NEEDLES = new Needles(List.of("1234", "Quail_7", "ザン", "a-b"));

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
        "'', false"
    })
    void wordsAreFoundWholeAndOthersAnywhere(String text, boolean isIn) {
        assertThat(NEEDLES.areIn(bytes(text))).isEqualTo(isIn);
    }

    @Test
    void eachOfThemIsMasked() {
        String masked = new String(NEEDLES.masked(bytes("1234 and Quail_7, 12345 and a-b")), StandardCharsets.UTF_8);

        assertThat(masked).isEqualTo("**** and *******, 12345 and ***");
        byte[] clean = bytes("nobody");
        assertThat(NEEDLES.masked(clean)).isSameAs(clean);
    }

    @Test
    void anIdThatLooksLikeAYearIsNoTime() {
        Needles needles = new Needles(List.of("2026", "10", "05"));

        assertThat(needles.areIn("{\"at\":\"2026-01-05T10:05:10.05Z\"}".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        for (String theirs : List.of(
                "{\"user_id\":\"2026\"}",
                "{\"user_id\":2026,\"a\":1}",
                "@room-id=10;x=1 :a",
                "user:05,",
                "hi 2026.",
                "2026")) {
            assertThat(needles.areIn(theirs.getBytes(StandardCharsets.UTF_8)))
                    .as(theirs)
                    .isTrue();
        }
    }
}
