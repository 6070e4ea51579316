package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.Periods;
import dev.vitals.kpi.KpiDefinition;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes what people read: only the days on which a number moved, and a word on every published number that did. */
final class Gold {
    static final String DAILY = "gold.kpi_daily";
    static final String PERIOD = "gold.kpi_period";

    /** Days whose states are held at once while periods are merged; bounds what the driver holds. */
    private static final int DAYS_AT_ONCE = 40;

    private static final String HISTORY = "_history";

    private final Warehouse warehouse;
    private final RunLog log;
    private final LastNight last;
    private final CheckedRows checked;
    private final GoldNotes notes;

    Gold(Warehouse warehouse, RunLog log, LastNight last) {
        this.warehouse = warehouse;
        this.log = log;
        this.last = last;
        this.checked = new CheckedRows(warehouse, log);
        this.notes = new GoldNotes(warehouse, log, last.asOf().orElse(log.asOf()));
    }

    /** The table that keeps what a table of gold said before. */
    static String historyOf(String table) {
        return table + HISTORY;
    }

    static boolean isHistory(String table) {
        return table.endsWith(HISTORY);
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
     * published numbers move, and in the history what stood.
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
        Map<LocalDate, TreeMap<Cell.Address, GoldRows.Stored<Cell>>> stored = stored(fresh.keySet());

        TreeSet<LocalDate> changedDays = new TreeSet<>();
        GoldHistory<Cell> history = GoldHistory.ofDays(log.asOf(), last.asOf());
        List<GoldRows.Stored<Cell>> written = new ArrayList<>();
        List<GoldRows.Stored<Cell>> replaced = new ArrayList<>();
        for (Recomputed r : recomputed) {
            TreeMap<Cell.Address, GoldRows.Stored<Cell>> before = stored.getOrDefault(r.day(), new TreeMap<>());
            TreeMap<Cell.Address, GoldRows.Stored<Cell>> other = new TreeMap<>(before);
            other.keySet().removeIf(address -> r.kpis().contains(address.kpi()));
            before.keySet().removeAll(other.keySet());
            TreeMap<Cell.Address, Cell> after = fresh.get(r.day());
            if (restatements.compare(r, before, after)) {
                changedDays.add(r.day());
                written.addAll(other.values());
                after.forEach((address, cell) -> written.add(stored(history, before.get(address), cell)));
                history.replaced(before, after).forEach(replaced::add);
            }
        }
        if (!changedDays.isEmpty()) {
            TableContract contract = warehouse.contracts().table(DAILY);
            Dataset<Row> rows =
                    checked.of(contract, written.stream().map(GoldRows::daily).toList());
            long version = warehouse.version(DAILY);
            restatements.write(notes, version);
            notes.write(
                    historyOf(DAILY),
                    replaced.stream()
                            .map(old -> GoldRows.replacedDaily(old, log.asOf(), version))
                            .toList(),
                    version);
            pending.add(DAILY, changedDays);
            new Replacement(warehouse).days(contract, rows, changedDays, stored.keySet());
        }
        return changedDays;
    }

    /** Merges the periods that hold a day of these, and the trailing one, and replaces those in gold. */
    int replacePeriods(Collection<LocalDate> changedDays, Map<String, KpiDefinition> kpis) {
        TreeMap<Periods.PeriodCell.Address, Periods.PeriodCell> after = new TreeMap<>();
        List<Periods.Period> touched = Periods.touched(changedDays, log.asOf());
        for (List<Periods.Period> together : nearOneAnother(touched)) {
            TreeMap<LocalDate, List<Cell>> states = states(daysOf(together));
            for (Periods.Period period : together) {
                List<Cell> daily = states.subMap(period.from(), true, period.to(), true).values().stream()
                        .flatMap(List::stream)
                        .toList();
                for (Periods.PeriodCell cell : Periods.merge(period, kpis, daily)) {
                    after.put(cell.address(), cell);
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
        replacePeriods(
                after,
                partition -> trailing.equals(partition.get("period"))
                        || replaced.contains(partition.get("period") + " " + partition.get("date")),
                condition);
        return after.size();
    }

    private void replacePeriods(
            Map<Periods.PeriodCell.Address, Periods.PeriodCell> after,
            Predicate<Map<String, String>> isReplaced,
            String condition) {
        Map<Periods.PeriodCell.Address, GoldRows.Stored<Periods.PeriodCell>> before = new TreeMap<>();
        for (Row row : warehouse.read(PERIOD).filter(condition).collectAsList()) {
            GoldRows.Stored<Periods.PeriodCell> stored = GoldRows.readPeriod(row);
            before.put(stored.number().address(), stored);
        }
        GoldHistory<Periods.PeriodCell> history = GoldHistory.ofPeriods(log.asOf(), last.asOf());
        List<Row> rows = after.entrySet().stream()
                .map(fresh -> GoldRows.period(new GoldRows.Stored<>(
                        fresh.getValue(),
                        log.now(),
                        history.publishedOn(before.get(fresh.getKey()), fresh.getValue()))))
                .toList();
        TableContract contract = warehouse.contracts().table(PERIOD);
        Dataset<Row> frame = checked.of(contract, rows);
        long version = warehouse.version(PERIOD);
        notes.write(
                historyOf(PERIOD),
                history.replaced(before, after)
                        .map(old -> GoldRows.replacedPeriod(old, log.asOf(), version))
                        .toList(),
                version);
        new Replacement(warehouse).partitions(contract, frame, isReplaced, condition);
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
            Cell cell = GoldRows.cell(row);
            states.computeIfAbsent(cell.date(), day -> new ArrayList<>()).add(cell);
        }
        return states;
    }

    private Map<LocalDate, TreeMap<Cell.Address, GoldRows.Stored<Cell>>> stored(Collection<LocalDate> days) {
        Map<LocalDate, TreeMap<Cell.Address, GoldRows.Stored<Cell>>> stored = new HashMap<>();
        if (days.isEmpty()) {
            return stored;
        }
        for (Row row : warehouse
                .read(DAILY)
                .filter(DayWriter.onDays("date", List.copyOf(days)))
                .collectAsList()) {
            GoldRows.Stored<Cell> cell = GoldRows.read(row);
            stored.computeIfAbsent(cell.number().date(), d -> new TreeMap<>())
                    .put(cell.number().address(), cell);
        }
        return stored;
    }

    /** A number that did not move keeps the time at which it was first computed. */
    private GoldRows.Stored<Cell> stored(GoldHistory<Cell> history, GoldRows.Stored<Cell> before, Cell cell) {
        boolean isUnmoved = before != null && before.number().saysTheSameAs(cell);
        return new GoldRows.Stored<>(
                cell, isUnmoved ? before.computedAt() : log.now(), history.publishedOn(before, cell));
    }
}
