package dev.vitals.cli;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.Contracts;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.report.ChangeEffect;
import dev.vitals.report.ChangeEffect.Maturity;
import dev.vitals.report.LaunchedChange;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.PastGold;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a small warehouse of which it is known what they did, as the site has them. */
class ReportChangesTest {
    private static final LocalDate ON = LocalDate.of(2026, 2, 2);
    private static final LocalDate FIRST = ON.minusDays(28);
    /** 21 days from the change on, of which the last three can still change. */
    private static final LocalDate NIGHT = ON.plusDays(20);

    private static final int CHANNELS = 24;

    @TempDir
    private static Path folder;

    private static Warehouse warehouse;
    private static ChangeCatalogue catalogue;

    @BeforeAll
    static void write() throws IOException {
        Random random = new Random(3);
        List<Map<String, Object>> daily = new ArrayList<>();
        List<Map<String, Object>> channels = new ArrayList<>();
        FIRST.datesUntil(NIGHT.plusDays(1)).forEach(day -> {
            boolean isMature = day.isBefore(NIGHT.minusDays(2));
            double noise = random.nextGaussian() / 10;
            daily.add(number("enforcements_per_1k_messages", day, day.isBefore(ON) ? 5 + noise : 8 + noise, isMature));
            daily.add(number("reports_per_1k_messages", day, 10, isMature));
            for (int i = 0; i < CHANNELS; i++) {
                boolean hasIt = i < 6 && !day.isBefore(ON);
                channels.add(row(
                        "channel_id",
                        "ch" + i,
                        "activity_date",
                        day.toString(),
                        "messages",
                        1000L,
                        "reports",
                        (hasIt ? 5L : 10L) + random.nextInt(3)));
            }
        });
        save("gold.kpi_daily", daily);
        save("silver.channel_day", channels);
        save("ops.job_run", List.of(row("job", "night", "as_of_date", NIGHT.toString(), "status", "succeeded")));
        warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        Path schemas = folder.resolve("schemas");
        FileUtils.copyDirectory(Path.of("..", "schemas").toFile(), schemas.toFile());
        Path files = schemas.resolve("experiments");
        FileUtils.cleanDirectory(files.toFile());
        change(
                files,
                "policy",
                "change_on: " + ON,
                "enforcements_per_1k_messages",
                "  - {kpi: appeal_rate, label_age: 7, role: secondary, good_when: lower}%n".formatted());
        change(files, "to_come", "change_on: " + NIGHT.plusDays(1), "enforcements_per_1k_messages");
        change(
                files,
                "slow_mode",
                "rollout:%n  - {channels: [ch0, ch1, ch2, ch3, ch4, ch5], on: %s}%n  - {channels: [ch6, ch7], on: %s}"
                        .formatted(ON, NIGHT.plusDays(5)),
                "reports_per_1k_messages");
        change(files, "typo", "rollout:%n  - {channels: [ch77, ch1], on: %s}".formatted(ON), "reports_per_1k_messages");
        catalogue = ChangeCatalogue.load(schemas);
    }

    private static void change(Path files, String id, String when, String kpi, String... more) throws IOException {
        Files.writeString(
                files.resolve(id + ".yaml"),
                "experiment: %s%nhypothesis: It helps.%nowner: somebody%n%s%nmetrics:%n  - {kpi: %s, role: primary, good_when: lower}%n"
                                .formatted(id, when, kpi)
                        + String.join("", more));
    }

    private static Map<String, Object> number(String kpi, LocalDate day, double value, boolean isMature) {
        return row(
                "kpi",
                kpi,
                "date",
                day.toString(),
                "slice_key",
                "all",
                "slice",
                Map.of(),
                "estimate",
                "value",
                "value",
                value,
                "n",
                24L,
                "is_mature",
                isMature,
                "as_of_date",
                NIGHT.toString());
    }

    private static void save(String table, List<Map<String, Object>> rows) {
        Fixtures.rows(table, rows)
                .write()
                .format("delta")
                .save(folder.resolve(table.replace('.', '/')).toString());
    }

