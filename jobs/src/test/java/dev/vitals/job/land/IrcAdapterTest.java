package dev.vitals.job.land;

import static dev.vitals.job.land.LandFixture.pseudonym;
import static dev.vitals.job.land.LandFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that lines leave to each other; what single lines mean is in the truth tables. */
class IrcAdapterTest {
    private static final String DELETION = "@login=somebody;room-id=;target-msg-id=m1;tmi-sent-ts=1767614400000"
            + " :tmi.twitch.tv CLEARMSG #channel :the text";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@emote-only=0;followers-only=-1;r9k=0;room-id=77;slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE #channel",
                "@badges=;display-name=Me;room-id=77 :tmi.twitch.tv USERSTATE #channel",
                "@msg-id=slow_off;room-id=77 :tmi.twitch.tv NOTICE #channel :This room is no longer in slow mode.",
                "@id=m9;room-id=77;tmi-sent-ts=1767614401000;user-id=5 :you!you@you PRIVMSG #channel :hello"
            })
    void anyLineOfTheFileSaysWhichIdAChannelHas(String other) {
        assertThat(channelOf(List.of(other, DELETION))).isEqualTo(pseudonym("77"));
        assertThat(channelOf(List.of(DELETION, other))).isEqualTo(pseudonym("77"));
    }

    @Test
    void theAuthorOfADeletedMessageIsFoundByALaterLine() {
        String later = "@id=m9;room-id=77;tmi-sent-ts=1767614401000;user-id=5"
                + " :somebody!somebody@somebody PRIVMSG #channel :hello";

        assertThat(deletion(List.of(DELETION, later))).containsEntry("subject_user_id", pseudonym("5"));
    }

    /** Logs overlap: the same line in two files is one event, whatever else the files say. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@tmi-sent-ts=1767614400000 :tmi.twitch.tv CLEARCHAT #channel :somebody",
                "@ban-duration=60;tmi-sent-ts=1767614400000 :tmi.twitch.tv CLEARCHAT #channel :somebody",
                "@tmi-sent-ts=1767614400000 :tmi.twitch.tv CLEARCHAT #channel",
                "@tmi-sent-ts=1767614400000 :somebody!somebody@somebody PRIVMSG #channel :hello"
            })
    void theKeyOfALineDoesNotDependOnTheOtherLines(String line) {
        String other = "@id=m9;room-id=77;tmi-sent-ts=1767614401000;user-id=5"
                + " :somebody!somebody@somebody PRIVMSG #channel :hello";
        Map<String, Object> alone = event(List.of(line), line);
        Map<String, Object> explained = event(List.of(line, other), line);

        assertThat(explained.get("channel_id")).isNotEqualTo(alone.get("channel_id"));
        assertThat(explained.get("event_id")).isEqualTo(alone.get("event_id"));
    }

    @Test
    void anEmoteInsideOfAMentionIsNotNamed() {
        String line = "@id=m1;room-id=77;emotes=25:1-8/26:10-14;tmi-sent-ts=1767614400000;user-id=5"
                + " :you!you@you PRIVMSG #channel :@somebody Kappa";

        assertThat(event(List.of(line), line).get("emotes")).isEqualTo(new String[] {"25", "Kappa"});
    }

    @Test
    void aNameThatNoLineExplainsIsItsOwnPseudonym() {
        assertThat(channelOf(List.of(DELETION))).isEqualTo(pseudonym("#channel"));
    }

    private static Object channelOf(List<String> file) {
        return deletion(file).get("channel_id");
    }

    /** The file as the landing pass reads it: once ahead, then line by line. */
    private static Map<String, Object> deletion(List<String> file) {
        return event(file, DELETION);
    }

    private static Map<String, Object> event(List<String> file, String wanted) {
        Adapter adapter = LandFixture.adapter("twitch-irc");
        assertThat(adapter.looksAhead()).isTrue();
        file.forEach(line -> {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            adapter.lookAhead(bytes, 0, bytes.length);
        });
        Map<String, Object> event = null;
        for (String line : file) {
            Outcome outcome = LandFixture.parse(adapter, line);
            if (line.equals(wanted)) {
                event = values(outcome);
            }
        }
        return event;
    }
}
