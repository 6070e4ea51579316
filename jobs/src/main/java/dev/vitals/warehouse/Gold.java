package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.KpiDefinition;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Writes what people read: only the days on which a number moved, and a word on every published number that did. */
final class Gold {
    static final String DAILY = "gold.kpi_daily";
    static final String PERIOD = "gold.kpi_period";

    private final Warehouse warehouse;
    private final RunLog log;
    private final Checks checks;

    Gold(Warehouse warehouse, RunLog log) {
        this.warehouse = warehouse;
        this.log = log;
        this.checks = new Checks(warehouse);
    }

    /**
     * Which KPIs were computed anew for a day; what gold holds of other KPIs stays.
     *
     * @param day the day
     * @param kpis ids
     */
    record Recomputed(LocalDate day, Collection<String> kpis) {}

    /**
     * Replaces the days on which any number differs from the stored one, after noting in {@code ops.restatement} what
     * published numbers move.
     *
     * @return the days that were replaced
     */
    TreeSet<LocalDate> replace(
            List<Recomputed> recomputed, List<Cell> cells, Restatements restatements, PendingDays pending) {
        Map<LocalDate, TreeMap<Cell.Address, Cell>> fresh = new TreeMap<>();
        recomputed.forEach(r -> fresh.put(r.day(), new TreeMap<>()));
        for (Cell cell : cells) {
            if (fresh.get(cell.date()).put(cell.address(), cell) != null) {
                throw new WarehouseException(
                        "Two numbers were computed for %s. Nothing of them was published; report this with the contract of the KPI."
                                .formatted(cell.address()));
            }
        }
        Map<LocalDate, TreeMap<Cell.Address, GoldRows.Stored>> stored = stored(fresh.keySet());

        TreeSet<LocalDate> changedDays = new TreeSet<>();
        List<Row> rows = new ArrayList<>();
        Instant now = log.now();
        for (Recomputed r : recomputed) {
            TreeMap<Cell.Address, GoldRows.Stored> before = stored.getOrDefault(r.day(), new TreeMap<>());
            TreeMap<Cell.Address, Cell> after = fresh.get(r.day());
            boolean changed = restatements.compare(r, before, after);
            if (changed) {
                changedDays.add(r.day());
                before.values().stream()
                        .filter(s -> !r.kpis().contains(s.cell().kpi()))
                        .forEach(s -> rows.add(GoldRows.daily(s.cell(), s.computedAt())));
                after.forEach(
                        (address, cell) -> rows.add(GoldRows.daily(cell, computedAt(before, address, cell, now))));
            }
        }
        if (!changedDays.isEmpty()) {
            restatements.write(warehouse, warehouse.version(DAILY));
            pending.add(DAILY, changedDays);
            write(DAILY, rows, DayWriter.predicate("date", List.copyOf(changedDays)));
        }
        return changedDays;
    }

    /** Merges the periods that hold a day of these, and the trailing one, and replaces those in gold. */
    int replacePeriods(Collection<LocalDate> changedDays, Map<String, KpiDefinition> kpis) {
        List<Row> rows = new ArrayList<>();
        List<Periods.Period> touched = Periods.touched(changedDays, log.asOf());
        Dataset<Row> states = statesOf(touched).persist(StorageLevel.MEMORY_AND_DISK());
        for (Periods.Period period : touched) {
            List<Cell> daily = cells(states, period);
            for (Periods.PeriodCell cell : Periods.merge(period, kpis, daily)) {
                rows.add(GoldRows.period(cell, log.now()));
            }
        }
        states.unpersist();
        List<String> replaced = new ArrayList<>();
        replaced.add("period = '" + Periods.Kind.TRAILING_28D.word() + "'");
        touched.stream()
                .filter(p -> p.kind() != Periods.Kind.TRAILING_28D)
                .map(p ->
                        "(period = '%s' AND date = DATE'%s')".formatted(p.kind().word(), p.from()))
                .forEach(replaced::add);
        write(PERIOD, rows, String.join(" OR ", replaced));
        return rows.size();
    }

    /** Daily states from the first to the last day of any of the periods; kept, because periods overlap. */
    private Dataset<Row> statesOf(List<Periods.Period> periods) {
        LocalDate first = periods.stream()
                .map(Periods.Period::from)
                .min(LocalDate::compareTo)
                .orElse(log.asOf());
        LocalDate last = periods.stream()
                .map(Periods.Period::to)
                .max(LocalDate::compareTo)
                .orElse(log.asOf());
        return warehouse
                .read(DAILY)
                .filter(col("state").isNotNull())
                .filter(col("date").between(Date.valueOf(first), Date.valueOf(last)));
    }

    private static List<Cell> cells(Dataset<Row> states, Periods.Period period) {
        return states
                .filter(col("date").between(Date.valueOf(period.from()), Date.valueOf(period.to())))
                .collectAsList()
                .stream()
                .map(row -> GoldRows.read(row).cell())
                .toList();
    }

    private Map<LocalDate, TreeMap<Cell.Address, GoldRows.Stored>> stored(Collection<LocalDate> days) {
        Map<LocalDate, TreeMap<Cell.Address, GoldRows.Stored>> stored = new HashMap<>();
        if (days.isEmpty()) {
            return stored;
        }
        for (Row row : warehouse
                .read(DAILY)
                .filter(DayWriter.onDays("date", List.copyOf(days)))
                .collectAsList()) {
            GoldRows.Stored cell = GoldRows.read(row);
            stored.computeIfAbsent(cell.cell().date(), d -> new TreeMap<>())
                    .put(cell.cell().address(), cell);
        }
        return stored;
    }

    /** A number that did not move keeps the time at which it was first computed. */
    private static Instant computedAt(
            Map<Cell.Address, GoldRows.Stored> before, Cell.Address address, Cell cell, Instant now) {
        GoldRows.Stored old = before.get(address);
        return old != null && old.cell().saysTheSameAs(cell) ? old.computedAt() : now;
    }

    private void write(String table, List<Row> rows, String predicate) {
        TableContract contract = warehouse.contracts().table(table);
        warehouse.ensure(table);
        Dataset<Row> frame = warehouse.spark().createDataFrame(rows, Warehouse.schema(contract));
        List<CheckResult> results = checks.look(contract, frame).results();
        log.checked(results);
        RowChecks.stopOnFailure(contract, results);
        frame.repartition(1)
                .write()
                .format("delta")
                .mode("overwrite")
                .option("replaceWhere", predicate)
                .save(warehouse.path(table));
    }
}
