package dev.vitals.cli;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.PanelSpec;
import dev.vitals.job.compare.ChangeReadout;
import dev.vitals.job.compare.ChangeReadouts;
import dev.vitals.job.compare.ChangeReadouts.Series;
import dev.vitals.job.compare.Panel;
import dev.vitals.job.compare.Panels;
import dev.vitals.job.compare.RolloutReadout;
import dev.vitals.job.compare.RolloutReadouts;
import dev.vitals.job.compare.RolloutReadouts.Daily;
import dev.vitals.warehouse.PanelTable;
import dev.vitals.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows that the file of a change names say of it.
 *
 * @param everyone of a change that came for all on one day
 * @param some of one that came for some first; one of the two is there
 */
record ChangeFile(Optional<ChangeReadout> everyone, Optional<RolloutReadout> some) {
    /** Reads the rows with the session of a warehouse, of which nothing is read. */
    static ChangeFile read(Path file, PanelSpec spec, Warehouse opened) {
        String path = spec.source().path();
        String rows = path.contains("://")
                ? path
                : file.toAbsolutePath().resolveSibling(path).normalize().toString();
        Map<String, Panel> panels = Panels.of(spec, new PanelTable(opened).read(spec, rows));
        Panel any = panels.values().iterator().next();
        if (!Panels.isForEveryone(any)) {
            return new ChangeFile(
                    Optional.empty(),
                    Optional.of(RolloutReadouts.of(
                            spec.id(), spec.alpha(), spec.changedMetrics(), id -> new Daily(panels.get(id), 0))));
        }
        ChangeSpec change = ChangeSpec.forEveryone(
                spec.id(), spec.hypothesis(), spec.owner(), Panels.day(any), spec.alpha(), spec.changedMetrics());
        return new ChangeFile(
                Optional.of(ChangeReadouts.of(
                        change, metric -> new Series(panels.get(metric.kpi()).series(), 0))),
                Optional.empty());
    }

    /** What is printed as JSON. */
    Object outcome() {
        return everyone.<Object>map(readout -> readout).or(() -> some).orElseThrow();
    }

    String text() {
        return everyone.map(ChangeText::of).or(() -> some.map(ChangeText::of)).orElseThrow();
    }
}