    private static LaunchedChange read(String id) {
        return ReportChanges.read(warehouse, Optional.empty(), catalogue, NIGHT).stream()
                .filter(change -> change.spec().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void onlyChangesWhoseDayHasComeAreRead() {
        assertThat(ReportChanges.read(warehouse, Optional.empty(), catalogue, NIGHT))
                .extracting(change -> change.spec().id())
                .containsExactly("policy", "slow_mode", "typo");
        assertThat(ReportChanges.read(warehouse, Optional.empty(), catalogue, ON.minusDays(1)))
                .isEmpty();
    }

    @Test
    void aChangeForEveryoneHasItsDaysWithTheLinesAndThePeople() {
        ChangeEffect effect = read("policy").effects().get(0);

        assertThat(effect.verdict()).isEqualTo("worse");
        assertThat(effect.before()).isCloseTo(5, within(0.3));
        assertThat(effect.jump().value()).isCloseTo(3, within(0.3));
        assertThat(effect.effect().low()).isLessThan(effect.effect().value());
        assertThat(effect.sureness().falseAlarms()).isBetween(0.0, 1.0);
        assertThat(effect.maturity()).isEqualTo(new Maturity(28, 18, 3, 3));
        assertThat(effect.channels()).isEmpty();
        assertThat(effect.days())
                .hasSize(46)
                .allSatisfy(day -> assertThat(day.people()).isEqualTo(24));
        assertThat(effect.days().get(45).fitted()).isCloseTo(8, within(0.5));
        assertThat(effect.days().get(45).expected()).isCloseTo(5, within(0.5));
    }

    /** The two channels that get it later have not got it. */
    @Test
    void aChangeForSomeChannelsHasItsEffectByTimeAndChannels() {
        ChangeEffect effect = read("slow_mode").effects().get(0);

        assertThat(effect.verdict()).isEqualTo("better");
        assertThat(effect.before()).isCloseTo(11, within(0.5));
        assertThat(effect.effect().value()).isCloseTo(-5, within(0.5));
        assertThat(effect.lift().value()).isCloseTo(-5 / 11.0, within(0.05));
        assertThat(effect.maturity()).isEqualTo(new Maturity(28, 18, 3, 3));
        assertThat(effect.channels()).hasValueSatisfying(channels -> {
            assertThat(channels.changed()).isEqualTo(6);
            assertThat(channels.unchanged()).isEqualTo(18);
            assertThat(channels.preTrendP()).isGreaterThan(0.01);
        });
        assertThat(effect.since())
                .isNotEmpty()
                .allSatisfy(since -> assertThat(since.channels()).isEqualTo(6));
        assertThat(effect.since()).extracting(ChangeEffect.Since::from).contains(-14, 0, 7);
    }

    /** Facts are kept as they are now. */
    @Test
    void ofAPastNightOnlyWhatGoldHasIsJudged() {
        Optional<PastGold> past = Optional.of(PastGold.asOf(warehouse, NIGHT));

        List<LaunchedChange> changes = ReportChanges.read(warehouse, past, catalogue, NIGHT);

        assertThat(read("policy").effects()).hasSize(2);
        assertThat(read("policy").problem()).isEmpty();
        assertThat(changes.get(0).effects())
                .singleElement()
                .satisfies(effect -> assertThat(effect.verdict()).isEqualTo("worse"));
        assertThat(changes.get(0).problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("appeal_rate by the age of labels: it is made of facts"));
        assertThat(changes.get(1).effects()).isEmpty();
        assertThat(changes.get(1).problem()).isPresent();
    }

    @Test
    void aChannelThatNobodyKnowsIsNotNamed() {
        LaunchedChange typo = read("typo");

        assertThat(typo.effects()).isEmpty();
        assertThat(typo.problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("names a channel of which nothing is known", "./vitals experiment change typo")
                        .doesNotContain("ch77"));
    }
}
