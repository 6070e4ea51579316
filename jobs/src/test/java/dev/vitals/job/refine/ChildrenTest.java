package dev.vitals.job.refine;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.ChildAges;
import dev.vitals.job.Days;
import dev.vitals.job.Job;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.testing.SparkSessions;
import dev.vitals.testing.TestTables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Children are counted in totals, and have no sentiment and no part in a test. */
@ExtendWith(SparkSessions.class)
class ChildrenTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 20);
    private static final Days DAYS = Days.one(DAY, DAY);
    private static final int RAIDERS = 40;

    /** Kim is a child, Lou turned 13 at noon of the day, Max was a child long ago, and of Ann nothing is known. */
    private static TestTables users() {
        return new TestTables()
                .with(
                        Dims.USER,
                        user("kim", "under_13", "2025-01-01 00:00", null),
                        user("lou", "under_13", "2025-01-01 00:00", "2026-01-20 12:00"),
                        user("lou", "13_15", "2026-01-20 12:00", null),
                        user("max", "under_13", "2025-01-01 00:00", "2026-01-20 00:00"),
                        user("max", "13_15", "2026-01-20 00:00", null));
    }

    private static Map<String, Object> user(String id, String band, String from, String to) {
        return row("user_id", id, "age_band", band, "valid_from", from, "valid_to", to);
    }

    private static TestTables chat() {
        return users().with(
                        "bronze.chat_message",
                        List.of("kim", "lou", "max", "ann").stream()
                                .map(ChildrenTest::angry)
                                .toList());
    }

    private static Map<String, Object> angry(String user) {
        return row(
                "user_id",
                user,
                "channel_id",
                "c1",
                "event_at",
                "2026-01-20 10:00",
                "sentiment",
                -0.5,
                "sentiment_terms",
                1,
                "is_first",
                true);
    }

    @Test
    void aChannelCountsTheirMessagesAndNotTheirMood() {
        Row day = chat().run(new ChannelDay(), DAYS).first();

        assertThat(day.<Long>getAs("messages")).isEqualTo(4);
        assertThat(day.<Long>getAs("chatter_count")).isEqualTo(4);
        assertThat(day.<Long>getAs("scored_messages")).isEqualTo(2);
        assertThat(day.<Long>getAs("sentiment_millis")).isEqualTo(-1000);
        assertThat(day.<Long>getAs("negative_messages")).isEqualTo(2);
    }

    @Test
    void aChatterWhoIsAChildHasMessagesAndNoMood() {
        List<String> days = chat().run(new ChatterActivity(), DAYS).orderBy("user_id").collectAsList().stream()
                .map(each -> "%s %d %d %d"
                        .formatted(
                                each.getAs("user_id"),
                                each.<Long>getAs("messages"),
                                each.<Long>getAs("scored_messages"),
                                each.<Long>getAs("sentiment_millis")))
                .toList();

        assertThat(days).containsExactly("ann 1 1 -500", "kim 1 0 0", "lou 1 0 0", "max 1 1 -500");
    }

    @Test
    void whatAChildWritesMakesNobodyHostile() {
        List<Map<String, Object>> chat =
                IntStream.range(0, RAIDERS).mapToObj(i -> angry("raider" + i)).toList();
        List<Map<String, Object>> children = IntStream.range(0, RAIDERS)
                .mapToObj(i -> user("raider" + i, "under_13", "2025-01-01 00:00", null))
                .toList();
        TestTables tables = new TestTables().with("bronze.chat_message", chat);

        assertThat(tables.run(new Incident(), DAYS).count()).isEqualTo(1);
        assertThat(tables.with(Dims.USER, children).run(new Incident(), DAYS).count())
                .isZero();
    }

    @Test
    void aChildHasNoPartInATest() {
        ExperimentCatalogue catalogue = ExperimentCatalogue.load();
        String experiment = "hold_banner";
        TestTables tables = chat().with(
                        "bronze.exposure",
                        List.of("kim", "lou", "max", "ann").stream()
                                .map(user -> row(
                                        "experiment",
                                        experiment,
                                        "variant",
                                        "control",
                                        "unit_id",
                                        user,
                                        "event_at",
                                        "2026-01-20 09:00"))
                                .toList())
                .with(
                        "silver.chatter_day",
                        List.of("kim", "max").stream()
                                .map(user -> row("user_id", user, "activity_date", DAY.toString(), "messages", 3L))
                                .toList());

        assertThat(units(tables, new ExperimentUnit(catalogue))).containsExactly("ann", "max");
        assertThat(units(tables, new ExperimentUnitDay(catalogue))).containsExactly("max");
    }

    private static List<String> units(TestTables tables, Job job) {
        return tables.run(job, DAYS).select("unit_id").distinct().orderBy("unit_id").collectAsList().stream()
                .map(each -> each.getString(0))
                .toList();
    }

    @Test
    void theYoungestAreChildrenByDefault() {
        assertThat(ChildAges.load().ageBands()).containsExactly("under_13");
    }
}
