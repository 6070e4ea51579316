package dev.vitals.cli;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.job.compare.ChangeCells;
import dev.vitals.job.compare.ChangeReadout;
import dev.vitals.job.compare.ChangeReadouts;
import dev.vitals.job.compare.ChangeReadouts.Series;
import dev.vitals.job.compare.RolloutReadout;
import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.ChangeCatalogue;
import dev.vitals.warehouse.ChannelDays;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.LabelDays;
import dev.vitals.warehouse.Warehouse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges the changes of a warehouse by its numbers, and by its facts what numbers do not hold. */
final class GoldChanges {
    private final Warehouse warehouse;
    private final ChangeCatalogue changes;
    private final Map<String, List<Cell>> cells;

    private GoldChanges(Warehouse warehouse, ChangeCatalogue changes, Map<String, List<Cell>> cells) {
        this.warehouse = warehouse;
        this.changes = changes;
        this.cells = cells;
    }

    /** Reads the daily numbers of all KPIs of these changes at once, but for changes for some channels, which are made of facts. */
    static GoldChanges of(Warehouse warehouse, GoldReader gold, ChangeCatalogue changes, Collection<ChangeSpec> specs) {
        List<String> kpis = specs.stream()
                .filter(spec -> spec.rollout().isEmpty())
                .flatMap(spec -> spec.metrics().stream())
                .map(ChangedMetric::kpi)
                .distinct()
                .toList();
        return new GoldChanges(
                warehouse,
                changes,
                kpis.isEmpty()
                        ? Map.of()
                        : daily(gold, specs, kpis).stream().collect(Collectors.groupingBy(Cell::kpi)));
    }

    private static List<Cell> daily(GoldReader gold, Collection<ChangeSpec> specs, List<String> kpis) {
        boolean hasSlices = specs.stream()
                .flatMap(spec -> spec.metrics().stream())
                .anyMatch(metric -> metric.slice().isPresent());
        return hasSlices ? gold.dailyOf(kpis) : gold.dailyOfAllRows(kpis);
    }

    /** The daily cells of a KPI of the changes. */
    List<Cell> cells(String kpi) {
        return cells.getOrDefault(kpi, List.of());
    }

    /** What a change for everyone did. */
    ChangeReadout everyone(ChangeSpec spec) {
        return ChangeReadouts.of(
                spec,
                metric -> isOfFacts(metric)
                        ? new LabelDays(warehouse)
                                .series(
                                        spec,
                                        changes.kpi(metric),
                                        metric.labelAge().getAsInt())
                        : ChangeCells.series(spec, metric, cells(metric.kpi())));
    }

    /** The same without what is made of facts, which are kept as they are now: those metrics have no days. */
    ChangeReadout everyoneWithoutFacts(ChangeSpec spec) {
        return ChangeReadouts.of(
                spec,
                metric -> isOfFacts(metric)
                        ? new Series(new TreeMap<>(), 0)
                        : ChangeCells.series(spec, metric, cells(metric.kpi())));
    }

    /** Whether a metric is made of facts, because gold has its labels as long as the KPI waits. */
    static boolean isOfFacts(ChangedMetric metric) {
        return metric.labelAge().isPresent();
    }

    /**
     * What a change for some channels did.
     *
     * @throws dev.vitals.contract.DefinitionException where it names a channel that nothing is known of
     */
    RolloutReadout some(ChangeSpec spec) {
        return new ChannelDays(warehouse).readout(spec, changes.kpis(spec));
    }
}
