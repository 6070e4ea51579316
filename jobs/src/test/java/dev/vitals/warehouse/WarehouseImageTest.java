package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark of faults rests on: that a difference is seen. */
class WarehouseImageTest {
    private static final String TABLE = "dim.channel";
    private static final String TRIANGLE = "gold.label_triangle";

    @Test
    void aRowThatIsMissingOrStandsTwiceIsToldWithItsTable(@TempDir Path folder) {
        WarehouseImage first = image(folder.resolve("first"), channel("a", "en"), channel("b", "en"));
        WarehouseImage second =
                image(folder.resolve("second"), channel("b", "de"), channel("a", "en"), channel("a", "en"));

        assertThat(first.differences(first)).isEmpty();
        assertThat(first.differences(second))
                .singleElement()
                .satisfies(difference -> assertThat(difference)
                        .startsWith("dim.channel: only here 1 rows like {\"channel_id\":\"b\"")
                        .contains("only there 2 rows like"));
    }

    @Test
    void aTableThatIsNotThereIsADifference(@TempDir Path folder) {
        WarehouseImage first = image(folder.resolve("first"), channel("a", "en"));
        WarehouseImage none = WarehouseImage.of(new SmallWorld(folder.resolve("none")).warehouse());

        assertThat(none.size()).isZero();
        assertThat(first.differences(none)).hasSize(1);
        assertThat(none.differences(first)).hasSize(1);
    }

    @Test
    void numbersThatReadersDoNotSeeYetAreADifference(@TempDir Path folder) {
        Warehouse warehouse = with(folder, channel("a", "en"));
        new LandingTables(warehouse).append(Fixtures.contract(TRIANGLE), Fixtures.rows(TRIANGLE));
        WarehouseImage seen = WarehouseImage.of(warehouse);
        warehouse
                .publications()
                .add(new Publication(
                        LocalDate.of(2026, 1, 5),
                        "run",
                        Instant.EPOCH,
                        Map.of(TRIANGLE, Publication.UNWRITTEN),
                        "night"));

        assertThat(seen.differences(WarehouseImage.of(warehouse))).isEmpty();
        new LandingTables(warehouse).append(Fixtures.contract(TRIANGLE), triangle());
        WarehouseImage hidden = WarehouseImage.of(warehouse);
        warehouse.publications().moved(TRIANGLE, warehouse.version(TRIANGLE));

        assertThat(hidden.differences(WarehouseImage.of(warehouse)))
                .singleElement()
                .satisfies(difference -> assertThat(difference)
                        .startsWith("gold.label_triangle as readers see it: only here 0 rows; only there 1 rows"));
    }

    @Test
    void filesThatNoTableKnowsOfAreReadToo(@TempDir Path folder) {
        Warehouse warehouse = with(folder, channel("a", "en"), channel("b", "en"));
        warehouse.spark().sql("DELETE FROM delta.`%s` WHERE channel_id = 'a'".formatted(warehouse.path(TABLE)));

        assertThat(WarehouseImage.of(warehouse).rows(TABLE)).noneMatch(row -> row.contains("\"a\""));
        assertThat(WarehouseImage.ofFiles(warehouse).rows(TABLE + " on disk")).anyMatch(row -> row.contains("\"a\""));
    }

    @Test
    void rowsCanBeChangedBeforeTheyAreCompared(@TempDir Path folder) {
        WarehouseImage first = image(folder.resolve("first"), channel("a", "en"), channel("b", "en"));
        WarehouseImage second = image(folder.resolve("second"), channel("a", "en"), channel("c", "en"));

        assertThat(first.map(TABLE::equals, row -> row.replace("\"b\"", "\"c\""))
                        .differences(second))
                .isEmpty();
        assertThat(first.map(table -> false, row -> "").differences(first)).isEmpty();
        assertThat(first.size()).isEqualTo(2);
        assertThat(first.rows(TABLE)).hasSize(2);
    }

    private static Dataset<Row> triangle() {
        return Fixtures.rows(
                TRIANGLE, Fixtures.row("kpi", "false_positive_rate", "date", "2026-01-05", "as_of_date", "2026-01-05"));
    }

    private static Map<String, Object> channel(String id, String language) {
        return Fixtures.row("channel_id", id, "valid_from", Fixtures.at("2026-01-05 00:00"), "language", language);
    }

    @SafeVarargs
    private static WarehouseImage image(Path folder, Map<String, Object>... channels) {
        return WarehouseImage.of(with(folder, channels));
    }

    @SafeVarargs
    private static Warehouse with(Path folder, Map<String, Object>... channels) {
        Warehouse warehouse = new SmallWorld(folder).warehouse();
        new LandingTables(warehouse).append(Fixtures.contract(TABLE), Fixtures.rows(TABLE, channels));
        return warehouse;
    }
}
