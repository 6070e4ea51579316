package dev.vitals.contract.experiment;

import dev.vitals.contract.Nearest;
import dev.vitals.contract.SchemaFiles;
import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.ExperimentSpec.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All tests of the warehouse, one file each in {@code schemas/experiments}.
 *
 * @param specs in alphabetical order of their ids
 */
public record Experiments(List<ExperimentSpec> specs) {
    public Experiments {
        specs = specs.stream().sorted(Comparator.comparing(ExperimentSpec::id)).toList();
    }

    /** The tests that are packaged with the classes. */
    public static Experiments load(KpiCheck check) {
        return read(SchemaFiles.onClassPath(), check);
    }

    /** The tests in a folder such as {@code schemas}. */
    public static Experiments load(Path schemasDir, KpiCheck check) {
        return read(SchemaFiles.in(schemasDir), check);
    }

    /** The test of this id, if there is one. */
    public Optional<ExperimentSpec> find(String id) {
        return specs.stream().filter(spec -> spec.id().equals(id)).findFirst();
    }

    private static Experiments read(SchemaFiles files, KpiCheck check) {
        List<ExperimentSpec> specs = new ArrayList<>();
        List<YamlFile> all = files.under("experiments");
        List<YamlMap> rollouts = all.stream()
                .map(YamlFile::root)
                .filter(root -> root.has(RolloutReader.KEY))
                .toList();
        for (YamlFile file : all) {
            if (Changes.isOne(file.root())) {
                continue;
            }
            ExperimentSpec spec = ExperimentReader.read(file, check);
            requireKnown(file, spec, all);
            if (!file.name().endsWith("/" + spec.id() + ".yaml")) {
                throw file.root()
                        .error(
                                "experiment",
                                spec.id() + " does not name its file; call the file " + spec.id() + ".yaml.");
            }
            if (spec.schedule().isEmpty()) {
                throw file.root()
                        .error(
                                "a test in schemas/experiments is judged by the warehouse: give it start and end, and KPIs"
                                        + " as metrics.");
            }
            specs.forEach(other -> requireApart(file, spec, other));
            rollouts.forEach(rollout -> requireApart(file, spec, rollout));
            specs.add(spec);
        }
        return new Experiments(specs);
    }

    /** A name that is a slip of the pen would let nothing overlap, and be found when the other test is moved. */
    private static void requireKnown(YamlFile file, ExperimentSpec spec, List<YamlFile> all) {
        List<String> others = all.stream()
                .map(each -> each.root().string("experiment"))
                .filter(id -> !id.equals(spec.id()))
                .sorted()
                .toList();
        for (String name : spec.schedule().map(Schedule::overlapsWith).orElse(List.of())) {
            if (!others.contains(name)) {
                throw file.root()
                        .error(
                                "overlaps_with",
                                "names %s, which is no other test or change in schemas/experiments.%s Write the id of one (%s), or leave it out."
                                        .formatted(name, near(name, others), String.join(", ", others)));
            }
        }
    }

    private static String near(String name, List<String> others) {
        List<String> near = Nearest.to(name, others);
        return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    }

    private static void requireApart(YamlFile file, ExperimentSpec spec, ExperimentSpec other) {
        ExperimentSpec.Schedule own = spec.schedule().orElseThrow();
        ExperimentSpec.Schedule theirs = other.schedule().orElseThrow();
        boolean isOverlapping = spec.unit() == other.unit()
                && !own.end().isBefore(theirs.start())
                && !theirs.end().isBefore(own.start());
        boolean isMeant =
                own.overlapsWith().contains(other.id()) || theirs.overlapsWith().contains(spec.id());
        if (isOverlapping && !isMeant) {
            throw file.root()
                    .error(
                            "start",
                            "to end overlaps test %s on the same unit (%s, %s to %s); move one, or write overlaps_with: [%s] if neither can touch what the other measures."
                                    .formatted(
                                            other.id(),
                                            spec.unit().name().toLowerCase(Locale.ROOT),
                                            theirs.start(),
                                            theirs.end(),
                                            other.id()));
        }
    }

    /**
     * Channels that get a change on a day of a test of channels are not those of one arm. One that came before the test
     * is in both arms on all its days, and a change for everyone moves them alike.
     */
    private static void requireApart(YamlFile file, ExperimentSpec spec, YamlMap rollout) {
        ExperimentSpec.Schedule own = spec.schedule().orElseThrow();
        String id = rollout.string("experiment");
        if (spec.unit() != ExperimentSpec.Unit.CHANNEL || own.overlapsWith().contains(id)) {
            return;
        }
        RolloutReader.read(rollout).stream()
                .filter(wave -> own.holds(wave.on()))
                .findFirst()
                .ifPresent(wave -> {
                    throw file.root()
                            .error(
                                    "start",
                                    "to end overlaps rollout %s on the same unit (channel, some get it on %s; %s); move one, or write overlaps_with: [%s] here if neither can touch what the other measures."
                                            .formatted(id, wave.on(), wave.place(), id));
                });
    }
}
