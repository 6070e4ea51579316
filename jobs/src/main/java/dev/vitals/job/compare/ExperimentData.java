package dev.vitals.job.compare;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Summary;
import dev.vitals.stats.effect.CoMoments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the units of a test.
 *
 * @param assigned units of each variant, or clusters where these were assigned
 * @param batches the same by the day on which they first saw the test, in the order of days; none where that is not known
 * @param crossovers units, and clusters, that were in several variants; they are in none of the groups
 * @param groups of each metric that units add up, in each variant
 * @param cases of each other metric, in each variant that has any
 */
public record ExperimentData(
        Map<String, Long> assigned,
        List<Map<String, Long>> batches,
        Crossovers crossovers,
        Map<Arm, List<UnitGroup>> groups,
        Map<Arm, ArmCases> cases) {
    public ExperimentData {
        assigned = Map.copyOf(assigned);
        batches = List.copyOf(batches);
        groups = Map.copyOf(groups);
        cases = Map.copyOf(cases);
    }

    /** Of units whose days are not known. */
    public ExperimentData(
            Map<String, Long> assigned,
            Crossovers crossovers,
            Map<Arm, List<UnitGroup>> groups,
            Map<Arm, ArmCases> cases) {
        this(assigned, List.of(), crossovers, groups, cases);
    }

    /** The same with the days on which units first saw the test. */
    public ExperimentData inBatches(List<Map<String, Long>> byDay) {
        return new ExperimentData(assigned, byDay, crossovers, groups, cases);
    }

    /** A metric in a variant. */
    public record Arm(String metric, String variant) {}

    /**
     * What was in several variants, and so belongs to none.
     *
     * @param units that do not count
     * @param clusters that do not count, with all their units
     */
    public record Crossovers(long units, long clusters) {
        public static final Crossovers NONE = new Crossovers(0, 0);
    }

    /** The summaries that the file of the test brings. */
    public static ExperimentData ofSummaries(ExperimentSpec spec) {
        Map<Arm, List<UnitGroup>> groups = new LinkedHashMap<>();
        for (Summary summary : spec.summaries()) {
            if (!summary.times().isEmpty()) {
                continue;
            }
            groups.computeIfAbsent(new Arm(summary.metric(), summary.variant()), arm -> new ArrayList<>())
                    .add(new UnitGroup(summary.stratum(), summary.cluster(), moments(summary)));
        }
        Map<String, Long> assigned = new LinkedHashMap<>();
        for (Variant variant : spec.variants()) {
            assigned.put(variant.name(), variant.units().orElseThrow());
        }
        return new ExperimentData(assigned, Crossovers.NONE, groups, SummedTimes.of(spec));
    }

    private static CoMoments moments(Summary summary) {
        return CoMoments.of(
                summary.n(),
                summary.means().stream().mapToDouble(mean -> mean).toArray(),
                summary.covariances().stream()
                        .mapToDouble(covariance -> covariance * (summary.n() - 1))
                        .toArray());
    }

    /** The cases of a metric that is made of them, in a variant; empty where there is none. */
    public Optional<ArmCases> casesOf(Metric metric, Variant variant) {
        return Optional.ofNullable(cases.get(new Arm(metric.id(), variant.name())));
    }

    /** The same with the cases of metrics that are made of them. */
    public ExperimentData with(Map<Arm, ArmCases> others) {
        return new ExperimentData(assigned, batches, crossovers, groups, others);
    }

    /** The parts of a metric in a variant; none where no unit has a value. */
    public List<UnitGroup> of(Metric metric, Variant variant) {
        return groups.getOrDefault(new Arm(metric.id(), variant.name()), List.of());
    }
}
