package dev.vitals.job.land;

import static dev.vitals.job.land.LandFixture.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreadFieldsTest {
    private static final String BAN = "{\"metadata\":{\"message_id\":\"n1\",\"message_type\":\"notification\","
            + "\"message_timestamp\":\"2026-01-05T12:00:00Z\",\"subscription_type\":\"channel.ban\"},\"payload\":{\"event\":"
            + "{\"user_id\":\"6\",\"user_login\":\"six\",\"user_name\":\"Six\",\"broadcaster_user_id\":\"7\","
            + "\"banned_at\":\"2026-01-05T12:00:00Z\",\"ends_at\":null,\"moderator_user_id\":\"3\",\"reason\":\"rude\","
            + "\"is_permanent\":true,\"new_version\":{\"deep\":1},\"no_version\":null}}}";

    @Test
    void aNewFieldOfANeutralEventIsCountedAndNoReasonToRefuseIt() {
        Adapter adapter = LandFixture.adapter("vitals");
        String chat = "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"7\",\"user_id\":\"1\","
                + "\"sent_at\":\"2026-01-05T12:00:00Z\",\"text\":\"hi\"%s}";

        assertThat(parse(adapter, chat.formatted(""))).isInstanceOf(Outcome.Event.class);
        assertThat(adapter.unreadFields()).isEmpty();

        parse(adapter, chat.formatted(",\"mood\":\"good\""));
        parse(adapter, chat.formatted(",\"mood\":\"bad\",\"Jane Doe\":1,\"void\":null"));
        assertThat(adapter.unreadFields())
                .containsExactlyInAnyOrderEntriesOf(Map.of("chat.message/mood", 2L, "chat.message/(other)", 1L));
    }

    @Test
    void whatIsDroppedOnPurposeIsNoNews() {
        Adapter adapter = LandFixture.adapter("twitch-eventsub");

        assertThat(parse(adapter, BAN)).isInstanceOf(Outcome.Event.class);

        assertThat(adapter.unreadFields())
                .containsOnlyKeys("channel.ban/new_version", "channel.ban/is_permanent", "channel.ban/reason");
    }

    @Test
    void aColumnThatNobodyKnowsIsCountedToo() {
        Adapter adapter = LandFixture.adapter("csv", "chat.message/a.csv");

        parse(adapter, "message_id,channel_id,user_id,sent_at,text,mood");
        parse(adapter, "m1,7,1,2026-01-05T12:00:00Z,hi,good");

        assertThat(adapter.unreadFields()).isEqualTo(Map.of("chat.message/mood", 1L));
    }

    @Test
    void aNameThatIsNotMadeOfListedWordsCouldBeAnybodys() {
        Adapter adapter = LandFixture.adapter("vitals");
        String chat = "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"7\",\"user_id\":\"1\","
                + "\"sent_at\":\"2026-01-05T12:00:00Z\",\"zoe\":1,\"zoe_smith\":1,\"pinned_zoe\":1,\"pinned_at\":1,\"\":1}";

        parse(adapter, chat);

        assertThat(adapter.unreadFields()).isEqualTo(Map.of("chat.message/pinned_at", 1L, "chat.message/(other)", 4L));
    }

    private static String name(int i) {
        List<String> words = List.of(
                "mood", "old", "new", "first", "last", "list", "tag", "rank", "score", "note", "rule", "step", "use");
        int n = words.size();
        return words.get(i % n) + '_' + words.get(i / n % n) + '_' + words.get(i / n / n);
    }

    /** A file may not fill the memory with names. */
    @Test
    void namesWithoutEndAreCountedTogether() {
        Adapter adapter = LandFixture.adapter("vitals");
        for (int i = 0; i < 2_000; i++) {
            parse(
                    adapter,
                    "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"7\",\"user_id\":\"1\","
                            + "\"sent_at\":\"2026-01-05T12:00:00Z\",\"" + name(i) + "\":1}");
        }

        assertThat(adapter.unreadFields()).hasSize(501).containsEntry("(other)", 1_500L);
    }
}
