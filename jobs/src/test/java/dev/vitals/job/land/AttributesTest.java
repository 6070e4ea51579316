package dev.vitals.job.land;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private final Attributes attributes = new Attributes(LandFixture.PSEUDONYMS, new Codes());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id",
                "from_broadcaster_user_id",
                "raiderId",
                "Target-User-Id",
                "id",
                "channel",
                "moderator_ids",
                "unknown_id",
                "userid",
                "handle",
                "owner",
                "nickname",
                "editors",
                "from_broadcaster",
                "by"
            })
    void whatIsNotKnownToBeHarmlessBecomesAPseudonym(String name) {
        attributes.add(name, "42");
        assertThat(attributes.take()).containsOnlyKeys(name).containsValue(LandFixture.pseudonym("42"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login",
                "user_login",
                "fromUserLogin",
                "display_name",
                "displayName",
                "user_name",
                "Username",
                "title",
                "reason",
                "email",
                "profile_image_url",
                "ip_address"
            })
    void namesAndProseAreLeftOut(String name) {
        attributes.add(name, "somebody");
        assertThat(attributes.take()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"category_id", "category_name", "viewers", "game", "wait_seconds"})
    void whatIsKnownToBeHarmlessIsKept(String name) {
        attributes.add(name, "42");
        assertThat(attributes.take()).containsOnlyKeys(name).containsValue("42");
    }

    @ParameterizedTest
    @CsvSource({
        "age_band, UNDER_13, under_13",
        "language, de, de",
        "language, zoe, other",
        "languages, 'de, FR;zoe', 'de,fr,other'",
        "languages, 'de fr', 'de,fr'",
        "region, emea, EMEA",
        "team, Zoe, other",
        "region, 'EU;NA', other",
        "age_band, 'under_13,zoe', other",
        "tier, 22484632, other",
        "low_trust_status, Restricted, restricted"
    })
    void aCodeIsAWordOfItsListOrOther(String name, String written, String code) {
        attributes.add(name, written);
        assertThat(attributes.take()).containsOnlyKeys(name).containsValue(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"is_bot", "shown"})
    void trueAndFalseNameNobody(String name) {
        attributes.add(name, "true");
        assertThat(attributes.take()).containsOnlyKeys(name).containsValue("true");
    }

    @Test
    void aTimeOrAmountIsOneByItsNameAndItsValue() {
        attributes.add("joined_at", "2026-01-05T12:00:00Z");
        attributes.add("born_on", "2001-02-03");
        attributes.add("raided_on", "Somebody");
        attributes.add("viewed_at", "22484632000001");
        assertThat(attributes.take())
                .containsEntry("joined_at", "2026-01-05T12:00:00Z")
                .containsEntry("born_on", "2001-02-03")
                .containsEntry("raided_on", LandFixture.pseudonym("Somebody"))
                .containsEntry("viewed_at", LandFixture.pseudonym("22484632000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zoe", "zoe_smith", "ZoeSmith", "is_zoe", "_", ""})
    void aDetailWhoseNameMayBeAnybodysIsLeftOut(String name) {
        attributes.add(name, "true");
        assertThat(attributes.take()).isNull();
    }

    @Test
    void aNameOfAThingWithSomebodysIdInItBecomesAPseudonym() {
        attributes.add("game", "Chess\",\"user_id\":\"7366300001");
        attributes.add("stream_id", "s1\",\"user_id\":\"7");
        attributes.add("genre", "Chess 2026");
        assertThat(attributes.take())
                .containsEntry("game", LandFixture.pseudonym("Chess\",\"user_id\":\"7366300001"))
                .containsEntry("stream_id", LandFixture.pseudonym("s1\",\"user_id\":\"7"))
                .containsEntry("genre", "Chess 2026");
    }

    @Test
    void mentionsInsideAreMaskedAndNothingsLeftOut() {
        attributes.add("genre", "talk with @somebody");
        attributes.add("note_count", "");
        attributes.add("level", null);
        assertThat(attributes.take()).containsOnlyKeys("genre").containsValue("talk with @mention");
        assertThat(attributes.take()).isNull();
    }
}
