package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NaturalKeysTest {
    private static final byte[] ONE = "the first secret of all".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TWO = "the first secret of all\nthe second secret".getBytes(StandardCharsets.UTF_8);

    private static NaturalKeys keys(byte... key) {
        return new NaturalKeys(new Pseudonyms(key));
    }

    @Test
    void otherPartsAreAnotherKey() {
        NaturalKeys keys = keys(ONE);
        Set<String> all = new HashSet<>();
        for (Object[] parts : new Object[][] {
            {"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", null}, {null, "abc"}, {"abc", ""}, {"-;"}, {null}, {""}
        }) {
            assertThat(keys.of(parts)).isEqualTo(keys.of(parts)).matches("~[0-9a-f]{32}");
            all.add(keys.of(parts));
        }
        assertThat(all).hasSize(9);
    }

    @Test
    void isTheHmacOfLengthsAndParts() {
        assertThat(keys(ONE).of("7", "max")).isEqualTo("~" + new Pseudonyms(ONE).of("\nkey 1;73;max"));
        assertThat(keys(TWO).of("7", "max")).isNotEqualTo(keys(ONE).of("7", "max"));
    }

    /** So nights after a rotation know the events of nights before. */
    @Test
    void underOneSecretMoreItIsWhatTheEpochMakesOfIt() {
        Pseudonyms second = new Pseudonyms(TWO);
        String before = "p1/decided/17/" + keys(ONE).of("7", "max");

        assertThat(NaturalKeys.isOne(before)).isTrue();
        assertThat(NaturalKeys.replaced(before, second::ofEpochBefore))
                .isEqualTo("p1/decided/17/" + keys(TWO).of("7", "max"));
    }

    @Test
    void whatOthersKnowByNameStaysTheSame() {
        assertThat(keys(TWO).lasting("7", "max"))
                .isEqualTo(keys(ONE).lasting("7", "max"))
                .isEqualTo(keys(ONE).of("7", "max").substring(1));
        assertThat(NaturalKeys.isOne(keys(TWO).lasting("7", "max"))).isFalse();
    }

    @Test
    void whatAPlatformNamesStays() {
        Pseudonyms second = new Pseudonyms(TWO);
        for (String id : new String[] {
            "",
            "r1/created",
            "885196de-cb67-427a-baa8-82f9b0fcd05f",
            second.of("7"),
            "a/" + second.of("7"),
            "~" + "x".repeat(32)
        }) {
            assertThat(NaturalKeys.isOne(id)).as(id).isFalse();
            assertThat(NaturalKeys.replaced(id, text -> "other")).isEqualTo(id);
        }
    }
}
