package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.testing.SparkSessions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestatementsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);

    /** A night that is killed after its notes and before the numbers finds gold as it was, and notes the same again. */
    @Test
    void whatAKilledNightNotedIsReplacedAndWhatAnEarlierOneNotedStays(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        note(warehouse, 1, 3.0);
        note(warehouse, 2, 5.0);
        note(warehouse, 2, 5.0);

        assertThat(warehouse.read("ops.restatement").select("new_value").collectAsList())
                .extracting(row -> row.getDouble(0))
                .containsExactlyInAnyOrder(3.0, 5.0);
    }

    private static void note(Warehouse warehouse, long goldVersion, double value) {
        Restatements restatements = new Restatements(
                new RunLog(Clock.systemUTC(), DAY.plusDays(1)), Optional.of(DAY), Map.of("reports_received", Set.of()));
        KpiEstimate estimate = new KpiEstimate("value", value, null, null, "none", value, null, 3, null);
        Cell cell = new Cell("reports_received", 1, DAY, Map.of(), estimate, false, true, DAY, null, null, null);
        restatements.compare(
                new Gold.Recomputed(DAY, List.of("reports_received")), Map.of(), Map.of(cell.address(), cell));
        restatements.write(new GoldNotes(warehouse, DAY), goldVersion);
    }
}
