package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.testing.SparkSessions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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

    /** From 10 with an interval from 8 to 13: to 12, 20 % more, within it; to 15, half as much again, beyond it. */
    @Test
    void howFarANumberMovedIsNotedAndWhetherChanceHadAllowedForIt(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        Restatements restatements = restatements();
        move(restatements, "a", number("a", 10.0, 8.0, 13.0), number("a", 12.0, 8.0, 13.0));
        move(restatements, "b", number("b", 10.0, 8.0, 13.0), number("b", 15.0, 11.0, 18.0));
        move(restatements, "c", number("c", 0.0, null, null), number("c", 3.0, null, null));
        move(restatements, "d", number("d", 10.0, 8.0, null), number("d", 1000.0, 8.0, null));
        move(restatements, "e", number("e", 10.0, 8.0, 13.0), null);
        restatements.write(new GoldNotes(warehouse, log(), DAY), 1);

        assertThat(warehouse
                        .read("ops.restatement")
                        .orderBy("kpi")
                        .select("kpi", "change", "change_share", "is_beyond_interval")
                        .collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactly(
                        "a 2.0 0.2 false",
                        "b 5.0 0.5 true",
                        "c 3.0 null null",
                        "d 990.0 99.0 false",
                        "e null null null");
    }

    private static void move(Restatements restatements, String kpi, Cell before, Cell after) {
        restatements.compare(
                new Gold.Recomputed(DAY, List.of(kpi)),
                Map.of(before.address(), new GoldRows.Stored<>(before, Instant.EPOCH, DAY)),
                after == null ? Map.of() : Map.of(after.address(), after));
    }

    private static Cell number(String kpi, Double value, Double low, Double high) {
        KpiEstimate estimate = new KpiEstimate("value", value, low, high, "none", null, null, 30, null);
        return new Cell(kpi, 1, DAY, Map.of(), estimate, false, true, DAY, null, null, null);
    }

    private static Restatements restatements() {
        return new Restatements(log(), Optional.of(DAY), Map.of("reports_received", Set.of()));
    }

    private static RunLog log() {
        return new RunLog(Clock.systemUTC(), DAY.plusDays(1));
    }

    private static void note(Warehouse warehouse, long goldVersion, double value) {
        Restatements restatements = restatements();
        KpiEstimate estimate = new KpiEstimate("value", value, null, null, "none", value, null, 3, null);
        Cell cell = new Cell("reports_received", 1, DAY, Map.of(), estimate, false, true, DAY, null, null, null);
        restatements.compare(
                new Gold.Recomputed(DAY, List.of("reports_received")), Map.of(), Map.of(cell.address(), cell));
        restatements.write(new GoldNotes(warehouse, log(), DAY), goldVersion);
    }
}
