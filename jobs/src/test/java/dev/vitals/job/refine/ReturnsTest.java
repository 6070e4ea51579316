package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.job.Job;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes back in the week after: new chatters, and people whose sanction is over. */
class ReturnsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    private final TestTables tables = new TestTables();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Nobody returns who does not write., 0, 10,",
        "More messages on the first day are no return., 0 0, 10,",
        "The day after is the first that counts., 0 1 3, 10, 1",
        "The seventh is the last., 0 7 8, 10, 7",
        "The eighth comes too late., 0 8, 10,",
        "What comes after the last visible day is not seen., 0 5, 4,",
        "What came before does not count., -1 0, 10,"
    })
    void aNewChatterReturnsInTheWeekAfter(String sentence, String days, int asOf, Long returned) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int day : days(days)) {
            rows.add(row(
                    "user_id", "ben", "activity_date", DAY.plusDays(day), "is_new", day == 0, "has_lookback", true));
        }
        rows.add(row("user_id", "ada", "activity_date", DAY.plusDays(1), "is_new", false));
        rows.add(row("user_id", "ada", "activity_date", DAY, "is_new", false));
        tables.with("silver.chatter_day", rows.stream().distinct().toList());

        List<Row> made = made(new NewChatter(), asOf);

        assertThat(made).as("ada is not new").hasSize(1);
        assertThat(Rows.text(made.get(0), "user_id")).isEqualTo("ben");
        assertThat(returnedAfter(made.get(0))).isEqualTo(returned);
    }

    /** Sanctions read {@code day/hh:mm=kind}, and behind a comma their end {@code day/hh:mm=kind}. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "sanction_release.csv", numLinesToSkip = 1)
    void aSanctionedPersonReturnsInTheWeekAfterTheSanctionIsOver(
            String sentence, String sanctions, String writes, int asOf, String releases) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String word : sanctions.split(" ")) {
            String[] beginAndEnd = word.split(",");
            String[] begin = beginAndEnd[0].split("[/=]");
            Map<String, Object> sanction = row(
                    "action_id",
                    "a" + rows.size(),
                    "action_date",
                    DAY.plusDays(Long.parseLong(begin[0])),
                    "action_at",
                    Fixtures.at(DAY.plusDays(Long.parseLong(begin[0])) + " " + begin[1]),
                    "action",
                    begin[2],
                    "subject_user_id",
                    "ben");
            if (beginAndEnd.length > 1) {
                String[] end = beginAndEnd[1].split("[/=]");
                sanction.put("ended_at", Fixtures.at(DAY.plusDays(Long.parseLong(end[0])) + " " + end[1]));
                sanction.put("end_kind", end[2]);
            }
            rows.add(sanction);
        }
        List<Map<String, Object>> activity = new ArrayList<>();
        for (int day : days(writes)) {
            activity.add(row("user_id", "ben", "activity_date", DAY.plusDays(day), "messages", 2L));
        }
        // Somebody who was sanctioned and wrote nothing, and somebody else who wrote.
        activity.add(row("user_id", "ben", "activity_date", DAY.plusDays(6), "messages", 0L, "actions_received", 1L));
        activity.add(row("user_id", "ada", "activity_date", DAY.plusDays(1), "messages", 2L));
        tables.with("silver.enforcement_action", rows).with("silver.chatter_activity", activity);

        assertThat(made(new SanctionRelease(), asOf))
                .extracting(each -> Rows.text(each, "action") + ":" + returnedAfter(each))
                .containsExactlyInAnyOrderElementsOf(releases == null ? List.of() : List.of(releases.split(" ")));
    }

    @Test
    void aReleaseIsOfTheRegionInWhichThePersonWasAtTheEndOfTheDay() {
        tables.with(
                        "silver.enforcement_action",
                        row(
                                "action_id",
                                "a",
                                "action_date",
                                DAY,
                                "action_at",
                                Fixtures.at(DAY + " 10:00"),
                                "action",
                                "warn",
                                "subject_user_id",
                                "ben"))
                .with("dim.user", row("user_id", "ben", "valid_from", Fixtures.at(DAY + " 23:59"), "region", "eu"));

        assertThat(made(new SanctionRelease(), 0))
                .extracting(each -> Rows.text(each, "region"))
                .containsExactly("eu");
    }

    private List<Row> made(Job job, int asOf) {
        return tables.run(job, Days.one(DAY, DAY.plusDays(asOf))).collectAsList();
    }

    private static List<Integer> days(String days) {
        return days == null
                ? List.of()
                : List.of(days.split(" ")).stream()
                        .map(Integer::valueOf)
                        .distinct()
                        .toList();
    }

    private static Long returnedAfter(Row row) {
        Object date = row.getAs("returned_date");
        return date == null ? null : LocalDate.parse(date.toString()).toEpochDay() - DAY.toEpochDay();
    }
}
