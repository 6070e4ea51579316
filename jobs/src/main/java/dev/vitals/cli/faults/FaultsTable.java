package dev.vitals.cli.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of a {@link FaultsBench}. */
public final class FaultsTable {
    private static final String ROW = "%-30s %8s %8s %10s %20s %14s";

    private FaultsTable() {}

    /** A trial, while it is new. */
    public static String line(Trial trial) {
        String outcome = trial.isEqual() ? "equal" : "NOT EQUAL: " + String.join("; ", trial.differences());
        return "%-28s %-44s %5.1f s  %s".formatted(trial.kind(), trial.detail(), trial.seconds(), outcome);
    }

    /** All trials by their kind. */
    public static String of(List<Trial> trials) {
        Map<String, List<Trial>> kinds =
                trials.stream().collect(Collectors.groupingBy(Trial::kind, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("fault", "trials", "equal", "not equal", "median s to make good", "median s a trial"));
        kinds.forEach((kind, each) -> {
            long equal = each.stream().filter(Trial::isEqual).count();
            lines.add(ROW.formatted(
                    kind,
                    each.size(),
                    equal,
                    each.size() - equal,
                    seconds(each.stream().mapToDouble(Trial::makeGoodSeconds).toArray()),
                    seconds(each.stream().mapToDouble(Trial::seconds).toArray())));
        });
        long equal = trials.stream().filter(Trial::isEqual).count();
        lines.add(
                equal == trials.size()
                        ? "%,d trials: bronze, dimensions, silver, gold, ledger and quarantine were those of an undisturbed night, row for row, every time"
                                .formatted(equal)
                        : "NOT EQUAL in %,d of %,d trials".formatted(trials.size() - equal, trials.size()));
        return String.join(System.lineSeparator(), lines);
    }

    private static String seconds(double[] values) {
        double[] known = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return known.length == 0 ? "-" : "%.1f".formatted(known[known.length / 2]);
    }
}
