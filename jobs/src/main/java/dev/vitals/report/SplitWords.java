package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says how the units of a test were parted, and how many were left out. */
final class SplitWords {
    private final ExperimentView test;
    private final long least;

    /** Words for a test that has rows. */
    SplitWords(ExperimentView test) {
        this.test = test;
        this.least = test.leastCounted();
    }

    /** Units by arm, as against the plan. */
    String split() {
        List<ReadoutRow> rows = test.rows();
        Map<String, Long> assigned = new TreeMap<>();
        for (ReadoutRow row : rows) {
            assigned.put(test.control().name(), row.control().assigned());
            assigned.put(row.variant(), row.treatment().assigned());
        }
        String arms = test.spec().variants().stream()
                .filter(variant -> assigned.containsKey(variant.name()))
                .map(variant -> variant.name() + " " + count(assigned.get(variant.name())))
                .collect(Collectors.joining(", "));
        String planned = test.spec().variants().stream()
                .map(Variant::weight)
                .map(weight -> Format.number(weight * 100) + "%")
                .collect(Collectors.joining(" / "));
        boolean isTold = assigned.values().stream().noneMatch(this::isFew);
        ReadoutRow.Split split = rows.get(0).split();
        return "%s %s; planned %s, %s"
                .formatted(
                        arms,
                        test.assigned(),
                        planned,
                        isTold
                                ? (split.isAsPlanned() ? "as planned" : "not as planned") + " ("
                                        + EffectFormat.equation(split.p()) + ")"
                                : "too few to tell");
    }

    /** Units that were in several arms. */
    String leftOut() {
        ReadoutRow.Split split = test.rows().get(0).split();
        if (split.crossoverUnits() == 0 && split.crossoverClusters() == 0) {
            return "None was in several arms";
        }
        String units = count(split.crossoverUnits(), least) + " " + test.units();
        return (split.crossoverClusters() == 0
                        ? units
                        : Format.counted(split.crossoverClusters(), "cluster") + " with " + units)
                + ", in several arms";
    }

    private String count(long assigned) {
        return isFew(assigned) ? "fewer than " + least : Format.count(assigned);
    }

    /** Clusters are no people. */
    private boolean isFew(long assigned) {
        return !test.hasClusters() && assigned < least;
    }

    private static String count(long units, long least) {
        return units > 0 && units < least ? "fewer than " + least : Format.count(units);
    }
}
