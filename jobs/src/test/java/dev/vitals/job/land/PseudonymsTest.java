package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
}
