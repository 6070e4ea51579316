package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The escapes of IRCv3 message tags. */
class IrcLineTest {
    /** CR and LF stand for the characters. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a value without escapes stays            | plain text        | plain text
            a space                                  | Great\\sstream     | Great stream
            a semicolon                              | a\\:b              | a;b
            a backslash                              | a\\\\b              | a\\b
            a carriage return                        | a\\rb              | aCRb
            a line feed                              | a\\nb              | aLFb
            a backslash before an s is no space      | a\\\\sb             | a\\sb
            two backslashes, then a space            | a\\\\\\sb            | a\\ b
            an unknown escape is its character       | a\\bc              | abc
            a lone backslash at the end is dropped   | a\\               | a
            a backslash at the end may be escaped    | a\\\\              | a\\
            one that is all there is                 | \\                | ""
            an escape at the start and at the end    | \\:a\\s            | ";a "
            """)
    void readsEscapes(String why, String escaped, String plain) {
        assertThat(IrcLine.unescape(escaped))
                .as(why)
                .isEqualTo(plain.replace("CR", "\r").replace("LF", "\n"));
    }

    @Test
    void theValueOfATagIsReadWithItsEscapesAndTheTextBehindTheTagsIsNot() {
        byte[] bytes = "@system-msg=5\\sraiders\\:\\sgo\\;login=x :x!x@x PRIVMSG #chan :a\\sb"
                .getBytes(StandardCharsets.UTF_8);
        IrcLine line = new IrcLine();
        line.read(bytes, 0, bytes.length);
        assertThat(line.tag("system-msg")).isEqualTo("5 raiders; go");
        assertThat(line.tag("login")).isEqualTo("x");
        assertThat(line.param(1)).isEqualTo("a\\sb");
    }
}
