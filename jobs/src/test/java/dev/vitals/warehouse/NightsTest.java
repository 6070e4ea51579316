package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.Job;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same events give the same tables, whatever way they take into the warehouse. */
class NightsTest {
    private static final int DAYS = 3;
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1);

    /** Eight weeks of history, somebody who asks for a period, a week that is over, somebody who evades a ban, a test that runs. */
    private static final String[] NEED_MORE = {
        "gold.alert",
        "gold.dsa_report",
        "gold.experiment_readout",
        "gold.moderator_scorecard",
        "silver.ban_evasion_flag",
        "silver.experiment_unit",
        "silver.experiment_unit_day"
    };

    @TempDir
    private static Path shared;

    private static Path waiting;
    private static Map<String, List<String>> nightByNight;
    private static SmallWorld world;

    @BeforeAll
    static void runNightByNight() {
        waiting = SmallWorld.generate(shared.resolve("generated"), DAYS);
        world = new SmallWorld(shared.resolve("night-by-night"));
        world.deliver(waiting, FIRST).deliver(waiting, SECOND).run(SECOND);
        world.deliver(waiting, LAST).run(LAST);
        nightByNight = world.facts();
    }

    private static void assertSameFacts(Map<String, List<String>> actual) {
        nightByNight.forEach(
                (table, rows) -> assertThat(actual.get(table)).as(table).isEqualTo(rows));
    }

    @Test
    void everyTableHasRowsButThoseThatNeedMoreThanThreeOrdinaryDays() {
        assertThat(nightByNight.keySet().stream()
                        .filter(table -> nightByNight.get(table).isEmpty()))
                .containsOnly(NEED_MORE);
    }

    @Test
    void theSameNightAgainChangesNothing() {
        WarehouseRuns.Summary again = world.run(LAST);

        assertThat(again.isNothingToDo()).isTrue();
        assertSameFacts(world.facts());
    }

    @Test
    void oneBackfillEqualsTheNightsAlsoWhenEveryFileComesTwice(@TempDir Path folder) {
        SmallWorld other = new SmallWorld(folder);
        FIRST.datesUntil(LAST.plusDays(1))
                .forEach(night -> other.deliver(waiting, night).deliver(waiting, night, "again-" + night));
        other.land(LAST);

        other.backfill(FIRST, LAST);

        assertSameFacts(other.facts());
    }

    /**
     * The later one as a scheduler takes it: jobs in runs of their own, one again that others have read, and files that land
     * in between. Numbers are published at the end alone.
     */
    @Test
    void nightsInAnotherOrderAndStepByStepEqualTheNights(@TempDir Path folder) {
        SmallWorld other = new SmallWorld(folder);
        List<String> jobs = RefineJobs.all().stream().map(Job::name).toList();
        other.deliver(waiting, LAST).run(LAST);
        List<String> published = other.values("gold.kpi_daily", "kpi", "date", "slice_key", "estimate", "value");
        other.deliver(waiting, FIRST).land(SECOND);
        other.refine(SECOND, jobs.get(jobs.size() - 1));
        other.deliver(waiting, SECOND).land(SECOND);
        other.refine(SECOND, "refine.report_case");
        assertThat(other.values("gold.kpi_daily", "kpi", "date", "slice_key", "estimate", "value"))
                .isEqualTo(published);

        other.measure(SECOND);

        assertSameFacts(other.facts());
        assertThat(other.measure(LAST).isNothingToDo()).isTrue();
    }

    @Test
    void lateEventsLeaveARestatement() {
        assertThat(world.table("ops.restatement")
                        .filter("reason = 'late_event'")
                        .count())
                .as("the community has late files")
                .isPositive();
        assertThat(world.table("ops.restatement").filter("date > as_of_date").count())
                .isZero();
    }

    @Test
    void aReportClosedNineDaysLaterRestatesTheDayOnWhichItWasFiled(@TempDir Path folder) {
        String filed =
                "{\"type\":\"report.created\",\"report_id\":\"r%d\",\"subject_type\":\"message\",\"subject_id\":\"m%d\","
                        + "\"subject_user_id\":\"9\",\"channel_id\":\"7\",\"category\":\"spam\",\"severity\":\"low\",\"language\":\"en\","
                        + "\"surface\":\"chat\",\"source\":\"user\",\"created_at\":\"2026-01-05T10:00:00Z\"}";
        String closed =
                "{\"type\":\"report.activity\",\"report_id\":\"r1\",\"activity\":\"closed\",\"at\":\"2026-01-14T10:00:00Z\"}";
        SmallWorld other = SmallWorld.of(folder, "silver.report_case", "silver.channel_day")
                .withKpis("time_to_resolution", "sla_attainment", "chatters");
        other.deliver("vitals", "a.ndjson", filed.formatted(1, 1), filed.formatted(2, 2))
                .run(FIRST);
        String lateChat =
                "{\"type\":\"chat.message\",\"message_id\":\"m9\",\"channel_id\":\"7\",\"user_id\":\"9\",\"sent_at\":\"2026-01-05T10:00:00Z\",\"text\":\"hello\"}";
        other.deliver("vitals", "b.ndjson", closed, lateChat).run(FIRST.plusDays(9));

        assertThat(other.values("silver.report_case", "report_id", "closed_at"))
                .containsExactly("r1 2026-01-14 10:00:00.0", "r2 null");
        // Half of the reports are closed after nine days, so that the median is reached, which it was not before.
        assertThat(other.table("ops.restatement")
                        .filter("kpi = 'time_to_resolution' AND date = DATE'2026-01-05' AND slice_key = 'all'")
                        .filter(
                                "estimate = 'p50' AND old_value IS NULL AND new_value BETWEEN 9 * 86400 * 0.99 AND 9 * 86400 * 1.01")
                        .filter("reason = 'follow_up' AND as_of_date = DATE'2026-01-14'")
                        .count())
                .isEqualTo(1);
        // A late chat line is why the chat of its day moved, and says nothing about the reports of that day.
        assertThat(other.values("ops.restatement", "kpi", "reason"))
                .contains("chatters late_event")
                .doesNotContain("time_to_resolution late_event", "sla_attainment late_event");
    }

    /**
     * As if they had been there in the first night: every day since the older event has a row, also those on which nothing
     * happened; but one of years ago, from a wrong clock perhaps, does not fill all the years since.
     */
    @Test
    void anEventOlderThanAllOthersOpensTheDaysInBetweenForAQuarter(@TempDir Path folder) {
        String message =
                "{\"type\":\"chat.message\",\"message_id\":\"m%1$s\",\"channel_id\":\"7\",\"user_id\":\"9\",\"sent_at\":\"%1$sT10:00:00Z\",\"text\":\"hello\"}";
        LocalDate longAgo = LocalDate.of(2010, 1, 2);
        SmallWorld other = SmallWorld.of(folder, "silver.report_case").withKpis("reports_received");
        other.deliver("vitals", "a.ndjson", message.formatted(FIRST)).run(FIRST);
        other.deliver("vitals", "b.ndjson", message.formatted(FIRST.minusDays(5)), message.formatted(longAgo))
                .run(FIRST.plusDays(1));

        assertThat(other
                        .table("gold.kpi_daily")
                        .filter("kpi = 'reports_received' AND slice_key = 'all' AND estimate = 'value' AND value = 0")
                        .select("date")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getDate(0).toLocalDate())
                        .sorted())
                .containsExactlyElementsOf(Stream.concat(
                                longAgo.datesUntil(longAgo.plusDays(93)),
                                FIRST.minusDays(5).datesUntil(FIRST.plusDays(2)))
                        .toList());
    }

    @Test
    void theRowEquationHoldsForEveryFile() {
        assertThat(world.table("ops.ingest_file")
                        .filter("lines != landed + quarantined + duplicates + ignored")
                        .count())
                .isZero();
        assertThat(world.table("ops.ingest_file").filter("duplicates > 0").count())
                .isPositive();
    }
}
