package dev.vitals.job.land;

import static dev.vitals.job.land.LandFixture.micros;
import static dev.vitals.job.land.LandFixture.pseudonym;
import static dev.vitals.job.land.LandFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VitalsAdapterTest {
    private final Adapter adapter = LandFixture.adapter("vitals");

    @Test
    void aChatMessageHasItsMentionsMaskedItsBadgesWithoutVersionsAndAScore() {
        Map<String, Object> message = values(parse("""
                {"type":"chat.message","message_id":"m1","channel_id":"7","user_id":42,
                "sent_at":"2026-01-05T23:59:59.123456789Z","text":"good one @Somebody","reply_to":"m0",
                "badges":["subscriber/12","vip"],"emotes":["LUL"],"is_first":true}"""));
        assertThat(message)
                .containsEntry("event_id", "m1")
                .containsEntry("event_at", micros("2026-01-05T23:59:59.123456Z"))
                .containsEntry("event_date", (int) LocalDate.of(2026, 1, 5).toEpochDay())
                .containsEntry("message_id", "m1")
                .containsEntry("channel_id", pseudonym("7"))
                .containsEntry("user_id", pseudonym("42"))
                .containsEntry("text", "good one @mention")
                .containsEntry("reply_to", "m0")
                .containsEntry("badges", new String[] {"subscriber", "vip"})
                .containsEntry("emotes", new String[] {"LUL"})
                .containsEntry("is_first", true)
                .containsEntry("carried_by_channel_id", null)
                .containsEntry("sentiment", 0.5)
                .containsEntry("sentiment_terms", 1)
                .containsEntry("scorer_version", "one-word-1");
    }

    @Test
    void anEmoteThatIsAMentionIsMasked() {
        String line = "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"7\",\"user_id\":\"1\","
                + "\"sent_at\":\"2026-01-05T12:00:00Z\",\"text\":\"hi\",\"emotes\":[\"LUL\",\"@bob\"]}";
        assertThat(values(parse(line))).containsEntry("emotes", new String[] {"LUL", "@mention"});
    }

    @Test
    void aSharedMessageBelongsToItsSourceChannelWhicheverLogBringsIt() {
        String line = "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"%s\",\"user_id\":\"1\","
                + "\"sent_at\":\"2026-01-05T12:00:00Z\",\"text\":\"hi\",\"source_channel_id\":\"7\"}";
        Map<String, Object> own = values(parse(String.format(line, "7")));
        Map<String, Object> copy = values(parse(String.format(line, "8")));
        assertThat(own).containsEntry("channel_id", pseudonym("7")).containsEntry("carried_by_channel_id", null);
        assertThat(copy)
                .containsEntry("event_id", own.get("event_id"))
                .containsEntry("channel_id", pseudonym("7"))
                .containsEntry("carried_by_channel_id", pseudonym("8"));
    }

    @Test
    void aMessageWithoutTextIsKeptAndItsSentimentIsUnknown() {
        String line = "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"7\",\"user_id\":\"1\","
                + "\"sent_at\":\"2026-01-05T12:00:00Z\"%s}";
        assertThat(values(parse(String.format(line, ""))))
                .containsEntry("text", null)
                .containsEntry("sentiment_terms", 0);
        assertThat(values(parse(String.format(line, ",\"text\":\"\"")))).containsEntry("text", "");
    }

    @Test
    void aCreatedReportNamesNobody() {
        Map<String, Object> report = values(parse("""
                {"type":"report.created","report_id":"r1","reporter_id":"5","subject_type":"message","subject_id":"m1",
                "subject_user_id":"6","channel_id":"7","category":"hate","severity":"HIGH","language":"en",
                "surface":"chat","source":"user","created_at":"2026-01-05T12:00:00Z","message_id":"m1",
                "legal_ground":"de-stgb-130"}"""));
        assertThat(report)
                .containsEntry("event_id", "r1/created")
                .containsEntry("activity", "created")
                .containsEntry("reporter_id", pseudonym("5"))
                .containsEntry("subject_id", "m1")
                .containsEntry("subject_user_id", pseudonym("6"))
                .containsEntry("severity", "high")
                .containsEntry("report_source", "user")
                .containsEntry("legal_ground", "de-stgb-130")
                .containsEntry("decision", null);
    }

    @Test
    void aReportedPersonOrChannelIsAPseudonymToo() {
        String line = "{\"type\":\"report.created\",\"report_id\":\"r1\",\"subject_type\":\"%s\",\"subject_id\":\"9\","
                + "\"created_at\":\"2026-01-05T12:00:00Z\"}";
        for (String person : new String[] {"user", "channel", "USER"}) {
            assertThat(values(parse(String.format(line, person)))).containsEntry("subject_id", pseudonym("9"));
        }
        for (String thing : new String[] {"message", "stream", "clip"}) {
            assertThat(values(parse(String.format(line, thing)))).containsEntry("subject_id", "9");
        }
        assertThat(parse(String.format(line, "hat"))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void anActivityIsKnownByReportKindTimeAndWhatItSays() {
        Map<String, Object> activity = values(parse("""
                {"type":"report.activity","report_id":"r1","activity":"decided","at":"2026-01-05T12:00:00Z",
                "moderator_id":"3","queue":"hate","decision":"action","action_ids":["a1","a2"],"is_automated":false,
                "close_reason":"He was rude to me"}"""));
        assertThat(activity)
                .hasEntrySatisfying(
                        "event_id", id -> assertThat(id.toString()).startsWith("r1/decided/1767614400000000/"))
                .containsEntry("action_ids", new String[] {"a1", "a2"})
                .containsEntry("is_automated", false)
                .containsEntry("close_reason", "other");
    }

    /** A report that goes to two queues in one second went to both; the same line again is a resend. */
    @Test
    void twoThingsInOneSecondAreOneOnlyWhenTheySayTheSame() {
        String activity = "{\"type\":\"report.activity\",\"report_id\":\"r1\",\"activity\":\"decided\","
                + "\"at\":\"2026-01-05T12:00:00Z\",\"moderator_id\":\"3\"%s}";
        List<String> different = List.of(
                "",
                ",\"queue\":\"hate\"",
                ",\"queue\":\"spam\"",
                ",\"decision\":\"action\"",
                ",\"decision\":\"no_action\"",
                ",\"action_ids\":[\"a1\"]",
                ",\"action_ids\":[\"a1\",\"a2\"]",
                ",\"close_reason\":\"spam\"");
        assertThat(different.stream().map(said -> eventId(activity.formatted(said))))
                .doesNotHaveDuplicates();
        assertThat(different)
                .allSatisfy(said ->
                        assertThat(eventId(activity.formatted(said))).isEqualTo(eventId(activity.formatted(said))));

        String appeal = "{\"type\":\"appeal.event\",\"appeal_id\":\"p1\",\"kind\":\"decided\","
                + "\"at\":\"2026-01-05T12:00:00Z\"%s}";
        assertThat(Stream.of(
                                ",\"outcome\":\"upheld\"",
                                ",\"outcome\":\"reversed\"",
                                ",\"action_id\":\"a1\",\"outcome\":\"reversed\"",
                                ",\"report_id\":\"a1\",\"outcome\":\"reversed\"",
                                ",\"outcome\":\"reversed\",\"reviewer_id\":\"3\"")
                        .map(said -> eventId(appeal.formatted(said))))
                .doesNotHaveDuplicates();
    }

    private String eventId(String line) {
        return values(parse(line)).get("event_id").toString();
    }

    /** Sums of such numbers would overflow and stop the night. */
    @Test
    void aCountThatNobodyReachesIsRefused() {
        String interval = "{\"type\":\"viewership.interval\",\"channel_id\":\"7\",\"from\":\"2026-01-05T12:00:00Z\","
                + "\"to\":\"2026-01-05T13:00:00Z\",\"live_seconds\":3600,\"viewer_seconds\":%s}";

        assertThat(values(parse(interval.formatted("10000000000000"))))
                .containsEntry("viewer_seconds", 10_000_000_000_000L);
        for (String refused : List.of("10000000000001", "999999999999999999", "99999999999999999999")) {
            assertThat(parse(interval.formatted(refused))).as(refused).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void anEnforcementActionKeepsItsCodesAndDropsItsProse() {
        Outcome outcome = parse("""
                {"type":"enforcement.action","action_id":"a1","action":"timeout","at":"2026-01-05T12:00:00Z",
                "expires_at":"2026-01-05T12:10:00Z","subject_user_id":"6","channel_id":"7","message_id":"m1",
                "actor_id":"3","actor_type":"human","policy":"3.2","severity":"low","report_id":"r1","batch_id":"b1",
                "reason":"he called me names"}""");
        assertThat(values(outcome))
                .containsEntry("event_id", "a1")
                .containsEntry("expires_at", micros("2026-01-05T12:10:00Z"))
                .containsEntry("actor_id", pseudonym("3"))
                .containsEntry("bulk_id", "b1")
                .containsEntry("log_type", "enforcement.action");
        assertThat(values(outcome).toString()).doesNotContain("names");
    }

    /** Its inverse would weigh more than all decisions of a platform together, and fit no column. */
    @Test
    void aProbabilityThatNobodyDrawsWithIsRefused() {
        String label = "{\"type\":\"audit.label\",\"audit_id\":\"u1\",\"frame\":\"actioned\",\"item_id\":\"i1\","
                + "\"decision_id\":\"a1\",\"stratum\":\"s\",\"inclusion_probability\":%s,\"rater_id\":\"4\","
                + "\"label\":\"correct\",\"rubric_version\":\"2\",\"at\":\"2026-01-05T12:00:00Z\"}";

        assertThat(values(parse(label.formatted("1e-9")))).containsEntry("inclusion_probability", 1e-9);
        for (String refused : List.of("0", "1e-15", "9.9e-10", "1.0000001", "-0.5")) {
            assertThat(parse(label.formatted(refused))).as(refused).isInstanceOf(Outcome.Rejected.class);
        }
    }

    /** Nothing that was left alone was acted on wrongly, and nothing that was acted on was missed. */
    @Test
    void aLabelThatAnItemOfTheFrameCannotHaveIsRefused() {
        String label = "{\"type\":\"audit.label\",\"audit_id\":\"u1\",\"frame\":\"%s\",\"item_id\":\"i1\","
                + "\"inclusion_probability\":0.25,\"label\":\"%s\",\"at\":\"2026-01-05T12:00:00Z\"%s}";

        for (String leftAlone : List.of("no_action", "automod_released", "unreported_chat")) {
            assertThat(parse(label.formatted(leftAlone, "false_positive", ""))).isInstanceOf(Outcome.Rejected.class);
            assertThat(values(parse(label.formatted(leftAlone, "false_negative", ""))))
                    .containsEntry("label", "false_negative");
        }
        assertThat(parse(label.formatted("actioned", "false_negative", ""))).isInstanceOf(Outcome.Rejected.class);
        assertThat(parse(label.formatted("actioned", "correct", ",\"golden_label\":\"false_negative\"")))
                .isInstanceOf(Outcome.Rejected.class);
    }

    /** Who an event tells of is in its key as a code that is no pseudonym. */
    private static String key(Object... parts) {
        return new NaturalKeys(LandFixture.PSEUDONYMS).of(parts);
    }

    @Test
    void appealsAuditsHoldsViewershipAndExposuresHaveNaturalKeys() {
        assertThat(values(parse(
                        "{\"type\":\"appeal.event\",\"appeal_id\":\"p1\",\"action_id\":\"a1\",\"kind\":\"decided\","
                                + "\"at\":\"2026-01-05T12:00:00Z\",\"outcome\":\"reversed\",\"reviewer_id\":\"3\"}")))
                .hasEntrySatisfying(
                        "event_id", id -> assertThat(id.toString()).startsWith("p1/decided/1767614400000000/"))
                .containsEntry("reviewer_id", pseudonym("3"));
        String label = "{\"type\":\"audit.label\",\"audit_id\":\"u1\",\"frame\":\"actioned\",\"item_id\":\"%s\","
                + "\"decision_id\":\"a1\",\"stratum\":\"s\",\"inclusion_probability\":0.25,\"rater_id\":\"4\","
                + "\"label\":\"correct\",\"rubric_version\":\"2\",\"at\":\"2026-01-05T12:00:00Z\"}";
        assertThat(values(parse(label.formatted("a1"))))
                .containsEntry("event_id", "u1/a1/1767614400000000/correct/" + key("4"))
                .containsEntry("item_id", "a1")
                .containsEntry("inclusion_probability", 0.25);
        // What is not the decision may be the person whom it was about.
        assertThat(values(parse(label.formatted("6"))))
                .containsEntry("event_id", "u1/1767614400000000/correct/" + key("4", "6"))
                .containsEntry("item_id", "~" + pseudonym("6"));

        assertThat(
                        values(
                                parse(
                                        "{\"type\":\"automod.hold\",\"message_id\":\"m1\",\"channel_id\":\"7\",\"user_id\":\"6\","
                                                + "\"held_at\":\"2026-01-05T12:00:00Z\",\"reason\":\"automod\",\"category\":\"Swearing\",\"level\":4}")))
                .containsEntry("event_id", "m1/hold")
                .containsEntry("held_at", micros("2026-01-05T12:00:00Z"))
                .containsEntry("category", "swearing")
                .containsEntry("level", 4);
        assertThat(values(parse("{\"type\":\"automod.update\",\"message_id\":\"m1\",\"status\":\"Approved\","
                        + "\"moderator_id\":\"3\",\"at\":\"2026-01-05T12:00:07Z\"}")))
                .containsEntry("event_id", "m1/update/approved/1767614407000000")
                .containsEntry("kind", "update")
                .containsEntry("status", "approved");
        assertThat(values(parse(
                        "{\"type\":\"viewership.interval\",\"channel_id\":\"7\",\"from\":\"2026-01-05T12:00:00Z\","
                                + "\"to\":\"2026-01-05T13:00:00Z\",\"live_seconds\":3600.0,\"viewer_seconds\":\"86688430\","
                                + "\"is_moderated\":true}")))
                .containsEntry("event_id", "viewership/1767614400000000/" + key("7"))
                .containsEntry("live_seconds", 3600L)
                .containsEntry("viewer_seconds", 86_688_430L);
        assertThat(values(parse("{\"type\":\"experiment.exposure\",\"experiment\":\"e1\",\"variant\":\"b\","
                        + "\"unit_id\":\"6\",\"first_exposed_at\":\"2026-01-05T12:00:00Z\",\"cluster_id\":\"7\"}")))
                .containsEntry("event_id", "e1/b/" + key("6"))
                .containsEntry("cluster_id", pseudonym("7"));
    }

    @Test
    void aCorrectedLabelAndASecondOneOfNobodyAreLabelsOfTheirOwnAndADeliveryTwiceIsNot() {
        String line = "{\"type\":\"audit.label\",\"audit_id\":\"u1\",\"frame\":\"actioned\",\"item_id\":\"i1\","
                + "\"inclusion_probability\":1,\"rater_id\":\"%s\",\"label\":\"%s\",\"at\":\"2026-01-05T%sZ\"}";
        Object first =
                values(parse(String.format(line, "4", "correct", "12:00:00"))).get("event_id");
        assertThat(values(parse(String.format(line, "4", "correct", "12:00:00"))))
                .containsEntry("event_id", first);
        assertThat(values(parse(String.format(line, "4", "false_positive", "12:05:00"))))
                .doesNotContainEntry("event_id", first);
        assertThat(values(parse(String.format(line, "", "correct", "12:00:00"))))
                .containsEntry("event_id", "u1/i1/1767614400000000/correct");
        assertThat(values(parse(String.format(line, "", "false_positive", "12:00:00"))))
                .containsEntry("event_id", "u1/i1/1767614400000000/false_positive");
    }

    @Test
    void contextAndDimensionsKeepTheirAttributesButNobodysIdOrName() {
        Map<String, Object> context = values(parse("""
                {"type":"stream.context","channel_id":"7","kind":"raid","at":"2026-01-05T12:00:00Z","attributes":
                {"from_channel_id":"8","from_login":"somebody","viewers":120,"category_id":"509658","title":"my birthday",
                "display_name":"Somebody","message":"hi","nested":{"user_id":"1"},"languages":["EN","@you"],"nothing":null}}"""));
        assertThat(context.get("attributes"))
                .isEqualTo(Map.of(
                        "from_channel_id", pseudonym("8"),
                        "viewers", "120",
                        "category_id", "509658",
                        "languages", "en,other"));
        Map<String, Object> user = values(
                parse(
                        "{\"type\":\"dimension.user\",\"id\":\"6\",\"valid_from\":\"2026-01-05T12:00:00Z\","
                                + "\"attributes\":{\"age_band\":\"16_17\",\"region\":\"eu\",\"is_bot\":false,\"login\":\"somebody\"}}"));
        assertThat(user)
                .containsEntry(
                        "event_id", "user/1767614400000000/" + key("6", "{age_band=16_17, is_bot=false, region=eu}"))
                .containsEntry("entity", "user")
                .containsEntry("attributes", Map.of("age_band", "16_17", "region", "EU", "is_bot", "false"));
    }

    @Test
    void twoSettingsChangedAtOneInstantAreTwoEvents() {
        String line = "{\"type\":\"stream.context\",\"channel_id\":\"7\",\"kind\":\"settings_change\","
                + "\"at\":\"2026-01-05T12:00:00Z\",\"attributes\":{\"setting\":\"%s\"}}";
        Object slow = values(parse(String.format(line, "slow"))).get("event_id");
        assertThat(values(parse(String.format(line, "emoteonly"))).get("event_id"))
                .isNotEqualTo(slow);
        assertThat(values(parse(String.format(line, "slow"))).get("event_id")).isEqualTo(slow);
    }

    @Test
    void aVersionThatIsSentAgainWithOtherAttributesIsAnotherEvent() {
        String line = "{\"type\":\"dimension.channel\",\"id\":\"7\",\"valid_from\":\"2026-01-05T12:00:00Z\","
                + "\"attributes\":{\"tier\":\"%s\",\"language\":\"de\"}}";
        Object partner = values(parse(String.format(line, "partner"))).get("event_id");
        assertThat(values(parse(String.format(line, "affiliate"))).get("event_id"))
                .isNotEqualTo(partner);
        assertThat(values(parse(String.format(line, "partner"))).get("event_id"))
                .isEqualTo(partner);
    }

    @Test
    void unknownTypesAreCountedAndUnknownFieldsPassed() {
        assertThat(parse("{\"type\":\"heartbeat\",\"at\":\"whenever\"}")).isEqualTo(new Outcome.Ignored("heartbeat"));
        assertThat(parse("{\"type\":\"stream.context\",\"channel_id\":\"7\",\"kind\":\"Hype_Train\"}"))
                .isEqualTo(new Outcome.Ignored("stream.context/(other)"));
        assertThat(
                        parse(
                                "{\"type\":\"dimension.user\",\"id\":\"6\",\"valid_from\":\"2026-01-05T12:00:00Z\",\"new\":{\"a\":[]}}"))
                .isInstanceOf(Outcome.Event.class);
    }

    @Test
    void aRejectionRepeatsNothingOfTheLine() {
        assertThat(
                        parse(
                                "{\"type\":\"report.activity\",\"report_id\":\"r1\",\"activity\":\"Zoë is 17 years\",\"at\":\"x\"}"))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.detail())
                                .startsWith("found \"aa? aa 99 aaaaa\", expected one of assigned, "));
        assertThat(
                        parse(
                                "{\"type\":\"report.activity\",\"report_id\":\"r1\",\"activity\":\"closed\",\"at\":\"2105-01-02T03:04:05Z\"}"))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> assertThat(rejected.detail()).startsWith("found \"2105-01-02\", expected "));
    }

    @Test
    void everyTypeOfTheListIsRead() {
        for (String type : VitalsAdapter.TYPES) {
            assertThat(parse("{\"type\":\"" + type + "\"}")).as(type).isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void emptyLinesAreNothing() {
        assertThat(parse("")).isSameAs(Outcome.BLANK);
        assertThat(parse("  \t ")).isSameAs(Outcome.BLANK);
    }

    @Test
    void anEventAcrossTheOffsetOfItsWriterBelongsToItsUtcDay() {
        assertThat(values(parse(
                        "{\"type\":\"dimension.user\",\"id\":\"6\",\"valid_from\":\"2026-01-06T01:00:00+02:00\"}")))
                .containsEntry("event_date", (int) LocalDate.of(2026, 1, 5).toEpochDay());
    }

    private Outcome parse(String line) {
        byte[] bytes = line.replace("\n", "").getBytes(StandardCharsets.UTF_8);
        // Never at the start of the buffer, as with a real reader.
        byte[] shifted = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, shifted, 3, bytes.length);
        return adapter.parse(shifted, 3, bytes.length);
    }
}
