package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.KpiDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes what people read: only the days on which a number moved, and a word on every published number that did. */
final class Gold {
    static final String DAILY = "gold.kpi_daily";
    static final String PERIOD = "gold.kpi_period";

    /** Days whose states are held at once while periods are merged; bounds what the driver holds. */
    private static final int DAYS_AT_ONCE = 40;

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
            TableContract contract = warehouse.contracts().table(DAILY);
            new Replacement(warehouse).days(contract, checked(contract, rows), changedDays, stored.keySet());
        }
        return changedDays;
    }

    /** Merges the periods that hold a day of these, and the trailing one, and replaces those in gold. */
    int replacePeriods(Collection<LocalDate> changedDays, Map<String, KpiDefinition> kpis) {
        List<Row> rows = new ArrayList<>();
        List<Periods.Period> touched = Periods.touched(changedDays, log.asOf());
        for (List<Periods.Period> together : nearOneAnother(touched)) {
            TreeMap<LocalDate, List<Cell>> states = states(daysOf(together));
            for (Periods.Period period : together) {
                List<Cell> daily = states.subMap(period.from(), true, period.to(), true).values().stream()
                        .flatMap(List::stream)
                        .toList();
                for (Periods.PeriodCell cell : Periods.merge(period, kpis, daily)) {
                    rows.add(GoldRows.period(cell, log.now()));
                }
            }
        }
        Set<String> replaced = new TreeSet<>();
        touched.forEach(p -> replaced.add(p.kind().word() + " " + p.from()));
        String trailing = Periods.Kind.TRAILING_28D.word();
        String condition = touched.stream()
                .map(p ->
                        "(period = '%s' AND date = DATE'%s')".formatted(p.kind().word(), p.from()))
                .collect(Collectors.joining(" OR ", "period = '" + trailing + "' OR ", ""));
        TableContract contract = warehouse.contracts().table(PERIOD);
        new Replacement(warehouse)
                .partitions(
                        contract,
                        checked(contract, rows),
                        partition -> trailing.equals(partition.get("period"))
                                || replaced.contains(partition.get("period") + " " + partition.get("date")),
                        condition);
        return rows.size();
    }

    /** Periods in the order of their days, as many together as have {@link #DAYS_AT_ONCE} days between them. */
    private static List<List<Periods.Period>> nearOneAnother(List<Periods.Period> periods) {
        List<List<Periods.Period>> groups = new ArrayList<>();
        List<Periods.Period> group = new ArrayList<>();
        for (Periods.Period period : periods.stream()
                .sorted(Comparator.comparing(Periods.Period::from))
                .toList()) {
            group.add(period);
            if (group.size() > 1 && daysOf(group).size() > DAYS_AT_ONCE) {
                group.remove(group.size() - 1);
                groups.add(group);
                group = new ArrayList<>(List.of(period));
            }
        }
        groups.add(group);
        return groups;
    }

    private static TreeSet<LocalDate> daysOf(List<Periods.Period> periods) {
        TreeSet<LocalDate> days = new TreeSet<>();
        periods.forEach(p -> p.from().datesUntil(p.to().plusDays(1)).forEach(days::add));
        return days;
    }

    private TreeMap<LocalDate, List<Cell>> states(TreeSet<LocalDate> days) {
        TreeMap<LocalDate, List<Cell>> states = new TreeMap<>();
        for (Row row : warehouse
                .read(DAILY)
                .filter(col("state").isNotNull())
                .filter(DayWriter.onDays("date", List.copyOf(days)))
                .collectAsList()) {
            Cell cell = GoldRows.read(row).cell();
            states.computeIfAbsent(cell.date(), day -> new ArrayList<>()).add(cell);
        }
        return states;
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

    /** The rows in one piece, once they are known to keep the contract; makes the table. */
    Dataset<Row> checked(TableContract contract, List<Row> rows) {
        warehouse.ensure(contract.table());
        Dataset<Row> frame = warehouse.spark().createDataFrame(rows, Warehouse.schema(contract));
        List<CheckResult> results = checks.look(contract, frame).results();
        log.checked(results);
        RowChecks.stopOnFailure(contract, results);
        return frame.repartition(1);
    }
}
