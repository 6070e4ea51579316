package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.job.compare.ExperimentPlan;
import dev.vitals.job.compare.NightlyData;
import dev.vitals.job.refine.ExperimentRehearsal;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.kpi.ExperimentCatalogue;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says of a test before it starts what it can find, by holding it in days that are past. */
public final class ExperimentCheck {
    private final Warehouse warehouse;
    private final ExperimentCatalogue catalogue;
    private final ChangeCatalogue changes;

    public ExperimentCheck(Warehouse warehouse, ExperimentCatalogue catalogue, ChangeCatalogue changes) {
        this.warehouse = warehouse;
        this.catalogue = catalogue;
        this.changes = changes;
    }

    /**
     * What a test can find.
     *
     * @param from first of the past days that it was held in
     * @param to last of them
     * @param asOf last night, by which late labels of those days are known
     * @param verdictDay night on which its verdict can come, of this test itself
     * @param changes what comes on its days for all arms alike, in words
     */
    public record Outcome(
            LocalDate from,
            LocalDate to,
            LocalDate asOf,
            LocalDate verdictDay,
            List<String> changes,
            ExperimentPlan plan) {}

    /**
     * Holds the test in as many days as it has, the last of them before its start and not after the last night. What is known
     * of them is what the last night knew, so that labels that came since then count.
     *
     * @throws WarehouseException where no night has been measured before the test starts
     */
    public Outcome check(ExperimentSpec spec) {
        Schedule schedule = spec.schedule().orElseThrow();
        GoldReader gold = new GoldReader(warehouse);
        List<LocalDate> measured = gold.measured(
                schedule.start().minusDays(2L * ChronoUnit.DAYS.between(schedule.start(), schedule.end()) + 92),
                schedule.start().minusDays(1));
        if (measured.isEmpty()) {
            throw new WarehouseException(
                    "No day before %s, on which %s starts, has been measured, so that nothing is known of its units. Run the nights before first: ./vitals run --date DAY."
                            .formatted(schedule.start(), spec.id()));
        }
        LocalDate to = measured.get(measured.size() - 1);
        LocalDate wanted = to.minusDays(ChronoUnit.DAYS.between(schedule.start(), schedule.end()));
        LocalDate from = measured.get(0).isAfter(wanted) ? measured.get(0) : wanted;
        ExperimentSpec rehearsed = held(spec, from, to);
        ExperimentCatalogue alone = catalogue.only(rehearsed);
        ExperimentRehearsal rehearsal =
                new ExperimentRehearsal(alone, table -> days(table, from.minusDays(alone.mostPastDays()), to));
        LocalDate asOf = gold.asOf().filter(to::isBefore).orElse(to);
        NightlyData data = NightlyData.of(alone, rehearsal.units(), rehearsal.unitDays(), asOf);
        return new Outcome(
                from,
                to,
                asOf,
                catalogue.finalDay(spec),
                changes.during(schedule),
                ExperimentPlan.of(spec, rehearsed, data.of(rehearsed), asOf, metric -> catalogue.unit(spec, metric)));
    }

    private static ExperimentSpec held(ExperimentSpec spec, LocalDate from, LocalDate to) {
        Schedule schedule = spec.schedule().orElseThrow();
        return spec.held(
                List.of(new Variant("all", 1, true, OptionalLong.empty())),
                new Schedule(from, to, schedule.compareBy(), schedule.overlapsWith()));
    }

    private Dataset<Row> days(String table, LocalDate from, LocalDate to) {
        Dataset<Row> rows = warehouse.read(table);
        return warehouse
                .contracts()
                .table(table)
                .dayColumn()
                .map(day -> rows.filter(col(day.name()).between(Date.valueOf(from), Date.valueOf(to))))
                .orElse(rows);
    }
}
