package dev.vitals.contract.experiment;

import dev.vitals.contract.SchemaFiles;
import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.ChangeSpec.Rollout;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All changes that nobody randomised, the files of {@code schemas/experiments} that have {@code change_on}, or
 * {@code rollout} where some channels got the change first.
 *
 * @param specs in alphabetical order of their ids
 */
public record Changes(List<ChangeSpec> specs) {
    static final String KEY = "change_on";

    public Changes {
        specs = List.copyOf(specs);
    }

    /**
     * The changes that are packaged with the classes.
     *
     * @param check knows which KPIs they can be judged by
     */
    public static Changes load(ChangeCheck check) {
        return read(SchemaFiles.onClassPath(), check);
    }

    /** The changes in a folder such as {@code schemas}. */
    public static Changes load(Path schemasDir, ChangeCheck check) {
        return read(SchemaFiles.in(schemasDir), check);
    }

    /** The change of this id, if there is one. */
    public Optional<ChangeSpec> find(String id) {
        return specs.stream().filter(spec -> spec.id().equals(id)).findFirst();
    }

    private static Changes read(SchemaFiles files, ChangeCheck check) {
        List<ChangeSpec> specs = new ArrayList<>();
        for (YamlFile file : files.under("experiments")) {
            if (isOne(file.root())) {
                specs.add(read(file, check));
            }
        }
        return new Changes(specs);
    }

    /** Whether a file is one of a change, not of a test. */
    static boolean isOne(YamlMap root) {
        return root.has(KEY) || root.has(RolloutReader.KEY);
    }

    static ChangeSpec read(YamlFile file, ChangeCheck check) {
        YamlMap root = file.root();
        if (root.has(KEY) && root.has(RolloutReader.KEY)) {
            throw root.error(
                    RolloutReader.KEY,
                    "is there beside change_on; keep the rollout where some channels got the change first, else the day.");
        }
        List<Rollout> rollout = root.has(RolloutReader.KEY) ? RolloutReader.read(root) : List.of();
        ChangeSpec spec = new ChangeSpec(
                root.string("experiment"),
                root.string("hypothesis"),
                root.string("owner"),
                rollout.isEmpty()
                        ? ScheduleReader.day(root, KEY)
                        : rollout.get(0).on(),
                rollout,
                ExperimentReader.alpha(root),
                metrics(root, rollout.isEmpty() ? List.of() : List.of(ChangeSpec.CHANNEL), check));
        if (!file.name().endsWith("/" + spec.id() + ".yaml")) {
            throw root.error(
                    "experiment", spec.id() + " does not name its file; call the file " + spec.id() + ".yaml.");
        }
        root.rejectUnknownKeys();
        return spec;
    }

    private static List<ChangedMetric> metrics(YamlMap root, List<String> columns, ChangeCheck check) {
        List<ChangedMetric> metrics = new ArrayList<>();
        for (YamlMap map : root.maps("metrics")) {
            String kpi = map.string("kpi");
            check.problem(kpi, columns).ifPresent(text -> {
                throw map.error("kpi", text);
            });
            metrics.add(new ChangedMetric(
                    kpi,
                    check.unit(kpi),
                    PanelReader.role(map),
                    map.oneOf("good_when", GoodWhen.class),
                    labelAge(map, columns, check.waitsForLabels(kpi)),
                    slice(map, columns, check.slices(kpi))));
            map.rejectUnknownKeys();
        }
        if (metrics.isEmpty()) {
            throw root.error("metrics", "name no KPI; a change is judged by one at least.");
        }
        return metrics;
    }

    private static Optional<String> slice(YamlMap map, List<String> columns, List<String> slices) {
        Optional<String> slice = map.optionalString("slice");
        slice.ifPresent(key -> {
            if (!columns.isEmpty() || map.has("label_age")) {
                throw map.error(
                        "slice",
                        "is for what gold has of changes for everyone; leave it out of a rollout, or label_age.");
            }
            if (slices.stream().noneMatch(dimension -> key.startsWith(dimension + "="))) {
                throw map.error(
                        "slice",
                        "%s is none of the KPI; write one of %s, then = and its value."
                                .formatted(key, String.join(", ", slices)));
            }
        });
        return slice;
    }

    private static OptionalInt labelAge(YamlMap map, List<String> columns, OptionalInt waits) {
        if (!map.has("label_age")) {
            return OptionalInt.empty();
        }
        if (!columns.isEmpty()) {
            throw map.error("label_age", "is for changes for everyone; leave it out of a rollout.");
        }
        if (waits.isEmpty()) {
            throw map.error("label_age", "is nothing for a KPI that waits for no labels; leave it out.");
        }
        return OptionalInt.of(CaseReader.between(map, "label_age", 0, waits.getAsInt()));
    }
}
