package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.ChangeSpec.Rollout;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.job.compare.ChannelFacts;
import dev.vitals.job.compare.Panel.Amount;
import dev.vitals.job.compare.RolloutReadout;
import dev.vitals.job.compare.RolloutReadout.RolloutEffect;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.testing.SmallWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private static final LocalDate END = LocalDate.of(2026, 1, 25);
    /** Late in both tests, because every night up to the one on which they are final is read. */
    private static final LocalDate FIRST = END.minusDays(2);

    private static final LocalDate BEFORE = FIRST.minusDays(1);

    @TempDir
    private static Path folder;

    private static SmallWorld world;

    /** The same when all is over, with two late messages in channel 3 and a late report in channel 0 that waited two days. */
    private static SmallWorld later;

    @BeforeAll
    static void runNights() {
        world = SmallWorld.of(folder, "silver.experiment_unit", "silver.experiment_unit_day")
                .withKpis(
                        "messages_per_chatter",
                        "time_to_first_action",
                        "reports_received",
                        "reports_per_1k_messages",
                        "sla_attainment");
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
        lines.clear();
        chat(lines, 11, FIRST, 2);
        report(lines, 0, 99, FIRST.plusDays(2).atTime(10, 0));
        later = world.copy(folder.resolveSibling(folder.getFileName() + "-later"))
                .deliver("vitals", "c.ndjson", lines.toArray(String[]::new));
        later.run(END.plusDays(28));
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
        assertThat(messages.<Object>getAs("treatment_counted"))
                .as("each unit is its own")
                .isNull();
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
        assertThat(reports.<Long>getAs("control_counted"))
                .as("channels with messages")
                .isEqualTo(2);
        // Two reports in each channel: the rates vary with the messages alone, and less than chance would have it.
        assertThat(reports.<Double>getAs("dispersion")).isBetween(0.0, 1.0);
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

    /** The test as if it started the day after the first one; only the day before that and the first one are known. */
    private static ExperimentCheck.Outcome check(String experiment) {
        ExperimentCatalogue catalogue = ExperimentCatalogue.load();
        ExperimentSpec spec = catalogue.find(experiment).orElseThrow();
        Schedule own = spec.schedule().orElseThrow();
        Schedule next = new Schedule(FIRST.plusDays(1), FIRST.plusDays(20), own.compareBy(), List.of());
        return new ExperimentCheck(later.warehouse(), catalogue, ChangeCatalogue.load())
                .check(spec.held(spec.variants(), next));
    }

    /** Eight reports that were open for one and three hours, and one for the two days that went on when the days were past. */
    @Test
    void aTestIsCheckedByWhatIsKnownToday() {
        ExperimentCheck.Outcome check = check("clip_rollout");

        assertThat(check.to()).isEqualTo(FIRST);
        assertThat(check.asOf()).isEqualTo(END.plusDays(28));
        assertThat(check.plan().metrics())
                .filteredOn(metric -> metric.metric().equals("time_to_first_action"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.mean()).isCloseTo((4 + 12 + 48) * 3600 / 9.0, within(700.0)))
                .satisfies(metric -> assertThat(metric.unit()).isEqualTo("seconds"));
    }

    /** Nothing lies before the first day that the warehouse has: no correlation is known, which is not one of 0. */
    @Test
    void aPastThatIsEmptyIsNotKnown() {
        ExperimentCheck.Outcome check = check("hold_banner");

        assertThat(check.from()).isEqualTo(BEFORE);
        assertThat(check.plan().metrics().get(0).pastCorrelation()).isNull();
        assertThat(check.plan().metrics().get(0).unit()).isEqualTo("number per user");
        assertThat(check.plan().unknown().get("messages"))
                .contains("no past: nothing is known of its units in the 7 days before " + BEFORE);
        assertThat(check.plan().unknown().get("appeal_rate_7d"))
                .isEqualTo("no number: no unit has anything of it in %s to %s, on days that were 7 days old on %s"
                        .formatted(BEFORE, FIRST, END.plusDays(28)));
    }

    private static RolloutReadout rollout(String other) {
        ChangeSpec spec = new ChangeSpec(
                "slow_mode",
                "h",
                "o",
                FIRST,
                List.of(new Rollout(List.of(channel("c0"), channel(other)), FIRST, "slow_mode.yaml:5")),
                .05,
                List.of(
                        new ChangedMetric("reports_per_1k_messages", "number", Role.PRIMARY, GoodWhen.LOWER),
                        new ChangedMetric("reports_received", "number", Role.SECONDARY, GoodWhen.LOWER)));
        return new ChannelDays(later.warehouse()).readout(spec, kpis("reports_per_1k_messages", "reports_received"));
    }

    private static String channel(String id) {
        return new Pseudonyms(SmallWorld.KEY.getBytes(StandardCharsets.UTF_8)).of(id);
    }

    private static List<KpiDefinition> kpis(String... ids) {
        return Stream.of(ids).map(KpiCatalogue.load()::kpi).toList();
    }

    /**
     * Channels 0 and 2 had no report the day before, and 5 of 24 messages that day; channels 1 and 3 had 4 of 12. That is
     * 208.3 less 333.3 of a thousand. Of reports it is 2.5 less 2 on one of the days since.
     */
    @Test
    void aChangeForSomeChannelsIsJudgedByTheirFacts() {
        List<RolloutEffect> effects = rollout("c2").effects();

        RolloutEffect rate = effects.get(0);
        assertThat(rate.method()).isEqualTo("difference_in_differences");
        assertThat(rate.effect().value()).isCloseTo(-125, within(1e-9));
        assertThat(rate.firstDay()).isEqualTo(BEFORE);
        RolloutEffect count = effects.get(1);
        int waits = kpis("reports_received").get(0).matureAfterDays();
        assertThat(count.lastDay()).isEqualTo(END.plusDays(28 - waits));
        assertThat(count.effect().value())
                .isCloseTo(.5 / (ChronoUnit.DAYS.between(FIRST, count.lastDay()) + 1), within(1e-12));
        assertThat(count.daysToCome()).isEqualTo(waits);
    }

    @Test
    void aChannelThatNoFactKnowsIsASlip() {
        assertThatThrownBy(() -> rollout("c9"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("slow_mode.yaml:5: channels name " + channel("c9"))
                .hasMessageContaining("has a row from " + FIRST.minusDays(56) + " on");
    }

    /** On every day, whichever date of its facts a KPI goes by. */
    @Test
    void channelsAddUpToGold() {
        List<KpiDefinition> kpis = kpis("reports_per_1k_messages", "reports_received", "sla_attainment");
        Map<String, Amount> sums = new TreeMap<>();
        ChannelFacts.of(later.warehouse().contracts(), kpis)
                .perDay(later::table, BEFORE, END.plusDays(28))
                .collectAsList()
                .stream()
                .map(ChannelFacts::read)
                .forEach(one -> sums.merge(
                        one.kpi() + " " + one.day(),
                        one.amount(),
                        (a, b) -> new Amount(a.sum() + b.sum(), a.count() + b.count())));

        Map<String, Double> values = new TreeMap<>();
        sums.forEach((day, amount) ->
                values.put(day, day.startsWith("reports_received") ? amount.sum() : amount.sum() / amount.count()));
        values.values().removeIf(value -> value == 0);
        Map<String, Double> gold = new TreeMap<>();
        new GoldReader(later.warehouse())
                .dailyOfAllRows(kpis.stream().map(KpiDefinition::id).toList()).stream()
                        .filter(cell -> cell.estimate().name().equals(KpiEstimate.VALUE))
                        .filter(cell -> cell.estimate().value() != null
                                && cell.estimate().value() != 0)
                        .forEach(cell -> gold.put(
                                cell.kpi() + " " + cell.date(), cell.estimate().value()));
        assertThat(values).isEqualTo(gold).hasSize(3);
    }
}
