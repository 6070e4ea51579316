package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.RandomTables;
import dev.vitals.testing.TestTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Who saw what happen to others, and came back. */
class WitnessingTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final int CROWD = 200;

    private final TestTables tables = new TestTables();

    /**
     * Messages of ben read {@code time/channel}, of the evening before with a minus; actions {@code time/channel=kind}, and
     * behind that {@code >} whom or {@code <} who, if not somebody else.
     */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "witnessing.csv", numLinesToSkip = 1)
    void aChatterSees(String sentence, String messages, String actions, String witnessed) {
        List<Map<String, Object>> chat = new ArrayList<>();
        for (String word : messages.split(" ")) {
            String[] parts = word.split("/");
            boolean isBefore = parts[0].startsWith("-");
            Instant at = isBefore ? at("00:00").minusSeconds(60 * minutes(parts[0])) : at(parts[0]);
            chat.add(message("ben", parts[1], at));
        }
        chat.add(message("ada", "c7", at("08:00")));
        List<Map<String, Object>> events = new ArrayList<>();
        for (String word : actions == null ? new String[0] : actions.split(" ")) {
            String[] parts = word.split("[/=<>]");
            events.add(row(
                    "action_id",
                    "a" + events.size(),
                    "event_at",
                    at(parts[0]),
                    "channel_id",
                    parts[1].isEmpty() ? null : parts[1],
                    "action",
                    parts[2],
                    "subject_user_id",
                    word.contains(">") ? parts[3] : "troll",
                    "actor_id",
                    word.contains("<") ? parts[3] : "mod"));
        }
        tables.with("bronze.chat_message", chat).with("bronze.enforcement_event", events);

        List<Row> seen = witnesses(new Days(DAY.minusDays(1), DAY, DAY))
                .filter("user_id = 'ben' AND activity_date = '" + DAY + "'")
                .collectAsList();

        assertThat(seen).as(sentence).hasSize(witnessed == null ? 0 : 1);
        seen.forEach(each -> assertThat(Rows.text(each, "witnessed"))
                .as(sentence)
                .isEqualTo("none".equals(witnessed) ? null : witnessed));
    }

    @Test
    void aRangeOfDaysGivesTheRowsOfEachWhateverTheirOrder() {
        List<Map<String, Object>> events = new RandomTables(2, DAY).rows("bronze.enforcement_event", 200);
        for (int i = 0; i < events.size(); i++) {
            events.get(i).put("actor_id", "mod");
            events.get(i).put("subject_user_id", i % 9 == 0 ? "person" + i % 8 : "troll");
        }
        tables.with("bronze.chat_message", new RandomTables(1, DAY).rows("bronze.chat_message", 400))
                .with("bronze.enforcement_event", events);

        Days days = new Days(DAY.minusDays(2), DAY.plusDays(1), DAY.plusDays(4));
        tables.with("silver.chatter_activity", tables.run(new ChatterActivity(), days));

        List<String> rows = JobLaws.aRangeEqualsItsDays(new Witnessing(3), tables, days);

        assertThat(rows)
                .anyMatch(row -> row.contains("witnessed=both"))
                .anyMatch(row -> row.contains("witnessed=removal") || row.contains("witnessed=sanction"))
                .anyMatch(row -> row.contains("witnessed=null"));
    }

    @Test
    void ofACrowdASampleIsDrawnTheSamePeopleEveryDay() {
        crowd(DAY);
        tables.with("silver.chatter_activity", tables.run(new ChatterActivity(), Days.one(DAY, DAY)));
        Set<String> all = drawn(CROWD);
        Set<String> half = drawn(CROWD / 2);
        Set<String> tenth = drawn(CROWD / 10);

        assertThat(all).hasSize(2 * CROWD);
        assertThat(all).containsAll(half);
        assertThat(half).containsAll(tenth);
        // Of either group 100 and 20 are expected; four standard deviations are 28 and 17.
        for (String kind : List.of("w", "n")) {
            assertThat(half.stream().filter(each -> each.startsWith(kind)).count())
                    .isBetween(72L, 128L);
            assertThat(tenth.stream().filter(each -> each.startsWith(kind)).count())
                    .isBetween(3L, 37L);
        }
    }

    private Dataset<Row> witnesses(Days days) {
        return tables.with("silver.chatter_activity", tables.run(new ChatterActivity(), days))
                .run(new Witnessing(), days);
    }

    /** As many who saw something as who saw nothing. */
    private void crowd(LocalDate day) {
        List<Map<String, Object>> chat = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            chat.add(message("w" + i, "c1", at("10:00")));
            chat.add(message("n" + i, "c2", at("10:00")));
        }
        tables.with("bronze.chat_message", chat)
                .with(
                        "bronze.enforcement_event",
                        row(
                                "action_id",
                                "a",
                                "event_at",
                                Fixtures.at(day + " 10:01"),
                                "channel_id",
                                "c1",
                                "action",
                                "ban",
                                "subject_user_id",
                                "troll"));
    }

    private Set<String> drawn(int people) {
        Set<String> drawn = new TreeSet<>();
        tables.run(new Witnessing(people), Days.one(DAY, DAY))
                .collectAsList()
                .forEach(each -> drawn.add(Rows.text(each, "user_id")));
        return drawn;
    }

    @ParameterizedTest(name = "{0} messages are {1}")
    @CsvSource({"1, 1", "2, 2-4", "4, 2-4", "5, 5-19", "19, 5-19", "20, 20 or more"})
    void howMuchSomebodyWroteIsToldInFourSteps(long messages, String written) {
        tables.with("silver.witnessing", row("user_id", "ben", "activity_date", DAY, "messages", messages));

        assertThat(returns(0))
                .extracting(each -> Rows.text(each, "messages_written"))
                .containsExactly(written);
    }

    @Test
    void whoSawSomethingComesBackInTheWeekAfter() {
        tables.with(
                        "silver.witnessing",
                        row("user_id", "ben", "activity_date", DAY, "messages", 1L, "witnessed", "both"),
                        row("user_id", "ada", "activity_date", DAY, "messages", 1L))
                .with(
                        "silver.chatter_activity",
                        row("user_id", "ben", "activity_date", DAY, "messages", 1L),
                        row("user_id", "ben", "activity_date", DAY.plusDays(2), "messages", 0L),
                        row("user_id", "ben", "activity_date", DAY.plusDays(7), "messages", 1L),
                        row("user_id", "ada", "activity_date", DAY.plusDays(8), "messages", 1L))
                .with("dim.user", row("user_id", "ben", "valid_from", Fixtures.at(DAY + " 23:59"), "region", "eu"));

        assertThat(returns(8))
                .extracting(each -> each.getAs("user_id") + " " + each.getAs("witnessed") + " " + each.getAs("region")
                        + " " + each.getAs("returned_date"))
                .containsExactlyInAnyOrder("ben both eu " + DAY.plusDays(7), "ada null null null");
        assertThat(returns(6))
                .as("before the seventh day is seen")
                .extracting(each -> (Object) each.getAs("returned_date"))
                .containsOnlyNulls();
    }

    private List<Row> returns(int asOf) {
        return tables.run(new WitnessReturn(), Days.one(DAY, DAY.plusDays(asOf)))
                .collectAsList();
    }

    private static Map<String, Object> message(String user, String channel, Instant at) {
        return row("message_id", user + channel + at, "user_id", user, "channel_id", channel, "event_at", at);
    }

    private static Instant at(String time) {
        return Fixtures.at(DAY + " " + time);
    }

    /** Minutes of a time of less than an hour, {@code -00:05} among them. */
    private static long minutes(String time) {
        return Long.parseLong(time.substring(time.indexOf(':') + 1));
    }
}
