package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark of nights rests on: that a difference is seen. */
class WarehouseComparisonTest {
    private static final String TABLE = "dim.channel";

    @Test
    void rowsThatDifferOrStandTwiceAreCountedOnTheirSide(@TempDir Path folder) {
        Warehouse first = with(folder.resolve("first"), channel("a", "en"), channel("b", "en"));
        Warehouse second = with(folder.resolve("second"), channel("b", "de"), channel("a", "en"), channel("a", "en"));

        List<WarehouseComparison.Table> tables = WarehouseComparison.of(first, second);

        assertThat(tables).containsExactly(new WarehouseComparison.Table(TABLE, 2, 1, 2));
        assertThat(tables.get(0).isEqual()).isFalse();
        assertThat(WarehouseComparison.of(first, first)).allMatch(WarehouseComparison.Table::isEqual);
    }

    private static Map<String, Object> channel(String id, String language) {
        return Fixtures.row("channel_id", id, "valid_from", Fixtures.at("2026-01-05 00:00"), "language", language);
    }

    @SafeVarargs
    private static Warehouse with(Path folder, Map<String, Object>... channels) {
        Warehouse warehouse = new SmallWorld(folder).warehouse();
        new LandingTables(warehouse).append(Fixtures.contract(TABLE), Fixtures.rows(TABLE, channels));
        return warehouse;
    }
}
