package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A test of a change: who was to see what, and by which metrics it is judged.
 *
 * @param id its name
 * @param hypothesis what is thought to happen, and why
 * @param owner who answers for it
 * @param unit what was assigned
 * @param variants control and treatments, two or more, in the order of the file
 * @param analysis how its metrics are judged
 * @param metrics in the order of the file
 * @param schedule when a test in the warehouse runs; empty of others
 * @param source where the rows of its units lie; empty where the file brings summaries
 * @param summaries what the file says of each metric in each variant; none where there is a source
 */
public record ExperimentSpec(
        String id,
        String hypothesis,
        String owner,
        Unit unit,
        List<Variant> variants,
        Analysis analysis,
        List<Metric> metrics,
        Optional<Schedule> schedule,
        Optional<UnitSource> source,
        List<Summary> summaries) {
    public ExperimentSpec {
        variants = List.copyOf(variants);
        metrics = List.copyOf(metrics);
        summaries = List.copyOf(summaries);
    }

    /**
     * Reads a file that brings what it is judged by; every mistake is a {@link dev.vitals.contract.DefinitionException} with its
     * line.
     */
    public static ExperimentSpec read(Path file) {
        return ExperimentReader.readAlone(YamlFile.read(file, file.toString()));
    }

    /** What is assigned to a variant. */
    public enum Unit {
        USER,
        CHANNEL,
        MODERATOR,
        REPORT
    }

    /** What the arms are compared by. */
    public enum CompareBy {
        /** Units that were assigned one by one. */
        UNIT,
        /** Clusters that were assigned as a whole, as the exposures name them. */
        CLUSTER,
        /** Units, within the strata that the exposures name. */
        STRATUM
    }

    /**
     * When a test runs.
     *
     * @param start first day on which a unit can be exposed
     * @param end last day that counts
     * @param compareBy what the arms are compared by
     * @param overlapsWith tests with the same unit, and rollouts, that may fall on the same days, since they do not touch
     *     each other
     */
    public record Schedule(LocalDate start, LocalDate end, CompareBy compareBy, List<String> overlapsWith) {
        public Schedule {
            overlapsWith = List.copyOf(overlapsWith);
        }

        /** Whether a day is one of the test's. */
        public boolean holds(LocalDate day) {
            return !day.isBefore(start) && !day.isAfter(end);
        }
    }

    /**
     * An arm.
     *
     * @param weight what part of the units it was to have; the weights add up to 1
     * @param isControl whether the others are held against it; so is one
     * @param units how many units were assigned to it; empty where they are counted in the source
     */
    public record Variant(String name, double weight, boolean isControl, OptionalLong units) {}

    /** Whether whole clusters were assigned, and are what is compared. */
    public boolean isClustered() {
        return schedule.map(days -> days.compareBy() == CompareBy.CLUSTER)
                .orElseGet(() -> source.flatMap(UnitSource::cluster).isPresent()
                        || summaries.stream()
                                .anyMatch(summary -> summary.cluster().isPresent()));
    }

    /** The same test, judged otherwise. */
    public ExperimentSpec with(Analysis other) {
        return new ExperimentSpec(id, hypothesis, owner, unit, variants, other, metrics, schedule, source, summaries);
    }

    /** The same test with other variants, on other days. */
    public ExperimentSpec held(List<Variant> others, Schedule days) {
        return new ExperimentSpec(
                id, hypothesis, owner, unit, others, analysis, metrics, Optional.of(days), source, summaries);
    }

    /** The arm that the others are held against. */
    public Variant control() {
        return variants.stream().filter(Variant::isControl).findFirst().orElseThrow();
    }
}
