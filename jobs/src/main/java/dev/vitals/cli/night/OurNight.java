package dev.vitals.cli.night;

import dev.vitals.cli.meter.MeteredPart;
import dev.vitals.cli.meter.NightMeter;
import dev.vitals.contract.Contracts;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.SqlQueries;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Our night with no more work than the contestants do, by the code that runs all nights; the whole night is the verb run. */
final class OurNight {
    static final String KEY = "benchmark-pseudonym-key";

    private static final String CELLS = """
            SELECT kpi, date, slice_key, estimate, numerator, denominator, value FROM gold.kpi_daily
            WHERE kpi IN (%s) AND date BETWEEN DATE'%s' AND DATE'%s'""";

    private OurNight() {}

    static NightProcess.Result sameWork(Order order) {
        NightMeter meter = new NightMeter();
        List<MeteredPart> parts;
        SortedSet<LocalDate> days;
        List<NightCell> cells = List.of();
        try (Warehouse warehouse = open(order)) {
            WarehouseRuns runs = new WarehouseRuns(
                    warehouse, SameWork.jobs(), SameWork.kpis(), Clock.systemUTC(), meter.progress(Progress.SILENT));
            Landing landing = new Landing(
                    new LandingTables(warehouse),
                    LandingLimits.DEFAULT,
                    KEY.getBytes(StandardCharsets.UTF_8),
                    Map.of(),
                    Clock.systemUTC());
            WarehouseRuns.Summary summary = meter.done(runs.run(landing, order.landing(), order.night()));
            // What follows is no part of the night.
            parts = meter.end();
            days = summary.changedDays().getOrDefault("gold.kpi_daily", new TreeSet<>());
            if (order.cells() != null && !days.isEmpty()) {
                cells = read(warehouse, days.first(), days.last()).stream()
                        .filter(cell -> days.contains(cell.date()))
                        .toList();
            }
        }
        if (order.cells() != null) {
            NightJson.writeCells(cells, Path.of(order.cells()));
        }
        return new NightProcess.Result(parts);
    }

    static NightProcess.Result cells(Order order) {
        try (Warehouse warehouse = open(order)) {
            NightJson.writeCells(read(warehouse, order.from(), order.night()), Path.of(order.cells()));
        }
        return new NightProcess.Result(List.of());
    }

    private static Warehouse open(Order order) {
        return Warehouse.open(order.store(), Contracts.load(), order.master(), order.settings());
    }

    private static List<NightCell> read(Warehouse warehouse, LocalDate from, LocalDate to) {
        String kpis = SameWork.kpis().stream()
                .map(KpiDefinition::id)
                .map(id -> "'" + id + "'")
                .collect(Collectors.joining(", "));
        return new SqlQueries(warehouse)
                .run(CELLS.formatted(kpis, from, to), Integer.MAX_VALUE).rows().stream()
                        .map(OurNight::cell)
                        .toList();
    }

    private static NightCell cell(List<Object> row) {
        return new NightCell(
                (String) row.get(0),
                LocalDate.parse(row.get(1).toString()),
                (String) row.get(2),
                (String) row.get(3),
                (Double) row.get(4),
                (Double) row.get(5),
                (Double) row.get(6));
    }
}
