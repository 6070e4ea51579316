package dev.vitals.cli;

import dev.vitals.report.Cell;
import dev.vitals.report.KpiView;
import dev.vitals.warehouse.GoldReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the cells of many KPIs, as many KPIs at once as memory is sure to hold: a query costs more than its rows. */
final class KpiBatches {
    private static final long MOST_CELLS = 250_000;

    private final GoldReader gold;
    private final List<List<KpiView>> batches = new ArrayList<>();

    /** Takes the cells of one KPI. */
    interface Each {
        void take(KpiView kpi, List<Cell> cells) throws IOException;
    }

    KpiBatches(GoldReader gold, List<KpiView> kpis) {
        this.gold = gold;
        Map<String, Long> sizes = gold.sizes();
        long room = 0;
        for (KpiView kpi : kpis) {
            long size = sizes.getOrDefault(kpi.id(), 0L);
            if (batches.isEmpty() || size > room) {
                batches.add(new ArrayList<>());
                room = MOST_CELLS;
            }
            batches.get(batches.size() - 1).add(kpi);
            room -= size;
        }
    }

    /** KPI by KPI in their order: days, weeks and months in all slices. */
    void forEach(Each each) throws IOException {
        for (List<KpiView> batch : batches) {
            Set<String> ids = batch.stream().map(KpiView::id).collect(Collectors.toCollection(LinkedHashSet::new));
            List<Cell> all = new ArrayList<>(ReportCells.days(gold.dailyOf(ids)));
            all.addAll(ReportCells.periods(gold.periodsOf(ids)));
            Map<String, List<Cell>> cells = all.stream().collect(Collectors.groupingBy(Cell::kpi));
            for (KpiView kpi : batch) {
                each.take(kpi, cells.getOrDefault(kpi.id(), List.of()));
            }
        }
    }
}
