package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameFinderTest {
    private static Set<String> names(String record) {
        NameFinder finder = new NameFinder(Set.of("7"));
        finder.look(record.getBytes(StandardCharsets.UTF_8));
        return finder.names();
    }

    @Test
    void namesStandBesideTheIdOfAPerson() {
        assertThat(names("{\"user_id\":\"7\",\"user_login\":\"quail\",\"user_name\":\"Quail\"}"))
                .containsExactly("Quail", "quail");
        assertThat(names("{\"event\":{\"broadcaster_user_id\":\"7\",\"broadcaster_user_login\":\"quail\"}}"))
                .containsExactly("quail");
        assertThat(names("{\"id\":\"7\",\"login\":\"quail\",\"display_name\":\"Quail\"}"))
                .containsExactly("Quail", "quail");
        assertThat(names("@display-name=Quail\\sJo;user-id=7 :quail!quail@quail PRIVMSG #channel :hi"))
                .containsExactly("Quail Jo", "quail");
        assertThat(names("@id=1;display-name=Quail;user-id=7 :quail!quail@quail PRIVMSG #channel :hi"))
                .containsExactly("Quail", "quail");
    }

    @Test
    void namesOfWhomItTellsOtherwiseAreLearntToo() {
        assertThat(names("{\"id\":\"7\",\"display_name\":\"Quail\"}")).containsExactly("Quail");
        assertThat(names("{\"type\":\"dimension.user\",\"id\":\"7\",\"attributes\":{\"login\":\"quail\"}}"))
                .containsExactly("quail");
        assertThat(names("@ban-duration=5;target-user-id=7 :tmi.twitch.tv CLEARCHAT #channel :quail"))
                .containsExactly("quail");
        assertThat(names("@reply-parent-user-id=7;reply-parent-user-login=quail;user-id=8 :max!max@max PRIVMSG #c :hi"))
                .containsExactly("quail");
    }

    /** It stands in everybody's records. */
    @Test
    void aWordOfTheLogsIsNoName() {
        assertThat(names("{\"user_id\":\"7\",\"user_login\":\"message\",\"user_name\":\"Created\"}"))
                .isEmpty();
        assertThat(names("{\"user_id\":\"7\",\"user_login\":\"spam\",\"user_name\":\"Berlin\"}"))
                .as("words of codes")
                .isEmpty();
    }

    /** Else the name of a game would be taken out of what everybody wrote. */
    @Test
    void theNameOfSomethingElseWithTheSameIdIsNotHers() {
        assertThat(names("{\"category_id\":\"7\",\"category_name\":\"Chess\"}")).isEmpty();
        assertThat(names("{\"category\":{\"id\":\"7\",\"name\":\"Chess\"}}")).isEmpty();
        assertThat(names("{\"game_id\":\"7\",\"game_name\":\"Chess\",\"user_id\":\"8\",\"user_login\":\"max\"}"))
                .isEmpty();
        assertThat(names("@display-name=Max;target-user-id=7;user-id=8 :max!max@max PRIVMSG #channel :hi"))
                .isEmpty();
    }

    @Test
    void whatCantBeReadTellsNoNames() {
        assertThat(names("{\"user_id\":\"7\",\"user_login\":")).isEmpty();
        assertThat(names("")).isEmpty();
    }
}
