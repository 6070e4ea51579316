package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ChatterDayTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 30);
    private static final Days DAYS = Days.one(DAY, DAY);

    @Test
    void whatAPersonWroteAndReceivedIsOneRow() {
        TestTables tables = new TestTables()
                .with(
                        "bronze.chat_message",
                        row(
                                "user_id",
                                "ben",
                                "channel_id",
                                "c1",
                                "event_at",
                                "2026-03-30 10:00",
                                "sentiment",
                                0.2,
                                "sentiment_terms",
                                1),
                        row(
                                "user_id",
                                "ben",
                                "channel_id",
                                "c1",
                                "event_at",
                                "2026-03-30 10:01",
                                "sentiment",
                                -0.5,
                                "sentiment_terms",
                                1),
                        row("user_id", "ben", "channel_id", "c2", "event_at", "2026-03-30 10:02"))
                .with(
                        "bronze.enforcement_event",
                        row(
                                "action_id",
                                "a1",
                                "action",
                                "ban",
                                "subject_user_id",
                                "ben",
                                "event_at",
                                "2026-03-30 11:00",
                                "log_type",
                                "channel.ban",
                                "actor_id",
                                "mod"),
                        row(
                                "action_id",
                                "a2",
                                "action",
                                "ban",
                                "subject_user_id",
                                "ben",
                                "event_at",
                                "2026-03-30 11:00:01",
                                "log_type",
                                "CLEARCHAT"),
                        row(
                                "action_id",
                                "a3",
                                "action",
                                "unban",
                                "subject_user_id",
                                "ben",
                                "event_at",
                                "2026-03-30 11:30",
                                "log_type",
                                "vitals"),
                        row(
                                "action_id",
                                "a4",
                                "action",
                                "warn",
                                "subject_user_id",
                                "silent",
                                "event_at",
                                "2026-03-30 11:30",
                                "log_type",
                                "vitals"));

        assertThat(tables.run(new ChatterActivity(), DAYS).collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactlyInAnyOrder(
                        "ben 2026-03-30 3 2 2 -300 1 false false", "silent 2026-03-30 0 0 0 0 1 false false");
    }

    @Test
    void aChatterIsNewAfterTwentyEightDaysWithoutAMessage() {
        TestTables tables = new TestTables()
                .with(
                        "silver.chatter_activity",
                        activity("today", "2026-03-30"),
                        activity("back", "2026-03-30"),
                        activity("back", "2026-03-02"),
                        activity("long_away", "2026-03-30"),
                        activity("long_away", "2026-03-01"),
                        activity("gone", "2026-03-29"),
                        row("user_id", "sanctioned", "activity_date", "2026-03-30", "actions_received", 1),
                        activity("only_sanctioned", "2026-03-30"),
                        row("user_id", "only_sanctioned", "activity_date", "2026-03-20", "actions_received", 1));

        assertThat(tables.run(new ChatterDay(), DAYS).collectAsList())
                .extracting(row -> row.getString(0) + " " + row.getAs("first_seen_date") + " " + row.getAs("is_new"))
                .containsExactlyInAnyOrder(
                        "today 2026-03-30 true",
                        "back 2026-03-02 false",
                        "long_away 2026-03-30 true",
                        "only_sanctioned 2026-03-30 true");
    }

    @Test
    void nobodyIsKnownToBeNewWhereThePastIsMissing() {
        // The 28th day before 30 March is 2 March, the 29th is 1 March; only somebody else wrote then.
        assertThat(hasLookback("2026-03-02")).isTrue();
        assertThat(hasLookback("2026-03-01")).as("one silent day").isTrue();
        assertThat(hasLookback("2026-02-28")).as("not within the window").isFalse();
        assertThat(hasLookback("2026-03-03")).as("a warehouse of 27 days").isFalse();
    }

    private static boolean hasLookback(String firstDay) {
        TestTables tables = new TestTables()
                .with("silver.chatter_activity", activity("old", firstDay), activity("today", "2026-03-30"));
        Row today = tables.run(new ChatterDay(), DAYS).head();
        assertThat((boolean) today.getAs("is_new")).isTrue();
        return today.getAs("has_lookback");
    }

    @Test
    void aSanctionIsNoPast() {
        TestTables tables = new TestTables()
                .with(
                        "silver.chatter_activity",
                        row("user_id", "ben", "activity_date", "2026-03-02", "actions_received", 1),
                        activity("today", "2026-03-30"));
        assertThat((boolean) tables.run(new ChatterDay(), DAYS).head().getAs("has_lookback"))
                .isFalse();
    }

    @Test
    void theMeanSentimentIsRoundedInWholeNumbers() {
        TestTables tables = new TestTables()
                .with(
                        "silver.chatter_activity",
                        scored("third", 1, 3),
                        scored("two_thirds", 2, 3),
                        scored("minus_two_thirds", -2, 3),
                        // 1 / 64 thousandths are 15.625 millionths; 1 / 80 are 12.5.
                        scored("half", 1, 80),
                        scored("minus_half", -1, 80),
                        scored("none", 0, 0));

        assertThat(tables.run(new ChatterDay(), DAYS).collectAsList())
                .extracting(row -> row.getString(0) + " " + micros(row))
                .containsExactlyInAnyOrder(
                        "third 333",
                        "two_thirds 667",
                        "minus_two_thirds -667",
                        "half 13",
                        "minus_half -13",
                        "none null");
    }

    private static Object micros(Row row) {
        return row.getAs("mean_sentiment_micros");
    }

    private static Map<String, Object> activity(String user, String date) {
        return row("user_id", user, "activity_date", date, "messages", 1);
    }

    private static Map<String, Object> scored(String user, int millis, int messages) {
        return row(
                "user_id",
                user,
                "activity_date",
                "2026-03-30",
                "messages",
                100,
                "scored_messages",
                messages,
                "sentiment_millis",
                millis);
    }
}
