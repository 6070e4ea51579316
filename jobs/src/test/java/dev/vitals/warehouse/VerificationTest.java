package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verification finds, and what it leaves alone. */
class VerificationTest {
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate LAST = FIRST.plusDays(8);
    private static final String CELL = "kpi = 'reports_received' AND slice_key = 'all' AND estimate = 'value'";

    @TempDir
    private static Path shared;

    /** Of each kind of state; that all numbers are made anew alike is what NightsTest shows. */
    private static final String[] KPIS = {
        "reports_received",
        "report_action_rate",
        "time_to_resolution",
        "message_to_action_latency",
        "chatters",
        "sentiment_mean",
        "reports_per_1k_messages",
        "appeal_rate"
    };

    private static SmallWorld world;

    /** Nights with late lines; then files that have landed and wait for their night, one of them of a measured day. */
    @BeforeAll
    static void runNights() {
        Path waiting = SmallWorld.generate(shared.resolve("generated"), 3);
        world = SmallWorld.of(
                        shared.resolve("world"),
                        "silver.report_case",
                        "silver.channel_day",
                        "silver.enforcement_action")
                .withKpis(KPIS);
        world.deliver(waiting, FIRST).deliver(waiting, FIRST.plusDays(1)).run(FIRST.plusDays(1));
        world.deliver(waiting, FIRST.plusDays(2)).run(LAST);
        world.deliver(
                        "vitals",
                        "later.ndjson",
                        "{\"type\":\"chat.message\",\"message_id\":\"m9\",\"channel_id\":\"7\",\"user_id\":\"9\",\"sent_at\":\"2026-01-05T10:00:00Z\",\"text\":\"hello\"}")
                .land(LAST.plusDays(1));
    }

    private static Verification.Outcome verified(SmallWorld of) {
        return of.verification().everything(shared.toString(), 5);
    }

    private static SmallWorld changed(Path folder, String sql) {
        SmallWorld other = world.copy(folder.resolve("copy"));
        SparkSessions.shared().sql(sql.formatted(other.warehouse().root()));
        return other;
    }

    /** Every file with its size and the time it was last written to. */
    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path.toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return files;
    }

    @Test
    void whatNightsMadeIsWhatBronzeMakesAndNothingIsTouched() throws IOException {
        Map<String, String> before = files(Path.of(world.warehouse().root()));

        Verification.Outcome outcome = verified(world);

        assertThat(outcome.gold()).isEmpty();
        assertThat(outcome.facts()).isEmpty();
        assertThat(outcome.isEqual()).isTrue();
        assertThat(outcome.asOf()).isEqualTo(LAST);
        assertThat(outcome.cells())
                .isEqualTo(world.table(Gold.DAILY).count()
                        + world.table(Gold.PERIOD).count());
        assertThat(outcome.factDays()).isGreaterThan(6);
        assertThat(files(Path.of(world.warehouse().root()))).isEqualTo(before);
        try (Stream<Path> left = Files.list(shared)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("generated", "world");
        }
    }

    /** Among some days, which are recomputed from the facts that they need: that costs less, and is the same proof. */
    @Test
    void aNumberThatSomebodyChangedIsFoundWithBothValues(@TempDir Path folder) {
        double published = world.table(Gold.DAILY)
                .filter(CELL + " AND date = DATE'2026-01-06'")
                .first()
                .getAs("value");
        SmallWorld other = changed(
                folder,
                "UPDATE delta.`%s/gold/kpi_daily` SET value = value + 1, ci_high = NULL WHERE " + CELL
                        + " AND date = DATE'2026-01-06'");

        Verification.Outcome outcome =
                other.verification().days(FIRST.plusDays(1), FIRST.plusDays(2), shared.toString(), 5);

        assertThat(outcome.isEqual()).isFalse();
        assertThat(outcome.cells())
                .isEqualTo(world.table(Gold.DAILY)
                        .filter("date BETWEEN DATE'2026-01-06' AND DATE'2026-01-07'")
                        .count());
        assertThat(outcome.factDays()).isPositive();
        assertThat(outcome.differingCells()).isEqualTo(1);
        assertThat(outcome.differingFactDays()).isZero();
        assertThat(outcome.gold()).singleElement().satisfies(difference -> {
            assertThat(List.of(
                            difference.kpi(),
                            difference.period(),
                            difference.date().toString(),
                            difference.sliceKey(),
                            difference.estimate()))
                    .containsExactly("reports_received", "day", "2026-01-06", "all", "value");
            assertThat(difference.fields()).contains("value");
            assertThat(difference.stored().orElseThrow().value()).isEqualTo(published + 1);
            assertThat(difference.recomputed().orElseThrow().value()).isEqualTo(published);
        });
    }

    /**
     * A state that nobody sees until periods are merged from it, a row that is there twice, and one that is gone; and a
     * fact that was changed after its numbers had been made; and what the last night foresaw, and from what.
     */
    @Test
    void statesRowsFactsAndWhatWasForeseenAreFound(@TempDir Path folder) {
        String report = world.table("silver.report_case")
                .filter("created_date = DATE'2026-01-06'")
                .first()
                .getAs("report_id");
        SmallWorld other = changed(
                folder,
                "UPDATE delta.`%s/gold/kpi_daily` SET state = X'00' WHERE " + CELL + " AND date = DATE'2026-01-05'");
        SparkSessions.shared()
                .sql("INSERT INTO delta.`%1$s` SELECT * FROM delta.`%1$s` WHERE %2$s AND date = DATE'2026-01-06'"
                        .formatted(other.warehouse().path(Gold.DAILY), CELL));
        SparkSessions.shared()
                .sql("DELETE FROM delta.`%s` WHERE %s AND period = 'month'"
                        .formatted(other.warehouse().path(Gold.PERIOD), CELL));

        SparkSessions.shared()
                .sql("UPDATE delta.`%s` SET category = 'made_up' WHERE report_id = '%s'"
                        .formatted(other.warehouse().path("silver.report_case"), report));

        SparkSessions.shared()
                .sql("UPDATE delta.`%s` SET labels = labels + 1"
                        .formatted(other.warehouse().path(NowcastStep.NOWCAST)));
        SparkSessions.shared()
                .sql("DELETE FROM delta.`%s` WHERE age_days = 1"
                        .formatted(other.warehouse().path(NowcastStep.TRIANGLE)));

        Verification.Outcome outcome = verified(other);

        assertThat(outcome.facts())
                .contains(new FactComparison.Difference(
                        "silver.report_case", Optional.of(LocalDate.of(2026, 1, 6)), 1, 1));
        assertThat(outcome.facts())
                .extracting(FactComparison.Difference::table)
                .containsOnly("silver.report_case", NowcastStep.NOWCAST, NowcastStep.TRIANGLE);
        assertThat(outcome.facts()).allMatch(difference -> difference.recomputedOnly() > 0);
        assertThat(outcome.gold())
                .extracting(
                        GoldComparison.Difference::period,
                        difference -> difference.date().toString(),
                        GoldComparison.Difference::fields,
                        difference -> difference.stored().isPresent())
                .containsExactly(
                        tuple("day", "2026-01-05", List.of("state"), true),
                        tuple("day", "2026-01-06", List.of("rows"), true),
                        tuple("month", "2026-01-01", List.of("all"), false));
    }

    @Test
    void ofAWarehouseWithinANightNothingIsSaid(@TempDir Path folder) {
        SmallWorld other = world.copy(folder.resolve("copy"));
        other.refine(LAST.plusDays(1), "refine.channel_day");

        assertThatThrownBy(() -> verified(other))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("unfinished");
    }
}
