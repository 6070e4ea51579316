package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.contract.experiment.PanelSpec.Column;
import dev.vitals.contract.experiment.PanelSpec.PanelMetric;
import dev.vitals.contract.experiment.PanelSpec.PanelSource;
import dev.vitals.contract.experiment.PanelSpec.Start;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the file of a change whose rows lie elsewhere, strictly. */
final class PanelReader {
    private static final String CHANGED_ON = "changed_on";

    private PanelReader() {}

    static PanelSpec read(YamlFile file) {
        YamlMap root = file.root();
        PanelSpec spec = new PanelSpec(
                root.string("change"),
                root.string("hypothesis"),
                root.string("owner"),
                ExperimentReader.alpha(root),
                source(root),
                metrics(root));
        root.rejectUnknownKeys();
        return spec;
    }

    private static PanelSource source(YamlMap root) {
        YamlMap map = root.map("source");
        PanelSource source = new PanelSource(
                map.string("path"),
                optionalColumn(map, "cluster"),
                column(map, "day"),
                start(root, map),
                root.place("source"));
        map.rejectUnknownKeys();
        return source;
    }

    private static Start start(YamlMap root, YamlMap map) {
        Optional<Column> column = optionalColumn(map, CHANGED_ON);
        if (column.isPresent() && root.has(Changes.KEY)) {
            throw root.error(
                    Changes.KEY,
                    "is there beside changed_on of the source; keep the column where clusters got the change on days of their own, else the day.");
        }
        if (column.isPresent()) {
            return new Start(column, Optional.empty(), map.place(CHANGED_ON));
        }
        if (!root.has(Changes.KEY)) {
            throw root.error(
                    "source",
                    "names no column changed_on with the day on which each cluster got the change; add it, or write change_on: 2026-01-19 for a day on which everyone did.");
        }
        return new Start(Optional.empty(), Optional.of(ScheduleReader.day(root, Changes.KEY)), root.place(Changes.KEY));
    }

    private static List<PanelMetric> metrics(YamlMap root) {
        List<PanelMetric> metrics = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlMap map : root.maps("metrics")) {
            String id = map.string("id");
            if (!ids.add(id)) {
                throw map.error("id", "names metric " + id + " a second time; give each its own.");
            }
            metrics.add(new PanelMetric(
                    id,
                    role(map),
                    map.oneOf("good_when", GoodWhen.class),
                    column(map, "value"),
                    optionalColumn(map, "denominator")));
            map.rejectUnknownKeys();
        }
        if (metrics.isEmpty()) {
            throw root.error("metrics", "name no metric; a change is judged by one at least.");
        }
        return metrics;
    }

    /** Primary or secondary. */
    static Role role(YamlMap map) {
        Role role = map.oneOf("role", Role.class);
        if (role == Role.GUARDRAIL) {
            throw map.error("role", "can't be guardrail: days before and after seldom tell a margin; take secondary.");
        }
        return role;
    }

    private static Column column(YamlMap map, String key) {
        return new Column(map.string(key), key, map.place(key));
    }

    private static Optional<Column> optionalColumn(YamlMap map, String key) {
        return map.optionalString(key).map(name -> new Column(name, key, map.place(key)));
    }
}
