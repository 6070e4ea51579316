package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a text without a mention stays           | good game       | good game
            a name at the start                      | @pajlada hi     | @mention hi
            a name in the middle, with its comma     | hey @Some_One,  | hey @mention,
            two names                                | @a1 @b2         | @mention @mention
            two names without a space                | @abc@def        | @mention@mention
            a name in another script                 | @테스트계정420 안녕 | @mention 안녕
            a name with vowel signs                  | @हिन्दी ok      | @mention ok
            a name outside the basic plane           | @𝒜𝒷 ok          | @mention ok
            the face of somebody confused            | @_@ what        | @_@ what
            a lone at sign                           | see you @ 8     | see you @ 8
            an at sign at the end                    | hello @         | hello @
            the domain of an address                 | me@example.org  | me@mention.org
            a name before an emoji                   | @nerixyz😂      | @mention😂
            a name that begins with an underscore    | @_x_ hi         | @mention hi
            underscores alone                        | @__ and @_ hi   | @__ and @_ hi
            a name behind a space of no width        | @ZWSPanna hi    | @mention hi
            a name with a joiner of no width in it   | @anZWJna hi     | @mention hi
            a name behind a change of direction      | @RLOanna hi     | @mention hi
            nothing but a space of no width          | @ZWSP hi        | @ZWSP hi
            a full-width at sign                     | ＠anna hi       | @mention hi
            a small at sign                          | ﹫anna hi       | @mention hi
            a full-width at sign alone               | 5 ＠ 8          | 5 ＠ 8
            both signs                               | ＠a @b ＠c      | @mention @mention @mention
            a name in full-width letters             | ＠ａｎｎａ hi   | @mention hi
            """)
    void masksMentions(String why, String text, String expected) {
        assertThat(Mentions.mask(invisible(text))).as(why).isEqualTo(invisible(expected));
    }

    /** Characters of no width, which a table could not show. */
    private static String invisible(String text) {
        return text.replace("ZWSP", "\u200B").replace("ZWJ", "\u200D").replace("RLO", "\u202E");
    }
}
