package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Readers see whole nights, also while one is being made, after one that failed, and after going back; one test goes on from another. */
@TestMethodOrder(OrderAnnotation.class)
class PublishingTest {
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);
    private static final String MESSAGE =
            "{\"type\":\"chat.message\",\"message_id\":\"m%s\",\"channel_id\":\"7\",\"user_id\":\"%s\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"hello\"}";
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-06-02T00:00:00Z"), ZoneOffset.UTC);

    private static SmallWorld world;

    @BeforeAll
    static void twoNights(@TempDir Path folder) {
        world = SmallWorld.of(folder, "silver.channel_day").withKpis("chatters");
        deliver(FIRST, 1);
        deliver(SECOND, 2);
    }

    private static void deliver(LocalDate night, int chatters) {
        String[] lines = new String[chatters];
        for (int i = 0; i < chatters; i++) {
            lines[i] = MESSAGE.formatted(night + "-" + i, i, night);
        }
        world.deliver("vitals", night + ".ndjson", lines);
        world.run(night);
    }

    /** Days with the number of their chatters, as whoever reads gold sees them, in both ways. */
    private static List<String> seen() {
        List<String> bySql = new SqlQueries(world.warehouse())
                        .run(
                                "SELECT date, CAST(value AS INT) FROM gold.kpi_daily WHERE kpi = 'chatters' AND slice_key = 'all' AND value IS NOT NULL ORDER BY date",
                                100)
                        .rows()
                        .stream()
                        .map(row -> row.get(0) + ": " + row.get(1))
                        .toList();
        List<String> byReader = new GoldReader(world.warehouse())
                .daily(FIRST, THIRD).stream()
                        .filter(cell -> cell.estimate().value() != null)
                        .map(cell ->
                                cell.date() + ": " + cell.estimate().value().intValue())
                        .sorted()
                        .toList();
        assertThat(byReader).isEqualTo(bySql);
        return bySql;
    }

    @Test
    @Order(1)
    void eachNightIsSeenWhenItHasEnded() {
        assertThat(seen()).containsExactly("2026-01-05: 1", "2026-01-06: 2");
        assertThat(new GoldReader(world.warehouse()).asOf()).contains(SECOND);
        assertThat(publishing().all()).extracting(Publication::night).containsExactly(FIRST, SECOND);
        world.run(SECOND);
        assertThat(publishing().all()).as("nothing new").hasSize(2);
    }

    /** A run was killed after it had joined files, or taken away old rows, and before readers could see that. */
    @Test
    @Order(2)
    void whatShowsTheSameNumbersIsSeen() {
        Warehouse warehouse = world.warehouse();
        String table = "delta.`%s`".formatted(warehouse.path(Gold.PERIOD));
        warehouse.spark().sql("OPTIMIZE " + table);
        warehouse.spark().sql("ALTER TABLE " + table + " SET TBLPROPERTIES ('made.by' = 'a test')");
        CommitNote.with(
                warehouse, CommitNote.of("retain"), () -> warehouse.spark().sql("UPDATE " + table + " SET kpi = kpi"));
        assertThat(warehouse.version(Gold.PERIOD))
                .isGreaterThan(warehouse.published(Gold.PERIOD).getAsLong() + 1);

        SameNumbers.show(warehouse);

        long whole = warehouse.version(Gold.PERIOD);
        assertThat(warehouse.published(Gold.PERIOD)).hasValue(whole);
        warehouse.spark().sql("DELETE FROM " + table + " WHERE kpi = 'chatters'");
        SameNumbers.show(warehouse);
        assertThat(warehouse.published(Gold.PERIOD))
                .as("somebody else's commit")
                .hasValue(whole);
        warehouse.spark().sql("RESTORE TABLE %s TO VERSION AS OF %d".formatted(table, whole));
        SameNumbers.show(warehouse);
        assertThat(warehouse.published(Gold.PERIOD)).hasValue(whole);
        warehouse.publications().moved(Gold.PERIOD, warehouse.version(Gold.PERIOD));
    }

    /** The periods are written after the days, and their table does not keep its contract. */
    @Test
    @Order(3)
    void aNightThatFailsHalfWayIsNotSeen() {
        long whole = world.warehouse().version(Gold.PERIOD);
        world.warehouse()
                .spark()
                .sql("ALTER TABLE delta.`%s` ADD COLUMNS (by_hand INT)"
                        .formatted(world.warehouse().path(Gold.PERIOD)));

        assertThatThrownBy(() -> deliver(THIRD, 3)).hasMessageContaining("by_hand");

        assertThat(world.warehouse()
                        .read(Gold.DAILY)
                        .filter("date = DATE'2026-01-07'")
                        .count())
                .as("the days are written")
                .isPositive();
        assertThat(seen()).containsExactly("2026-01-05: 1", "2026-01-06: 2");
        assertThat(new GoldReader(world.warehouse()).asOf()).contains(SECOND);
        assertThat(publishing().health().isWell()).isFalse();
        assertThat(publishing().health().detail())
                .startsWith("of the night 2026-01-06")
                .contains("the night 2026-01-07 failed and is not seen: Table gold.kpi_period")
                .contains("by_hand");

        world.warehouse()
                .spark()
                .sql("RESTORE TABLE delta.`%s` TO VERSION AS OF %d"
                        .formatted(world.warehouse().path(Gold.PERIOD), whole));
        world.run(THIRD);
        assertThat(seen()).containsExactly("2026-01-05: 1", "2026-01-06: 2", "2026-01-07: 3");
    }

    @Test
    @Order(4)
    void oneGoesBackToAnEarlierNightAndTheNextOneIsSeen() {
        assertThat(publishing().rollBack(Optional.empty()).night()).isEqualTo(SECOND);
        assertThat(seen()).containsExactly("2026-01-05: 1", "2026-01-06: 2");
        assertThat(publishing().rollBack(Optional.of(FIRST)).night()).isEqualTo(FIRST);
        assertThat(seen()).containsExactly("2026-01-05: 1");
        assertThatThrownBy(() -> publishing().rollBack(Optional.empty()))
                .hasMessageContaining("Readers see the night 2026-01-05, and there is no earlier night");

        world.run(THIRD);

        assertThat(seen()).containsExactly("2026-01-05: 1", "2026-01-06: 2", "2026-01-07: 3");
        assertThatThrownBy(() -> publishing().rollBack(Optional.of(LocalDate.of(2025, 1, 1))))
                .hasMessageContaining("Remembered are 2026-01-05, 2026-01-06.");
    }

    /** The files of its versions were replaced when the night after them came, long before readers were taken back to it. */
    @Test
    @Order(5)
    void whatIsSeenIsKeptSinceItsOwnNight() {
        Clock twoWeeks = Clock.fixed(Instant.parse("2026-06-15T00:00:00Z"), ZoneOffset.UTC);
        Upkeep upkeep = new Upkeep(world.warehouse(), twoWeeks, Progress.SILENT);
        assertThat(upkeep.retention(Gold.DAILY, 7))
                .as("since 1 June, and a day")
                .isEqualTo(15 * 24);

        publishing().rollBack(Optional.of(FIRST));

        assertThat(upkeep.retention(Gold.DAILY, 7)).isEqualTo(15 * 24);
        assertThat(upkeep.retention(Gold.DAILY, 30)).isEqualTo(30 * 24);
        assertThat(upkeep.retention("bronze.chat_message", 7))
                .as("nobody reads an earlier version")
                .isEqualTo(7 * 24);
        world.run(THIRD);
    }

    @Test
    @Order(7)
    void aPointerThatSomebodyCutIsTold() {
        StateFolder state = world.warehouse().state();
        String whole = state.read("published.json").orElseThrow();
        state.write("published.json", "{\"night\":\"2026-01-05\"}");

        assertThatThrownBy(() -> new GoldReader(world.warehouse()).asOf())
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("_vitals/published.json of the warehouse has a line that can't be read");
        state.write("published.json", whole);
    }

    /** Joined files hold the same numbers; those that readers see are not deleted under them. */
    @Test
    @Order(6)
    void readersFollowFilesThatAreJoined() {
        publishing().rollBack(Optional.of(SECOND));
        Clock inAYear = Clock.fixed(Instant.parse("2027-06-01T00:00:00Z"), ZoneOffset.UTC);

        new Upkeep(world.warehouse(), inAYear, Progress.SILENT).some(List.of(Gold.DAILY, Gold.PERIOD), 7, false);

        assertThat(seen()).containsExactly("2026-01-05: 1", "2026-01-06: 2");
        world.run(THIRD);
        new Upkeep(world.warehouse(), inAYear, Progress.SILENT).some(List.of(Gold.DAILY, Gold.PERIOD), 7, false);
        Publication current = world.warehouse().publications().current().orElseThrow();
        assertThat(current.version(Gold.DAILY)).hasValue(world.warehouse().version(Gold.DAILY));
        assertThat(seen()).containsExactly("2026-01-05: 1", "2026-01-06: 2", "2026-01-07: 3");
    }

    private static Publishing publishing() {
        return new Publishing(world.warehouse(), LATER);
    }

    /** Files of earlier versions are being deleted then. */
    @Test
    @Order(20)
    void whileARotationIsOpenNobodyGoesBack() {
        world.warehouse().state().write("rotation.txt", "of a test");

        assertThatThrownBy(() -> publishing().rollBack(Optional.empty())).hasMessageContaining("./vitals rotate-key");

        world.warehouse().state().delete("rotation.txt");
    }
}
