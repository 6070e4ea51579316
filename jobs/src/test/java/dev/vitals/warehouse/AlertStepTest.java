package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.job.alert.Alert;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.testing.SparkSessions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertStepTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final LocalDate SPIKE = FIRST.plusDays(70);
    /** Reports are final after three days. */
    private static final LocalDate NIGHT = SPIKE.plusDays(3);

    private final KpiDefinition reports = KpiCatalogue.load().kpi("reports_received");

    @Test
    void aNightJudgesItselfAndThoseSinceTheLastOne() {
        assertThat(AlertStep.nights(Optional.of(NIGHT.minusDays(3)), NIGHT, new TreeSet<>(), FIRST))
                .containsExactly(NIGHT.minusDays(2), NIGHT.minusDays(1), NIGHT);
        assertThat(AlertStep.nights(Optional.of(NIGHT), NIGHT, new TreeSet<>(), FIRST))
                .containsExactly(NIGHT);
    }

    @Test
    void aBackfillJudgesTheNightsOfItsDaysAgain() {
        TreeSet<LocalDate> forced = new TreeSet<>(List.of(FIRST, FIRST.plusDays(50), NIGHT.plusDays(9)));

        // Nothing can be compared on the first day, and the last one is yet to come.
        assertThat(AlertStep.nights(Optional.of(NIGHT), NIGHT, forced, FIRST))
                .containsExactly(FIRST.plusDays(50), NIGHT);
    }

    @Test
    void aNightRunAgainReplacesWhatItRaisedAndLeavesOtherNights(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        measured(warehouse, 900, 7);
        assertThat(run(warehouse, NIGHT)).isEqualTo(1);
        assertThat(run(warehouse, NIGHT)).isEqualTo(1);
        measured(warehouse, 900, 900);
        run(warehouse, NIGHT.plusDays(1));

        List<Alert> alerts = new GoldReader(warehouse).alerts(FIRST, NIGHT.plusDays(5));
        assertThat(alerts).extracting(Alert::night).containsExactly(NIGHT.plusDays(1), NIGHT);
        assertThat(alerts).extracting(Alert::date).containsExactly(SPIKE.plusDays(1), SPIKE);
        assertThat(alerts.get(1).deviation().value()).isEqualTo(900);

        measured(warehouse, 200, 900);
        assertThat(run(warehouse, NIGHT)).isZero();
        assertThat(new GoldReader(warehouse).alerts(FIRST, NIGHT.plusDays(5)))
                .extracting(Alert::night)
                .containsExactly(NIGHT.plusDays(1));
    }

    private int run(Warehouse warehouse, LocalDate night) {
        RunLog log = new RunLog(Clock.systemUTC(), night);
        return new AlertStep(warehouse, log, List.of(reports)).run(new TreeSet<>(List.of(night)));
    }

    /** 200 reports a day, a few more or less in turn, and these on the day of the spike and the one after. */
    private void measured(Warehouse warehouse, long spike, long after) {
        List<Row> rows = new ArrayList<>();
        for (int day = 0; day <= 71; day++) {
            long count = day == 70 ? spike : day == 71 ? after : 200 + (day % 3) * 4;
            LocalDate date = FIRST.plusDays(day);
            KpiEstimate estimate = new KpiEstimate(
                    "value", (double) count, null, null, KpiEstimate.NO_INTERVAL, (double) count, null, count, null);
            Cell cell = new Cell(
                    reports.id(),
                    reports.version(),
                    date,
                    Map.of(),
                    estimate,
                    false,
                    true,
                    date.plusDays(3),
                    new byte[0],
                    null,
                    null);
            rows.add(
                    GoldRows.daily(new GoldRows.Stored<>(cell, Clock.systemUTC().instant(), date)));
        }
        warehouse.ensure(Gold.DAILY);
        warehouse
                .spark()
                .createDataFrame(rows, Warehouse.schema(warehouse.contracts().table(Gold.DAILY)))
                .repartition(1)
                .write()
                .format("delta")
                .mode("overwrite")
                .save(warehouse.path(Gold.DAILY));
    }
}
