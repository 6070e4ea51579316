package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.at;
import static dev.vitals.testing.Fixtures.row;
import static dev.vitals.testing.Fixtures.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What an audited item is known to be: whose channel, whose audience, a message or not, a sample or a test of raters. */
class AuditItemTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Days DAYS = Days.one(DAY, DAY.plusDays(40));

    private final TestTables tables = new TestTables();

    @Test
    void anItemBelongsToTheChannelOfItsLabelElseToThatOfTheJudgedDecision() {
        tables.with(
                        "bronze.audit_label",
                        label("m1", "frame", "unreported_chat", "channel_id", "c1"),
                        label("a1", "frame", "actioned", "decision_id", "a1"),
                        label("a2", "frame", "actioned", "decision_id", "a2", "channel_id", "c3"))
                .with("silver.enforcement_action", action("a1", "c2", null), action("a2", "c2", null));

        assertThat(items())
                .extracting(item -> item.getAs("item_id") + " " + item.getAs("channel_id"))
                .containsExactlyInAnyOrder("m1 c1", "a1 c2", "a2 c3");
    }

    @Test
    void itIsAMessageWhereAMessageWasWrittenHeldReportedOrActedOn() {
        tables.with(
                        "bronze.audit_label",
                        label("chat", "frame", "unreported_chat"),
                        label("hold", "frame", "automod_released"),
                        label("deletion", "frame", "actioned"),
                        label("ban", "frame", "actioned"),
                        label("of_message", "frame", "no_action"),
                        label("of_user", "frame", "no_action"),
                        label("lost", "frame", "no_action"))
                .with("silver.enforcement_action", action("deletion", "c1", "m2"), action("ban", "c1", null))
                .with("silver.report_case", report("of_message", "message"), report("of_user", "user"))
                .with("silver.automod_decision", row("message_id", "hold", "held_date", "2026-03-01"));

        assertThat(items())
                .extracting(item -> item.getAs("item_id") + " " + item.getAs("is_message"))
                .containsExactlyInAnyOrder(
                        "chat true",
                        "hold true",
                        "deletion true",
                        "ban false",
                        "of_message true",
                        "of_user false",
                        "lost null");
    }

    @Test
    void itsViewsAreTheViewersOfTheChannelAtItsTime() {
        tables.with(
                        "bronze.audit_label",
                        label("within", "channel_id", "c1", "item_at", "2026-03-01 10:30"),
                        label("at_the_begin", "channel_id", "c1", "item_at", "2026-03-01 10:00"),
                        label("at_the_end", "channel_id", "c1", "item_at", "2026-03-01 11:00"),
                        label("elsewhere", "channel_id", "c2", "item_at", "2026-03-01 10:30"),
                        label("off_air", "channel_id", "c1", "item_at", "2026-03-01 12:30"),
                        label("at_no_time", "channel_id", "c1"))
                .with(
                        "bronze.viewership",
                        watched("c1", "10:00", "11:00", 1800, 4500),
                        watched("c1", "11:00", "12:00", 3600, 3600),
                        watched("c1", "12:00", "13:00", 0, 0));

        assertThat(items())
                .extracting(item -> item.getAs("item_id") + " " + item.getAs("views"))
                .as("4500 seconds watched in 1800 on air are 2.5 viewers, rounded 3")
                .containsExactlyInAnyOrder(
                        "within 3",
                        "at_the_begin 3",
                        "at_the_end 1",
                        "elsewhere null",
                        "off_air null",
                        "at_no_time null");
    }

    @Test
    void ofIntervalsThatOverlapTheOneWithTheMostViewersCounts() {
        tables.with("bronze.audit_label", label("m1", "channel_id", "c1", "item_at", "2026-03-01 10:30"))
                .with(
                        "bronze.viewership",
                        watched("c1", "10:00", "11:00", 3600, 3600),
                        watched("c1", "10:15", "11:15", 3600, 36000));

        assertThat(items())
                .singleElement()
                .satisfies(item -> assertThat((Long) item.getAs("views")).isEqualTo(10L));
    }

    @Test
    void theSizeOfItsStratumAndItsGoldenLabelAreThoseOfTheFirstLabel() {
        Map<String, Object> second = label("m1", "stratum_size", 7L);
        second.put("event_at", "2026-03-02 11:00");
        tables.with(
                "bronze.audit_label",
                label("m1", "stratum_size", 1200L, "golden_label", "correct", "item_at", "2026-03-01 10:30"),
                second);

        assertThat(items()).singleElement().satisfies(item -> {
            assertThat((Long) item.getAs("stratum_size")).isEqualTo(1200L);
            assertThat((String) item.getAs("golden_label")).isEqualTo("correct");
            assertThat(Rows.instant(item, "item_at")).isEqualTo("2026-03-01T10:30:00Z");
        });
    }

    /** Of 100 items 10 were drawn and 4 get a label, of which each day sees those of the 28 days around it. */
    @Test
    void aSheetThatIsHalfFilledInWeighsAsMuchAsAFullOne() {
        Map<String, Object> secondLabel = drawn("m2", "east");
        secondLabel.put("rater_id", "ben");
        secondLabel.put("event_at", "2026-03-03 10:00");
        tables.with(
                "bronze.audit_label",
                drawn("m1", "east"),
                drawn("m2", "east"),
                secondLabel,
                with("event_at", "2026-03-20 10:00", drawn("m3", "east")),
                with("event_at", "2026-04-02 10:00", drawn("m4", "east")),
                drawn("n1", "west"),
                drawn("n2", null),
                with("golden_label", "correct", drawn("g1", "east")),
                with("stratum_size", null, drawn("o1", "east")),
                with("audit_id", "u2", drawn("m1", "east")),
                with("stratum_size", 0L, with("audit_id", "u3", drawn("m1", "east"))));

        assertThat(tables.run(new AuditItem(), new Days(DAY, DAY.plusDays(40), DAY.plusDays(80)))
                        .collectAsList())
                .extracting(item ->
                        "%s %s %s".formatted(item.getAs("audit_id"), item.getAs("item_id"), item.getAs("weight")))
                .containsExactlyInAnyOrder(
                        "u1 m1 33.333333",
                        "u1 m2 33.333333",
                        "u1 m3 25.000000",
                        "u1 m4 50.000000",
                        "u1 n1 100.000000",
                        "u1 n2 100.000000",
                        "u1 g1 10.000000",
                        "u1 o1 10.000000",
                        "u2 m1 100.000000",
                        "u3 m1 1.000000");
    }

    /** Of ten days, with 2 labels a day of the long audit; of the last two, with 1 a day of the short one. */
    @Test
    void auditsThatCoverTheSameDaysShareTheirFrame() {
        List<Map<String, Object>> labels = new ArrayList<>();
        for (int day = 10; day < 20; day++) {
            labels.add(came(day, "long", day + "a", "unreported_chat"));
            labels.add(came(day, "long", day + "b", "unreported_chat"));
        }
        labels.add(came(18, "short", "18", "unreported_chat"));
        labels.add(came(19, "short", "19", "unreported_chat"));
        labels.add(came(18, "other", "18", "actioned"));
        tables.with("bronze.audit_label", labels.toArray(Map[]::new));

        Map<String, List<String>> weights = items().stream()
                .collect(Collectors.groupingBy(
                        item -> item.getAs("audit_id") + " " + item.getAs("weight"),
                        Collectors.mapping(item -> item.getAs("item_id"), Collectors.toList())));
        assertThat(weights.keySet())
                .as("100 by 20 and by 2 labels, and 2/3 and 1/3 of that where both cover the day")
                .containsExactlyInAnyOrder("long 5.000000", "long 3.333333", "short 16.666667", "other 100.000000");
        assertThat(weights.get("long 3.333333")).containsExactlyInAnyOrder("18a", "18b", "19a", "19b");
    }

    /** Of two sheets over the same days, the second is filled in for one stratum alone; each still weighs 100. */
    @Test
    void aSheetOfWhichOneStratumIsFilledInTakesNothingFromTheOthers() {
        tables.with(
                "bronze.audit_label",
                with("stratum", "critical", came(18, "full", "1", "no_action")),
                with("stratum", "critical", came(18, "part", "1", "no_action")),
                with("stratum", "low", came(18, "full", "2", "no_action")),
                with("stratum", "low", came(18, "full", "3", "no_action")),
                came(18, "unstratified", "4", "actioned"),
                with("stratum", "low", came(18, "full", "4", "actioned")));

        assertThat(items())
                .extracting(item -> "%s %s %s %s"
                        .formatted(
                                item.getAs("frame"),
                                item.getAs("audit_id"),
                                item.getAs("item_id"),
                                item.getAs("weight")))
                .containsExactlyInAnyOrder(
                        "no_action full 1 75.000000",
                        "no_action part 1 25.000000",
                        "no_action full 2 50.000000",
                        "no_action full 3 50.000000",
                        "actioned unstratified 4 50.000000",
                        "actioned full 4 50.000000");
    }

    private static Map<String, Object> came(int day, String audit, String item, String frame) {
        return with(
                "item_at",
                "2026-02-%s 23:59".formatted(day),
                with("frame", frame, with("audit_id", audit, drawn(item, null))));
    }

    @Test
    void everyRaterHasAVoteAndOnlyThoseOnGoldenItemsAreRightOrWrong() {
        tables.with(
                "silver.audit_item",
                row(
                        "audit_id", "u1",
                        "item_id", "i1",
                        "audit_date", "2026-03-02",
                        "frame", "actioned",
                        "consensus", "correct",
                        "labels", List.of(vote("anna", "correct"), vote("ben", "uncertain"))),
                row(
                        "audit_id", "u1",
                        "item_id", "i2",
                        "audit_date", "2026-03-02",
                        "frame", "no_action",
                        "consensus", "uncertain",
                        "golden_label", "false_negative",
                        "labels", List.of(vote("anna", "false_negative"), vote(null, "correct"))),
                row(
                        "audit_id", "u1",
                        "item_id", "i3",
                        "audit_date", "2026-03-01",
                        "frame", "no_action",
                        "consensus", "correct",
                        "labels", List.of(vote("anna", "correct"))));

        assertThat(tables.run(new AuditVote(), DAYS).collectAsList())
                .extracting(vote -> "%s %s %s %s %s"
                        .formatted(
                                vote.getAs("item_id"),
                                vote.getAs("vote"),
                                vote.getAs("rater_id"),
                                vote.getAs("label"),
                                vote.getAs("is_golden_label")))
                .containsExactlyInAnyOrder(
                        "i1 1 anna correct null",
                        "i1 2 ben uncertain null",
                        "i2 1 anna false_negative true",
                        "i2 2 null correct false");
    }

    private List<Row> items() {
        return tables.run(new AuditItem(), DAYS).collectAsList();
    }

    private static Map<String, Object> label(String item, Object... more) {
        Map<String, Object> label = row(
                "audit_id", "u1",
                "item_id", item,
                "frame", "unreported_chat",
                "inclusion_probability", 0.1,
                "event_at", "2026-03-02 10:00",
                "rater_id", "anna",
                "label", "correct");
        label.putAll(row(more));
        return label;
    }

    private static Map<String, Object> drawn(String item, String stratum) {
        return label(item, "stratum", stratum, "stratum_size", 100L);
    }

    private static Map<String, Object> with(String name, Object value, Map<String, Object> label) {
        label.put(name, value);
        return label;
    }

    private static Map<String, Object> action(String id, String channel, String message) {
        return row("action_id", id, "action_date", "2026-03-01", "channel_id", channel, "message_id", message);
    }

    private static Map<String, Object> report(String id, String subjectType) {
        return row("report_id", id, "created_date", "2026-03-01", "subject_type", subjectType);
    }

    private static Map<String, Object> watched(String channel, String from, String to, long live, long viewers) {
        return row(
                "channel_id",
                channel,
                "event_at",
                "2026-03-01 " + from,
                "from_at",
                "2026-03-01 " + from,
                "to_at",
                "2026-03-01 " + to,
                "live_seconds",
                live,
                "viewer_seconds",
                viewers);
    }

    private static Row vote(String rater, String label) {
        return struct(rater, label, at("2026-03-02 10:00"));
    }
}
