package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Days;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.SparkSessions;
import dev.vitals.testing.TestTables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkSessions.class)
class IncidentTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String EVENING = "2026-03-02T20:00:00Z";

    private final List<Map<String, Object>> chat = new ArrayList<>();
    private final List<Map<String, Object>> reports = new ArrayList<>();
    private final List<Map<String, Object>> sanctions = new ArrayList<>();
    private final List<Map<String, Object>> context = new ArrayList<>();

    @Test
    void newcomersWhoInsultAreARaidWithTheMessagesTheyWroteInIt() {
        for (int i = 0; i < 25; i++) {
            write("raider" + i, EVENING, 10 * i, true, i < 20 ? -0.5 : 0.2);
        }
        write("raider0", EVENING, 300, false, -0.5);
        write("raider1", EVENING, 7200, false, -0.5);
        write("regular", EVENING, 60, false, -0.5);
        context.add(row("channel_id", "c1", "kind", "raid", "event_at", "2026-03-02 19:45"));

        assertThat(run()).singleElement().satisfies(raid -> {
            assertThat(values(raid, "kind", "channel_id", "accounts", "hostile_accounts", "accounts_in_chat", "events"))
                    .containsExactly("raid", "c1", 25L, 20L, 25L, 26L);
            assertThat(raid.<Boolean>getAs("has_raid_event")).isTrue();
            assertThat(Rows.instant(raid, "started_at")).isEqualTo(Instant.parse(EVENING));
            assertThat(Rows.instant(raid, "ended_at"))
                    .isEqualTo(Instant.parse(EVENING).plusSeconds(300));
        });
    }

    @Test
    void whoIsSanctionedInTheChannelThatDayIsHostileAndALiftIsNoSanction() {
        for (int i = 0; i < 20; i++) {
            write("raider" + i, EVENING, 10 * i, true, 0);
            sanctions.add(row(
                    "action_id",
                    "a" + i,
                    "action",
                    i < 16 ? "ban" : "unban",
                    "subject_user_id",
                    "raider" + i,
                    "channel_id",
                    "c1",
                    "event_at",
                    "2026-03-02 21:00"));
        }

        assertThat(run()).singleElement().satisfies(raid -> {
            assertThat(raid.<Long>getAs("hostile_accounts")).isEqualTo(16);
            assertThat(raid.<Boolean>getAs("has_raid_event")).isFalse();
        });
    }

    @Test
    void reportersInAnHourAreABrigadeAndThoseWhoNeverWroteThereAreCounted() {
        for (int i = 0; i < 30; i++) {
            report("r" + i, "reporter" + i % 24, EVENING, 60 * i, i < 20 ? "harassment" : "spam");
        }
        write("reporter3", EVENING, -600, false, 0);

        assertThat(run()).singleElement().satisfies(brigade -> {
            assertThat(values(
                            brigade,
                            "kind",
                            "subject_id",
                            "channel_id",
                            "category",
                            "accounts",
                            "accounts_in_chat",
                            "events"))
                    .containsExactly("brigade", "anna", "c1", "harassment", 24L, 1L, 30L);
            assertThat(brigade.<Boolean>getAs("has_raid_event")).isNull();
            assertThat(brigade.<Long>getAs("hostile_accounts")).isNull();
        });
    }

    @Test
    void aRangeOfDaysGivesTheRowsOfEach() {
        for (int i = 0; i < 60; i++) {
            // Half of it before midnight, half after.
            report("r" + i, "reporter" + i, "2026-03-02T23:30:00Z", 60 * i, "spam");
            write("raider" + i, "2026-03-02T23:50:00Z", 20 * i, true, -0.5);
        }

        assertThat(JobLaws.aRangeEqualsItsDays(
                        new Incident(), tables(), new Days(DAY.minusDays(1), DAY.plusDays(1), DAY.plusDays(5))))
                .hasSize(4);
    }

    private void write(String user, String from, int after, boolean isFirst, double sentiment) {
        chat.add(row(
                "message_id",
                "m" + chat.size(),
                "user_id",
                user,
                "channel_id",
                "c1",
                "event_at",
                at(from, after),
                "is_first",
                isFirst,
                "sentiment",
                sentiment,
                "sentiment_terms",
                1));
    }

    private void report(String id, String reporter, String from, int after, String category) {
        reports.add(row(
                "report_id",
                id,
                "event_id",
                "e-" + id,
                "activity",
                "created",
                "reporter_id",
                reporter,
                "subject_type",
                "user",
                "subject_id",
                "anna",
                "channel_id",
                "c1",
                "category",
                category,
                "event_at",
                at(from, after)));
    }

    private static String at(String from, int after) {
        return Instant.parse(from)
                .plusSeconds(after)
                .toString()
                .replace('T', ' ')
                .replace("Z", "");
    }

    private TestTables tables() {
        return new TestTables()
                .with("bronze.chat_message", chat)
                .with("bronze.report_event", reports)
                .with("bronze.enforcement_event", sanctions)
                .with("bronze.stream_context", context);
    }

    private List<Row> run() {
        return tables().run(new Incident(), Days.one(DAY, DAY.plusDays(5))).collectAsList();
    }

    private static List<Object> values(Row row, String... columns) {
        List<Object> values = new ArrayList<>();
        for (String column : columns) {
            values.add(row.getAs(column));
        }
        return values;
    }
}
