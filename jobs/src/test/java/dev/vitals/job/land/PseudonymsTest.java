package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** openssl dgst -sha256 -mac HMAC -macopt key:0123456789abcdef, OpenSSL 3.0, over "11148817"; first 32 characters. */
    @Test
    void isTheStartOfTheHmacThatOpensslComputes() {
        assertThat(new Pseudonyms(KEY).of("11148817")).isEqualTo("2d403c1995306a747342fc1809ab79e3");
    }

    @Test
    void theSameIdIsTheSamePersonHoweverManyCameBetween() {
        Pseudonyms pseudonyms = new Pseudonyms(KEY);
        String first = pseudonyms.of("first");
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            all.add(pseudonyms.of("user" + i));
        }
        assertThat(all).hasSize(200_000);
        assertThat(pseudonyms.of("first")).isEqualTo(first).hasSize(32);
        assertThat(pseudonyms.of("user199999")).isEqualTo(new Pseudonyms(KEY).of("user199999"));
    }

    @Test
    void idsWithEqualHashesAreStillTwoPeople() {
        // "Aa" and "BB" have the same hash, the oldest collision of Java strings.
        Pseudonyms pseudonyms = new Pseudonyms(KEY);
        assertThat(pseudonyms.of("Aa")).isNotEqualTo(pseudonyms.of("BB"));
        assertThat(pseudonyms.of("Aa")).isEqualTo(new Pseudonyms(KEY).of("Aa"));
    }

    @Test
    void aShortKeyIsRefusedWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pseudonyms("secret".getBytes(StandardCharsets.US_ASCII)))
                .withMessageContaining("6 bytes")
                .withMessageContaining("at least 16")
                .withMessageNotContaining("secret");
    }

    @Test
    void theKeyIsShownByNothing() {
        assertThat(new Pseudonyms(KEY).toString()).doesNotContain("0123456789");
    }

    @Test
    void aKeyOfTwoSecretsMakesPseudonymsOfPseudonyms() {
        byte[] one = "the first secret of all".getBytes(StandardCharsets.UTF_8);
        byte[] two = "the first secret of all\nthe second secret".getBytes(StandardCharsets.UTF_8);
        String before = new Pseudonyms(one).of("7");

        assertThat(new Pseudonyms(two).ofEpochBefore(before))
                .isEqualTo(new Pseudonyms(two).of("7"))
                .isEqualTo(new Pseudonyms("the second secret".getBytes(StandardCharsets.UTF_8)).of(before))
                .isNotEqualTo(before);
        assertThat(new Pseudonyms(two).ofFirstEpoch("7")).isEqualTo(before);
        assertThat(new Pseudonyms(two).ofEveryEpoch("7")).containsExactly(before, new Pseudonyms(two).of("7"));
        assertThat(new Pseudonyms(two).ofEpochBefore("none")).isEqualTo("none");
        assertThat(Pseudonyms.firstEpoch(two)).isEqualTo(one);
        assertThat(Pseudonyms.epochBefore(two)).isEqualTo(one);
        assertThat(Pseudonyms.epochBefore(one)).isEqualTo(one);
    }

    @Test
    void eachSecretOfAKeyIsLongEnough() {
        assertThatThrownBy(() -> Pseudonyms.check("the first secret of all\nshort".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 5 bytes");
    }
}
