package dev.vitals.contract.experiment;

import dev.vitals.contract.SchemaFiles;
import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All changes for everyone, the files of {@code schemas/experiments} that have {@code change_on}.
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
     * @param problem what speaks against a KPI of a name, and what to do; empty where nothing does
     */
    public static Changes load(Function<String, Optional<String>> problem) {
        return read(SchemaFiles.onClassPath(), problem);
    }

    /** The changes in a folder such as {@code schemas}. */
    public static Changes load(Path schemasDir, Function<String, Optional<String>> problem) {
        return read(SchemaFiles.in(schemasDir), problem);
    }

    /** The change of this id, if there is one. */
    public Optional<ChangeSpec> find(String id) {
        return specs.stream().filter(spec -> spec.id().equals(id)).findFirst();
    }

    private static Changes read(SchemaFiles files, Function<String, Optional<String>> problem) {
        List<ChangeSpec> specs = new ArrayList<>();
        for (YamlFile file : files.under("experiments")) {
            if (file.root().has(KEY)) {
                specs.add(read(file, problem));
            }
        }
        return new Changes(specs);
    }

    static ChangeSpec read(YamlFile file, Function<String, Optional<String>> problem) {
        YamlMap root = file.root();
        ChangeSpec spec = new ChangeSpec(
                root.string("experiment"),
                root.string("hypothesis"),
                root.string("owner"),
                ScheduleReader.day(root, KEY),
                ExperimentReader.alpha(root),
                metrics(root, problem));
        if (!file.name().endsWith("/" + spec.id() + ".yaml")) {
            throw root.error(
                    "experiment", spec.id() + " does not name its file; call the file " + spec.id() + ".yaml.");
        }
        root.rejectUnknownKeys();
        return spec;
    }

    private static List<ChangedMetric> metrics(YamlMap root, Function<String, Optional<String>> problem) {
        List<ChangedMetric> metrics = new ArrayList<>();
        for (YamlMap map : root.maps("metrics")) {
            String kpi = map.string("kpi");
            problem.apply(kpi).ifPresent(text -> {
                throw map.error("kpi", text);
            });
            Role role = map.oneOf("role", Role.class);
            if (role == Role.GUARDRAIL) {
                throw map.error(
                        "role", "can't be guardrail: days before and after seldom tell a margin; take secondary.");
            }
            metrics.add(new ChangedMetric(kpi, role, map.oneOf("good_when", GoodWhen.class)));
            map.rejectUnknownKeys();
        }
        if (metrics.isEmpty()) {
            throw root.error("metrics", "name no KPI; a change is judged by one at least.");
        }
        return metrics;
    }
}
