package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tests as nights see them. Of hold_banner, by users: six a side, in the control 4 messages each, in the treatment 2, one
 * of them none; the day before all wrote 3. One more user was in both arms. Of clip_rollout, by channels: two a side, with two
 * reports each, closed after an hour in the control and after three in the treatment.
 */
class ExperimentNightsTest {
    private static final LocalDate END = LocalDate.of(2026, 2, 1);
    /** Late in both tests, because every night up to the one on which they are final is read. */
    private static final LocalDate FIRST = END.minusDays(2);

    private static final LocalDate BEFORE = FIRST.minusDays(1);

    @TempDir
    private static Path folder;

    private static SmallWorld world;

    @BeforeAll
    static void runNights() {
        world = SmallWorld.of(folder, "silver.experiment_unit", "silver.experiment_unit_day")
                .withKpis("messages_per_chatter", "time_to_first_action");
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 13; user++) {
            chat(lines, user, BEFORE, 3);
        }
        world.deliver("vitals", "a.ndjson", lines.toArray(String[]::new)).run(BEFORE);
        lines.clear();
        for (int user = 0; user < 12; user++) {
            lines.add(exposure("hold_banner", user % 2 == 0 ? "control" : "banner", "u" + user, FIRST));
            chat(lines, user, FIRST, user % 2 == 0 ? 4 : user == 11 ? 0 : 2);
        }
        lines.add(exposure("hold_banner", "control", "u12", FIRST));
        lines.add(exposure("hold_banner", "banner", "u12", FIRST));
        for (int channel = 0; channel < 4; channel++) {
            lines.add(exposure("clip_rollout", channel % 2 == 0 ? "control" : "treatment", "c" + channel, FIRST));
            report(lines, channel, 2 * channel, FIRST.atTime(channel % 2 == 0 ? 11 : 13, 0));
            report(lines, channel, 2 * channel + 1, FIRST.atTime(channel % 2 == 0 ? 11 : 13, 0));
        }
        world.deliver("vitals", "b.ndjson", lines.toArray(String[]::new)).run(FIRST);
    }

    /** User u writes in channel c(u mod 4). */
    private static void chat(List<String> lines, int user, LocalDate day, int messages) {
        for (int i = 0; i < messages; i++) {
            lines.add(
                    "{\"type\":\"chat.message\",\"message_id\":\"%1$s-%2$d-%3$d\",\"channel_id\":\"c%4$d\",\"user_id\":\"u%2$d\",\"sent_at\":\"%1$sT1%3$d:00:00Z\",\"text\":\"hello\"}"
                            .formatted(day, user, i, user % 4));
        }
    }

    private static void report(List<String> lines, int channel, int report, LocalDateTime closed) {
        lines.add(
                "{\"type\":\"report.created\",\"report_id\":\"r%1$d\",\"subject_type\":\"message\",\"subject_id\":\"m%1$d\",\"subject_user_id\":\"u%1$d\",\"channel_id\":\"c%2$d\",\"category\":\"spam\",\"severity\":\"low\",\"language\":\"en\",\"surface\":\"chat\",\"source\":\"user\",\"created_at\":\"%3$sT10:00:00Z\"}"
                        .formatted(report, channel, FIRST));
        lines.add("{\"type\":\"report.activity\",\"report_id\":\"r%d\",\"activity\":\"closed\",\"at\":\"%s:00Z\"}"
                .formatted(report, closed));
    }

    private static String exposure(String experiment, String variant, String unit, LocalDate day) {
        return "{\"type\":\"experiment.exposure\",\"experiment\":\"%s\",\"variant\":\"%s\",\"unit_id\":\"%s\",\"cluster_id\":\"%s\",\"first_exposed_at\":\"%sT09:00:00Z\"}"
                .formatted(experiment, variant, unit, unit, day);
    }

    private static Row readout(SmallWorld of, String experiment, String metric) {
        return of.table("gold.experiment_readout")
                .filter("experiment = '%s' AND metric = '%s'".formatted(experiment, metric))
                .orderBy(org.apache.spark.sql.functions.col("as_of_date").desc())
                .first();
    }

    @Test
    void unitsCarryWhatTheyWereLikeBefore() {
        assertThat(world.values("silver.experiment_unit", "experiment", "variant", "exposed_date"))
                .hasSize(18)
                .contains("hold_banner control " + FIRST);
        assertThat(world.table("silver.experiment_unit")
                        .filter("experiment = 'hold_banner'")
                        .selectExpr("filter(past, p -> p.metric = 'messages')[0].numerator AS messages")
                        .distinct()
                        .collectAsList()
                        .toString())
                .isEqualTo("[[3.0]]");
    }

    /** Six of 4 messages; five of 2 and one of 0 are 10/6. The user in both arms counts in neither. */
    @Test
    void whoDidNothingCountsAndWhoWasInBothArmsDoesNot() {
        Row messages = readout(world, "hold_banner", "messages");

        assertThat(messages.<Double>getAs("control")).isCloseTo(4, within(1e-12));
        assertThat(messages.<Double>getAs("treatment")).isCloseTo(10.0 / 6, within(1e-12));
        assertThat(messages.<Long>getAs("treatment_units")).isEqualTo(6);
        assertThat(messages.<Long>getAs("crossover_units")).isEqualTo(1);
        assertThat(messages.<String>getAs("verdict")).isEqualTo("running");
        assertThat(messages.<String>getAs("kpi")).isEqualTo("messages_per_chatter");
        assertThat(messages.<Double>getAs("matured_share")).isZero();
    }

    /** Channels 0 and 2 have users 0, 4, 8, 12 and 2, 6, 10, with 4 messages each but user 12, who wrote none that day. */
    @Test
    void channelsAreComparedAsAWhole() {
        Row reports = readout(world, "clip_rollout", "reports_per_1k_messages");

        assertThat(reports.<Long>getAs("control_clusters")).isEqualTo(2);
        assertThat(reports.<Long>getAs("treatment_clusters")).isEqualTo(2);
        assertThat(reports.<Long>getAs("control_assigned")).isEqualTo(2);
    }

    /** Within the KPI's 72 hours; hours are counted in steps of seconds and, from the first on, of two in a hundred. */
    @Test
    void timesToAnEventAreComparedByTheirCases() {
        Row hours = readout(world, "clip_rollout", "time_to_first_action");

        assertThat(hours.<Double>getAs("control")).isCloseTo(3600, within(72.0));
        assertThat(hours.<Double>getAs("treatment")).isCloseTo(10800, within(216.0));
        assertThat(hours.<Long>getAs("control_units")).isEqualTo(4);
        assertThat(hours.<Long>getAs("control_open")).isZero();
        assertThat(hours.<String>getAs("method")).isEqualTo("restricted_mean_clustered");
    }

    /** Messages of the first day that come when all is over count from then on; what the first night said stays. */
    @Test
    void lateEventsMoveTheNextReadoutAndNotTheLast() {
        List<String> lines = new ArrayList<>();
        chat(lines, 11, FIRST, 2);
        report(lines, 0, 99, FIRST.plusDays(2).atTime(10, 0));
        SmallWorld later = world.copy(folder.resolveSibling(folder.getFileName() + "-later"))
                .deliver("vitals", "c.ndjson", lines.toArray(String[]::new));
        later.run(END.plusDays(28));

        List<Row> nights = later.table("gold.experiment_readout")
                .filter("experiment = 'hold_banner' AND metric = 'messages'")
                .filter("as_of_date IN (DATE'%s', DATE'%s')".formatted(FIRST, END.plusDays(28)))
                .orderBy("as_of_date")
                .collectAsList();
        assertThat(nights.get(0).<Double>getAs("treatment")).isCloseTo(10.0 / 6, within(1e-12));
        assertThat(nights.get(0).<String>getAs("verdict")).isEqualTo("running");
        assertThat(nights.get(1).<Double>getAs("treatment")).isCloseTo(2, within(1e-12));
        assertThat(nights.get(1).<String>getAs("verdict")).isNotIn("running", "not_mature");
        assertThat(nights.get(1).<Double>getAs("matured_share")).isEqualTo(1);
        assertThat(readout(later, "clip_rollout", "time_to_first_action").<Double>getAs("control"))
                .isCloseTo((4 + 48) * 3600 / 5.0, within(700.0));
    }
}
